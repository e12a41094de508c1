from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.conversations.newcomer import NOTHING_KNOWN, conversation
from forge_ai.training.lessons.exchanges.follow_ups import TELL_ME_RIGHT


@pytest.fixture(scope="module")
def talks():
    return [conversation(Random(seed)) for seed in range(1500)]


def test_every_talk_has_words_and_fits_into_the_context(talks):
    for prompt, turns in talks:
        assert turns
        assert len(prompt) + sum(len(said) + len(answer) for said, answer in turns) < 3600


def test_some_talks_are_long_and_ask_late_for_what_was_told_early(talks):
    late = 0
    for _, turns in talks:
        early = [answer for _, answer in turns[:3] if answer.startswith(("Got it, your", "Noted, your"))]
        clauses = [answer.split(", ", 1)[1].rstrip(".") for answer in early]
        late += any(answer == f"{clause[0].upper()}{clause[1:]}." for _, answer in turns[10:] for clause in clauses)
    assert late > 30
    assert max(len(turns) for _, turns in talks) >= 20


def test_after_a_correction_the_older_value_is_never_said_again(talks):
    seen = 0
    for _, turns in talks:
        for number, (_, answer) in enumerate(turns):
            match = re.fullmatch(r"Thanks, I've updated that: (your [\w ']+ is called )([\w ]+)\.", answer)
            if match is None:
                continue
            said = [later for _, later in turns[number + 1 :] if later.lower().startswith(match[1])]
            seen += len(said)
            assert all(match[2].lower() in later.lower() for later in said)
    assert seen > 15


def test_all_that_is_known_is_listed_or_nothing(talks):
    listed = [answer for _, turns in talks for _, answer in turns if answer.startswith("I remember that you")]
    counts = {len(re.findall(r", (?=you)| and (?=you)", answer)) + 1 for answer in listed}
    assert {1, 2, 3, 4, 5, 6} <= counts
    assert any(answer == NOTHING_KNOWN for _, turns in talks for _, answer in turns)


def test_two_questions_in_one_message_get_two_answers(talks):
    both = re.compile(r"Your? [^.?]+\. (Your?|No|Yes)[ ,][^.?]+\.")
    twice = [said for _, turns in talks for said, answer in turns if both.fullmatch(answer) and said.count("?") == 2]
    assert len(twice) > 50


def test_who_says_only_that_it_is_wrong_is_asked_what_is_right(talks):
    at = [(turns, n) for _, turns in talks for n, (_, answer) in enumerate(turns) if answer in TELL_ME_RIGHT[1:]]
    assert len(at) > 10
    assert all(turns[number + 1][1].startswith("Thanks, I've updated that: ") for turns, number in at)


def test_nothing_is_said_not_to_be_known_that_stands_above(talks):
    for prompt, turns in talks:
        if any(answer == NOTHING_KNOWN for _, answer in turns):
            assert "What you remember:" not in prompt


def test_statements_stand_at_times_above_as_well_since_a_node_keeps_them(talks):
    both = sum(any(said in prompt for said, _ in turns if len(said) > 20) for prompt, turns in talks)
    assert both > 60


@pytest.mark.parametrize("word", ["Hello", "English", "bigger", "sorry", "welcome", "You told me"])
def test_a_new_person_strays(talks, word: str):
    assert any(word in f"{said} {answer}" for _, turns in talks for said, answer in turns)


def test_some_shout_and_what_they_told_comes_back(talks):
    shouted = [turns for _, turns in talks if all(said == said.upper() for said, _ in turns) and len(turns) > 3]
    assert len(shouted) > 10
