from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.telling.acquaintances import (
    DOINGS,
    Somebody,
    accented,
    overlaps,
    titled_name,
    told_of,
    told_of_somebody,
    two_told_of,
)
from forge_ai.training.lessons.words.names import is_held_out

BEN = Somebody("colleague", "Ben", "he")


@pytest.mark.parametrize("doing", DOINGS, ids=lambda doing: f"{doing.verb} {doing.value}")
def test_what_somebody_does_is_told_with_the_name_and_asked_for_by_it(doing):
    told = told_of(Random(1), BEN, doing)
    assert "Ben" in told.said
    assert told.clause.startswith(f"your colleague Ben {doing.verb} ")
    assert {"Ben is your colleague.", "Your colleague is called Ben."} <= {answer for _, answer in told.asked}
    assert any(answer == f"{told.clause[0].upper()}{told.clause[1:]}." for _, answer in told.asked)


def test_right_after_it_a_pronoun_is_enough():
    like = next(doing for doing in DOINGS if doing.verb == "likes")
    told = told_of(Random(1), BEN, like)
    assert ("What does he like?", f"Your colleague Ben likes {told.short[0].lower()}{told.short[1:]}") in [
        (question, answer) for question, answer in told.at_once
    ]


def test_some_have_titles_and_none_is_kept_for_the_exam():
    names = {titled_name(Random(seed)) for seed in range(300)}
    assert any(name.startswith("Mrs ") for name in names)
    assert not {name for name in names if is_held_out(name)}
    assert any(name in told_of_somebody(Random(seed)).said for seed in range(300) for name in ("Mrs", "Dr", "Mr"))


def test_names_may_have_letters_that_english_has_not():
    assert any(not told_of_somebody(Random(seed)).said.isascii() for seed in range(400))
    assert "O'Brien" in {accented(Random(seed)) for seed in range(600)}


def test_what_was_not_told_of_somebody_is_not_known():
    work = next(doing for doing in DOINGS if doing.key == "work")
    asked = {pair for seed in range(400) for pair in told_of(Random(seed), BEN, work).asked}
    assert ("Where does Ben live?", "I don't know where Ben lives. You haven't told me.") in asked
    assert ("Where does my colleague live?", "I don't know where your colleague lives. You haven't told me.") in asked


def test_of_two_people_each_has_an_own_name_and_value():
    for seed in range(200):
        one, other = two_told_of(Random(seed))
        assert one.clause != other.clause
        assert not overlaps(one.short, other.short)


def test_one_answer_inside_another_overlaps():
    assert overlaps("York.", "new york.")
    assert not overlaps("York.", "Leeds.")
