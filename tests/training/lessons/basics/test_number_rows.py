from __future__ import annotations

import itertools
import re
from random import Random

import pytest

from forge_ai.training.lessons.basics import counting, number_rows, sorting
from forge_ai.training.lessons.basics.number_words import in_words

ASKED_OFTEN = 1000


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def test_a_multiplication_table_is_right() -> None:
    random = Random(1)
    for _ in range(ASKED_OFTEN):
        lines = number_rows.table(random).answer.split("\n")
        assert len(lines) == 10
        for place, line in enumerate(lines, 1):
            one, other, result = numbers(line)
            assert (one, one * other) == (place, result)


@pytest.mark.parametrize("held_out", [False, True])
def test_even_and_odd_numbers_go_as_far_as_asked(*, held_out: bool) -> None:
    random = Random(2)
    for _ in range(ASKED_OFTEN):
        asked = number_rows.even_and_odd(random, held_out=held_out)
        first = 2 if "even" in asked.question.lower() else 1
        assert numbers(asked.answer) == list(range(first, numbers(asked.question)[-1] + 1, 2))


def test_a_row_goes_on_as_it_began() -> None:
    random = Random(3)
    for _ in range(ASKED_OFTEN):
        asked = number_rows.goes_on(random)
        row = numbers(asked.question)
        way, step, following = re.fullmatch(
            r"It goes (up|down) by (\d+), so the next number is (\d+)\.", asked.answer
        ).groups()  # type: ignore[union-attr]
        change = int(step) if way == "up" else -int(step)
        whole = [*row, int(following)]
        assert {later - earlier for earlier, later in itertools.pairwise(whole)} == {change}


@pytest.mark.parametrize("held_out", [False, True])
def test_counting_goes_up_or_down_as_the_numbers_say(*, held_out: bool) -> None:
    random = Random(4)
    for _ in range(ASKED_OFTEN):
        asked = counting.down_between(random, held_out=held_out)
        said, counted = numbers(asked.question), numbers(asked.answer)
        assert counted == list(range(max(said), min(said) - 1, -1))
        asked = counting.up(random, held_out=held_out)
        assert numbers(asked.answer)[-1] <= 94


def test_counting_in_words_says_each_number() -> None:
    random = Random(8)
    for _ in range(300):
        asked = counting.spoken(random)
        told = asked.answer.rstrip(".").lower().split(", ")
        right = [in_words(number) for number in range(1, len(told) + 1)]
        assert told in (right, right[::-1])
        assert len(told) == max(numbers(asked.question))


def test_counting_far_is_bounded() -> None:
    random = Random(5)
    for _ in range(300):
        asked = counting.far(random)
        last = numbers(asked.question)[-1]
        assert numbers(asked.answer)[-1] == min(last, 1000)
        assert len(asked.answer) < 90


@pytest.mark.parametrize("held_out", [False, True])
def test_what_is_sorted_is_in_order_and_the_same(*, held_out: bool) -> None:
    random = Random(6)
    for _ in range(ASKED_OFTEN):
        asked = sorting.numbers(random, held_out=held_out)
        told = numbers(asked.answer)
        assert told in (sorted(told), sorted(told, reverse=True))
        assert told == sorted(told) or re.search("large|backwards|high|biggest|descending", asked.question)
        assert sorted(told) == sorted(numbers(asked.question))
        words = sorting.words(random, held_out=held_out)
        spoken = words.answer.rstrip(".").split(", ")
        assert spoken == sorted(spoken)
        assert all(word in words.question for word in spoken)


def test_the_largest_and_the_smallest_are_found() -> None:
    random = Random(7)
    for _ in range(ASKED_OFTEN):
        asked = sorting.extreme(random)
        best = min if re.search("smallest|lowest", asked.answer) else max
        assert numbers(asked.answer) == [best(numbers(asked.question))]
        less, more = numbers(sorting.smaller(random).answer)
        assert less < more
