from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.assistant.persona import QUALITIES
from forge_ai.training.lessons.exchanges.abilities import (
    BEYOND,
    BIGGER,
    DEEDS,
    FORGETTING,
    NATURE,
    NOT_IN_ENGLISH,
    PARTS,
    exchange,
)
from forge_ai.training.lessons.questions import NOT_KNOWING
from tests.training.lessons.wordings import kept_for_the_exam, marked_wrong, plainly

ALL = (*NATURE, *DEEDS, *BIGGER, FORGETTING)


def test_no_wording_of_the_exam_is_said():
    assert not {plainly(text) for one in ALL for text in one.said} & kept_for_the_exam()


def test_nothing_is_asked_twice():
    said = [text.casefold() for one in ALL for text in one.said]
    assert not {text for text in said if said.count(text) > 1}


def test_what_is_beyond_it_is_said_not_to_be_known_as_the_exam_wants_it():
    for answer in (*BEYOND, NOT_IN_ENGLISH):
        assert any(phrase in answer for phrase in NOT_KNOWING)
        assert "Run" not in answer


@pytest.mark.parametrize("asked", ["can you walk?", "check wikipedia", "call my mum", "any news today?"])
def test_what_the_exam_asks_in_like_words_is_said_not_to_be_known(asked: str):
    one = next(one for one in NATURE if asked in one.said)
    assert all(any(phrase in answer for phrase in NOT_KNOWING) for answer in one.answers)


def test_no_place_is_left_open_and_commands_are_whole():
    for seed in range(3000):
        said, answer = exchange(Random(seed))
        assert "{" not in said
        assert answer.count("`") % 2 == 0


def test_nothing_that_it_lacks_is_promised():
    seeing = next(one for one in NATURE if "can you see me?" in one.said)
    assert not {answer for answer in seeing.answers if answer.startswith("Yes")}
    doing = next(one for one in NATURE if "order a pizza" in one.said)
    calling = next(one for one in DEEDS if "please call {kin}" in one.said)
    assert all("don't know how" in answer for answer in (*doing.answers, *calling.answers))


def test_what_the_exam_says_as_well_is_answered_as_it_wants():
    assert not [pair for one in ALL for pair in marked_wrong(one.said, one.answers)]


def test_every_part_is_used_and_nothing_asks_whether_it_is_what_a_persona_is():
    words = " ".join(text for one in DEEDS + NATURE for text in (*one.said, *one.answers))
    assert not {name for name in PARTS if f"{{{name}}}" not in words}
    assert not set(PARTS["mood"]) & set(QUALITIES)


@pytest.mark.parametrize("asked", ["set an alarm for {hour}", "make a shopping list", "{act} {gadget}"])
def test_who_wants_an_alarm_a_list_or_a_hand_hears_that_it_cannot(asked: str):
    one = next(one for one in DEEDS if asked in one.said)
    assert all("don't know how" in answer for answer in one.answers)
