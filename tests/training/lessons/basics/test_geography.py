from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from forge_ai.training.lessons.basics import geography
from forge_ai.training.lessons.basics.countries import (
    ALSO_CALLED,
    BY_NAME,
    CONTINENTS,
    COUNTRIES,
    NOTES,
    OTHER_PLACES,
    OTHER_PLACES_HELD,
    OTHER_TOWNS,
    OTHER_TOWNS_HELD,
    WELL_KNOWN,
    known,
)
from forge_ai.training.lessons.question import stands_in


def test_all_193_countries_of_the_united_nations_are_there_once() -> None:
    assert len({country.name for country in COUNTRIES}) == len(COUNTRIES) == 193
    assert len({country.capital for country in COUNTRIES}) == 193


def test_each_continent_has_as_many_countries_as_in_the_atlas() -> None:
    assert Counter(country.continent for country in COUNTRIES) == {
        "Africa": 54,
        "Asia": 46,
        "Europe": 42,
        "North America": 23,
        "Oceania": 14,
        "South America": 12,
        "Europe and Asia": 1,
        "Asia and Europe": 1,
    }
    assert set(CONTINENTS) <= {country.continent for country in COUNTRIES}


def test_other_names_notes_and_well_known_countries_are_those_of_countries() -> None:
    assert {*ALSO_CALLED.values(), *NOTES, *WELL_KNOWN} <= set(BY_NAME)
    assert all(stands_in(BY_NAME[name].capital, note) for name, note in NOTES.items())


def test_places_that_nobody_has_taught_are_no_countries_and_no_capitals() -> None:
    others = (*OTHER_PLACES, *OTHER_PLACES_HELD, *OTHER_TOWNS, *OTHER_TOWNS_HELD)
    assert not [name for name in others if known(name)]
    assert not set(OTHER_PLACES) & set(OTHER_PLACES_HELD)
    assert not set(OTHER_TOWNS) & set(OTHER_TOWNS_HELD)


@pytest.mark.parametrize("held_out", [False, True])
def test_an_unknown_place_gets_no_capital(*, held_out: bool) -> None:
    random = Random(1)
    for _ in range(500):
        asked = geography.unknown_places(random, held_out=held_out)
        assert "don't know" in asked.answer
        assert asked.any_of == ("don't know",)


def test_a_capital_stands_in_the_answer_and_a_further_question_names_another_country() -> None:
    random = Random(2)
    for _ in range(500):
        asked = geography.capitals(random)
        assert all(stands_in(word, asked.answer) for word in asked.sought)
        assert asked.then is not None
        assert asked.then(random).answer.rstrip(".").split()


CLAIM = re.compile(
    r"(?:Is (?:it true that )?|Am I right that |Do you think )?(.+?)(?: is)? the capital of (.+?)(?:, .*)?\?"
)


def test_yes_and_no_are_right() -> None:
    random = Random(3)
    for _ in range(500):
        asked = geography.whether_capital(random)
        claim = CLAIM.fullmatch(asked.question)
        assert claim, asked.question
        town, place = claim.groups()
        assert asked.answer.startswith("Yes" if BY_NAME[place].capital == town else "No")


def test_a_country_is_described_by_its_continent_and_its_capital() -> None:
    random = Random(4)
    for _ in range(300):
        asked = geography.described(random)
        assert all(stands_in(word, asked.answer) for word in asked.sought)
