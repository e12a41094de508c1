from __future__ import annotations

from random import Random
from typing import get_args

import pytest

from forge_ai.training.lessons.exchanges.follow_ups import AGAIN, ANSWERS, SAID, AnswerKind, LastAnswer, follow_up
from tests.training.lessons.wordings import kept_for_the_exam, plainly

FACT = LastAnswer("fact", "Your dog is called Rex.", "your dog is called Rex", "Rex.")


def test_every_kind_of_answer_can_be_followed_up_in_every_way():
    assert set(ANSWERS) == set(SAID)
    assert all(set(answers) == set(get_args(AnswerKind)) for answers in ANSWERS.values())


def test_who_wants_it_again_hears_the_same_words():
    again = [pair for pair in (follow_up(Random(seed), FACT) for seed in range(300)) if pair[1] == FACT.text]
    assert len(again) > 30


def test_who_doubts_a_fact_hears_where_it_is_from_and_who_wants_it_short_hears_the_value():
    answers = {follow_up(Random(seed), FACT)[1] for seed in range(600)}
    assert {"Yes, you told me that your dog is called Rex.", "Rex.", "You told me."} <= answers


@pytest.mark.parametrize("kind", get_args(AnswerKind))
def test_no_place_is_left_open(kind: AnswerKind):
    last = LastAnswer(kind, "Well.", "you sing", "")
    for seed in range(200):
        said, answer = follow_up(Random(seed), last)
        assert said
        assert answer
        assert "{" not in answer


def test_a_way_to_follow_up_belongs_to_one_meaning_and_none_to_the_exam():
    said = [plainly(text) for texts in (AGAIN, *SAID.values()) for text in set(map(plainly, texts))]
    assert not {text for text in said if said.count(text) > 1}
    assert not set(said) & kept_for_the_exam()
