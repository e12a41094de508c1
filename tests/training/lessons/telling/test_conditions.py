from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.telling.conditions import ALSO, HURTS, ROWS, WORDS, told_condition

TOLD = [told_condition(Random(seed)) for seed in range(3000)]


def test_conditions_come_back_in_the_second_person_and_leave_no_place_open():
    for told in TOLD:
        assert told.clause.startswith("you")
        assert not re.search(r"[{}=|]", f"{told.said}{told.clause}{told.asked}{told.replies}")
        assert told.asked


def test_a_vegetarian_eats_no_meat():
    asked = next(dict(told.asked) for told in TOLD if told.clause == "you are vegetarian")
    assert asked["Do I eat meat?"] == "No, you are vegetarian."
    assert asked["What do I eat?"] == "You are vegetarian."
    assert asked["Am I vegetarian?"] == "Yes, you are vegetarian."
    assert asked["Am I vegan?"] == "No, you are vegetarian."


def test_pain_meets_sympathy_and_nothing_else_does():
    for told in TOLD:
        assert bool(told.replies) == ("health/is" in told.keys)
        assert all("get well" in reply.lower() for reply in told.replies)
    headache = next(told for told in TOLD if told.clause == "you have a headache")
    assert any("sorry to hear that you have a headache" in reply for reply in headache.replies)


@pytest.mark.parametrize("row", [*ROWS, *HURTS], ids=lambda row: f"{row[0]}: {row[2]}")
def test_every_place_in_a_row_can_be_filled(row):
    filled = {*WORDS, "other_diet", "other_hand", "kilos", "count", "name", "groceries"}
    assert set(re.findall(r"\{(\w+)\}", " ".join(row))) <= filled


def test_what_a_condition_could_be_mistaken_for_is_known_of_real_conditions():
    assert set(ALSO) <= {row[0] for row in (*ROWS, *HURTS)}


def test_an_illness_may_be_worse_and_comes_back_so():
    assert any(told.clause.startswith("you have a terrible ") and " a terrible " in told.said for told in TOLD)
