from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.conversations.everyday_knowledge import some_asker
from forge_ai.training.lessons.exchanges import howto
from forge_ai.training.lessons.exchanges.wide_world import MATTERS, Matter, exchange, question
from forge_ai.training.lessons.questions import NOT_KNOWING
from tests.training.lessons.wordings import plainly


@pytest.mark.parametrize("matter", MATTERS)
def test_every_answer_says_that_it_does_not_know_as_the_exam_wants_it(matter: Matter):
    for answer in matter.answers:
        assert any(phrase in answer for phrase in NOT_KNOWING)
        assert "Run" not in answer


@pytest.mark.parametrize("matter", MATTERS)
def test_what_the_exam_asks_for_is_never_taught(matter: Matter):
    assert matter.words.held
    assert not set(matter.words.taught) & set(matter.words.held)
    assert matter.held
    assert not set(matter.asked) & set(matter.held)


def test_a_question_of_the_exam_is_in_no_lesson():
    taught = {plainly(exchange(Random(seed))[0]) for seed in range(20_000)}
    assert not taught & {plainly(question(Random(seed), held_out=True)) for seed in range(2_000)}


def test_nothing_is_called_unknown_that_another_lesson_answers():
    random = Random(7)
    answered = {plainly(some_asker(random)(random).question) for _ in range(30_000)}
    answered |= {plainly(howto.exchange(random)[0]) for _ in range(5_000)}
    assert not answered & {plainly(question(random)) for _ in range(30_000)}


def test_no_place_is_left_open():
    for seed in range(2_000):
        asked, answer = exchange(Random(seed))
        assert "{" not in asked + answer
