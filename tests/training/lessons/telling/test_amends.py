from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.facts.fact import BY_KEY, Fact
from forge_ai.training.lessons.facts.owners import ME, relative
from forge_ai.training.lessons.telling.amends import amended, completed, in_one_breath

CAT = (Fact(BY_KEY["cat"], ME, "Mimi"), Fact(BY_KEY["cat"], ME, "Momo"))
WIFE = (Fact(BY_KEY["wife"], ME, "Ines"), Fact(BY_KEY["wife"], ME, "Agnes"))
TOWN = (Fact(BY_KEY["town"], relative("sister"), "Leeds"), Fact(BY_KEY["town"], relative("sister"), "York"))
AGE = (Fact(BY_KEY["age"], ME, "34"), Fact(BY_KEY["age"], ME, "35"))


def _said(pair: tuple[Fact, Fact]) -> set[str]:
    return {amended(Random(seed), *pair) for seed in range(600)}


@pytest.mark.parametrize("pair", [CAT, WIFE, TOWN, AGE], ids=lambda pair: pair[0].relation.key)
def test_every_correction_names_the_newer_value(pair: tuple[Fact, Fact]):
    assert all(pair[1].value in text for text in _said(pair))


def test_a_correction_may_be_a_bare_value_or_a_pronoun():
    assert {"Sorry, I meant Momo.", "No, she is called Momo.", "No, he's Momo.", "Not Mimi, Momo."} <= _said(CAT)
    assert {"Oh wait, 35.", "I mean 35."} <= _said(AGE)


def test_a_wife_is_no_he_and_a_sister_moves():
    assert not {text for text in _said(WIFE) if re.search(r"\b(he|his|its)\b", text)}
    assert "She moved to York." in _said(TOWN)
    assert not {text for text in _said(TOWN) if re.search(r"\b(he|his)\b", text)}


def test_both_values_stand_in_one_breath_and_the_newer_one_comes_last():
    for seed in range(300):
        text = in_one_breath(Random(seed), *CAT)
        assert text.index("Mimi") < text.rindex("Momo")


def test_what_was_asked_for_is_told_in_a_word():
    said = {completed(Random(seed), CAT[1]) for seed in range(300)}
    assert {"She is called Momo.", "Momo.", "It's Momo."} <= said
    assert all("Momo" in text for text in said)
