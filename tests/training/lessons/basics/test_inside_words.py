from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.basics import inside_words, repeating
from forge_ai.training.lessons.basics.number_words import ORDINALS, in_words
from forge_ai.training.lessons.exchanges import drills

ASKED_OFTEN = 800
COUNTS = {"once": 1, "twice": 2} | {f"{in_words(count)} times": count for count in range(3, 9)}
NUMBERS = {in_words(number): number for number in range(2, 11)} | {str(number): number for number in range(2, 11)}


def spelt_first(answer: str) -> str:
    return re.match(r"[A-Z](-[A-Z])*", answer)[0].replace("-", "")  # type: ignore[index]


@pytest.mark.parametrize("held_out", [False, True])
def test_a_word_is_spelt_and_turned_round(*, held_out: bool) -> None:
    random = Random(1)
    for _ in range(ASKED_OFTEN):
        asked = inside_words.backwards(random, held_out=held_out)
        word = spelt_first(asked.answer)
        assert word.lower() in asked.question.lower()
        assert asked.answer.endswith(f" {'-'.join(word[::-1])}: {word[::-1].lower()}.")


@pytest.mark.parametrize("held_out", [False, True])
def test_letters_are_counted_and_found(*, held_out: bool) -> None:
    random = Random(2)
    for _ in range(ASKED_OFTEN):
        answer = inside_words.how_often(random, held_out=held_out).answer
        word = spelt_first(answer)
        letter, often = re.search(r"([A-Z]) is there (.+)\.$", answer).groups() if "is no" not in answer else ("", "")  # type: ignore[union-attr]
        assert COUNTS.get(often, 0) == (word.count(letter) if letter else 0), answer
        if not letter:
            assert answer[-2] not in word
        answer = inside_words.whether(random, held_out=held_out).answer
        assert (answer[-2] in spelt_first(answer)) is (": yes" in answer), answer


def test_the_third_letter_is_the_third() -> None:
    random = Random(3)
    for _ in range(ASKED_OFTEN):
        answer = inside_words.numbered(random).answer
        place = ORDINALS.index(re.search(r"the (\w+) letter", answer)[1])  # type: ignore[index]
        assert spelt_first(answer)[place] == answer[-2]


def test_something_is_said_as_often_as_asked() -> None:
    random = Random(4)
    for _ in range(ASKED_OFTEN):
        asked = repeating.times(random)
        said = asked.answer.split(", ")
        told = re.findall(r"\b(\w+) times\b", asked.question, re.IGNORECASE)
        assert len(set(said)) == 1
        assert len(said) == (NUMBERS[told[-1].lower()] if told else 2), asked
        assert len(repeating.too_often(random).answer) < 100


def test_what_is_to_be_repeated_comes_back_as_it_was() -> None:
    random = Random(5)
    copied = [drills.exchange(random) for _ in range(ASKED_OFTEN)]
    assert all(answer in said for said, answer in copied)
