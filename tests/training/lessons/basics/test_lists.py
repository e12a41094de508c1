from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.basics import categories, full_lists, lists, starting_letters
from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.countries import BY_NAME
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.basics.rings import BY_LETTER, OFTEN, SELDOM, WHOLE, Ring

ASKED_OFTEN = 1500
RINGS = {name: ring for ring in (*OFTEN, *SELDOM, *WHOLE, *BY_LETTER) for name in ring.names}
NUMBERS = {in_words(number): number for number in range(1, 40)} | {str(number): number for number in range(1, 1001)}
COUNTRIES_OF = {
    "European countries": "Europe",
    "Asian countries": "Asia",
    "African countries": "Africa",
    "South American countries": "South America",
}


def items(answer: str) -> list[str]:
    """What stands behind the numbers, which go up from one."""
    found = re.findall(r"^(\d+)\. (.+)$", answer, re.MULTILINE)
    assert [int(number) for number, _ in found] == list(range(1, len(found) + 1)), answer
    return [item for _, item in found]


def ring_of(question: str) -> Ring:
    """The kind that a question names: the longest of the names in it."""
    named = [name for name in RINGS if re.search(rf"\b{re.escape(name)}\b", question, re.IGNORECASE)]
    return RINGS[max(named, key=len)]


def count_in(question: str) -> int:
    vague = [count for word, count in lists.VAGUE.items() if re.search(rf"\b{word}\b", question, re.IGNORECASE)]
    told = [NUMBERS[word] for word in re.findall(r"[a-z-]+|\d+", question.lower()) if word in NUMBERS]
    return (vague or told)[0]


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("asker", [lists.counted, lists.first_ones])
def test_as_many_as_asked_for_and_all_of_that_kind(asker: Asker, *, held_out: bool) -> None:
    random = Random(1)
    for _ in range(ASKED_OFTEN):
        asked = asker(random, held_out=held_out)
        named = items(asked.answer)
        assert len(named) == len(set(named)) == count_in(asked.question), asked
        assert set(named) <= set(ring_of(asked.question).members), asked


def test_more_are_others_than_those_before() -> None:
    random = Random(2)
    further = 0
    for _ in range(ASKED_OFTEN):
        asked: Asked = lists.counted(random)
        assert asked.then is not None
        more = asked.then(random)
        assert len(items(more.answer)) == count_in(more.question), more
        if " more" in more.question or " others" in more.question:
            further += 1
            assert not set(items(asked.answer)) & set(items(more.answer)), (asked, more)
    assert further > ASKED_OFTEN / 3


def test_who_names_no_number_gets_a_few_and_who_wants_too_many_or_all_gets_ten() -> None:
    random = Random(3)
    for _ in range(ASKED_OFTEN):
        some = items(lists.some(random).answer)
        assert len(some) == len(set(some)) == 5
        for asker in (lists.everything, lists.too_many):
            asked = asker(random)
            assert len(set(items(asked.answer))) == lists.MOST
            assert set(items(asked.answer)) <= set(ring_of(asked.question).members)


def test_there_are_no_more_months_than_there_are() -> None:
    random = Random(4)
    for _ in range(200):
        asked = lists.more_than_there_are(random)
        ring = ring_of(asked.question)
        assert count_in(asked.question) > len(ring.members)
        assert asked.answer.startswith(f"There are only {in_words(len(ring.members))}: {ring.members[0]}, ")


def test_what_begins_with_a_letter_begins_with_it() -> None:
    for ring in BY_LETTER:
        assert all(word.startswith(ring.names[0][-1].lower()) for word in ring.members)


def test_one_thing_begins_with_the_letter_and_is_of_that_kind() -> None:
    random = Random(7)
    for _ in range(ASKED_OFTEN):
        asked = starting_letters.beginning(random)
        found = re.fullmatch(r"(.+) begins with ([A-Z])\.", asked.answer)
        assert found is not None
        word, letter = found.groups()
        assert word[0] == letter
        named = re.search(r"\b(?:an?|what|which(?: first)?) (\w+)", asked.question, re.IGNORECASE)
        assert named is not None
        kind = next(one for one in starting_letters.KINDS if one.split(" ", 1)[1] == named[1])
        assert word.lower() in {one.lower() for one in starting_letters.KINDS[kind]}, asked


def test_a_ring_has_no_member_twice_and_enough_of_them() -> None:
    for ring in (*OFTEN, *SELDOM):
        assert len(set(ring.members)) == len(ring.members) >= lists.MOST, ring


def test_kinds_that_are_told_elsewhere_agree_with_it() -> None:
    kinds = {
        "birds": "a bird",
        "fruits": "a fruit",
        "vegetables": "a vegetable",
        "trees": "a tree",
        "metals": "a metal",
    }
    every = {word: kind for kind, words in categories.KINDS.items() for word in words}
    for name, kind in kinds.items():
        assert {every.get(word, kind) for word in RINGS[name].members} == {kind}
    for name, continent in COUNTRIES_OF.items():
        assert {BY_NAME[country].continent for country in RINGS[name].members} == {continent}
    assert set(RINGS["countries"].members) <= set(BY_NAME)
    assert set(RINGS["capitals"].members) <= {country.capital for country in BY_NAME.values()}


def test_a_full_list_is_always_told_in_its_order() -> None:
    random = Random(5)
    told = {full_lists.OFTEN(random).sought[0] for _ in range(300)}
    assert "January, February, March, April, May, June, July, August, September, October, November and December" in told
    assert "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday" in told
    assert "Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus and Neptune" in told
    assert len(told) == 5
    assert len(full_lists.CONSONANTS) == 21


def test_no_list_is_long() -> None:
    random = Random(6)
    for asker in (*lists.ASKERS, *full_lists.ASKERS):
        assert max(len(asker(random).answer) for _ in range(300)) < 270
