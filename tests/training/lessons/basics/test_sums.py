from __future__ import annotations

import operator
import re
from itertools import pairwise
from random import Random

import pytest

from forge_ai.training.lessons.basics import counting, long_sums, portions, sums, units, word_problems
from forge_ai.training.lessons.basics.number_words import in_figures, in_words

ASKED_OFTEN = 3000


def test_every_sum_in_figures_is_right() -> None:
    random = Random(1)
    reckon = {"plus": operator.add, "minus": operator.sub, "times": operator.mul, "divided by": operator.truediv}
    for _ in range(ASKED_OFTEN):
        answer = sums.two_numbers(random).answer
        found = re.fullmatch(r"(\d+) (plus|minus|times|divided by) (\d+) is (minus )?(\d+)\.", answer)
        if found is None:
            assert not re.search(r"\d", answer)
            continue
        one, word, other, below, result = found.groups()
        assert reckon[word](int(one), int(other)) == (-int(result) if below else int(result)), answer


def test_no_sum_of_the_exam_is_in_a_lesson_though_every_lesson_is_written() -> None:
    random = Random(2)
    kept = [sums.numbers(random, "plus", held_out=True) for _ in range(200)]
    taught = {sums.numbers(random, "plus") for _ in range(ASKED_OFTEN)}
    assert not set(kept) & taught
    for _ in range(ASKED_OFTEN):
        asked = sums.two_numbers(random, word="plus")
        following = asked.then(random) if asked.then else asked
        for said in (asked.answer, following.answer):
            found = re.match(r"(\d+) plus (\d+) is", said)
            assert found is None or not sums.is_kept("plus", int(found[1]), int(found[2]))


def test_the_tables_are_taught_whole() -> None:
    assert not any(sums.is_kept("times", one, other) for one in range(13) for other in range(13))


def test_a_sum_beyond_the_limits_has_no_result() -> None:
    random = Random(3)
    for _ in range(ASKED_OFTEN):
        asked = sums.too_big(random)
        assert "too big" in asked.answer
        numbers = [int(number) for number in re.findall(r"\d+", asked.question)]
        even = len(numbers) == 2 and numbers[1] and numbers[0] % numbers[1] == 0
        assert len(numbers) > 4 or max(numbers) > sums.MOST_ADDED or max(numbers) > sums.MOST_TIMES or not even


def test_a_further_sum_goes_on_with_the_first_number() -> None:
    random = Random(4)
    for _ in range(500):
        asked = sums.two_numbers(random)
        if asked.then:
            assert asked.then(random).answer.split()[0] == asked.answer.split()[0]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (13, "thirteen"), (40, "forty"), (56, "fifty-six"), (100, "one hundred"), (-3, "minus three")],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_numbers_in_words_are_all_different() -> None:
    assert len({in_words(number) for number in range(201)}) == 201
    assert in_words(164) == "one hundred and sixty-four"
    assert in_figures(-4) == "minus 4"


def test_a_story_with_a_sum_has_its_result() -> None:
    random = Random(5)
    for _ in range(ASKED_OFTEN):
        asked = word_problems.problems(random)
        reckoned, meant = asked.answer.split(". ")
        one, sign, other, _, result = reckoned.replace("divided by", "divided").split()
        assert sums.SIGNS["divided by" if sign == "divided" else sign].result(int(one), int(other)) == int(result)
        assert asked.sought[0].split()[0] == (result if result != "0" else "no")
        assert asked.sought[0] in f" {meant}"
        assert "{" not in asked.question + asked.answer


def test_counting_goes_from_number_to_number() -> None:
    random = Random(6)
    for _ in range(300):
        counted = [int(number) for number in counting.up(random).answer.rstrip(".").split(", ")]
        assert counted == list(range(counted[0], counted[-1] + 1))
        down = [int(number) for number in counting.down(random).answer.rstrip(".").split(", ")]
        assert down == list(range(down[0], 0, -1))
        steps = [int(number) for number in counting.by_steps(random).answer.rstrip(".").split(", ")]
        assert {later - earlier for earlier, later in pairwise(steps)} == {steps[0]}


def test_sums_with_nought_and_one_are_right_in_whatever_word_for_nought() -> None:
    random = Random(11)
    reckon = {"plus": operator.add, "minus": operator.sub, "times": operator.mul, "divided by": operator.truediv}
    for held_out in (False, True):
        for _ in range(500):
            asked = sums.nothing_or_one(random, held_out=held_out)
            found = re.fullmatch(r"(\d+) (plus|minus|times|divided by) (\d+) is (\d+)\.", asked.answer)
            assert found is not None
            assert {found[1], found[3]} & {"0", "1"}
            assert reckon[found[2]](int(found[1]), int(found[3])) == int(found[4])


def test_in_a_story_each_number_is_told_in_figures_or_in_words_by_itself() -> None:
    random = Random(12)
    told = [word_problems.problems(random).question for _ in range(3000)]
    assert any(re.match(r"I have \d+ \w+ and eat one\.", text) for text in told)
    assert any(re.match(r"I have [a-z]+ \w+ and eat \d+\.", text) for text in told)


def test_whoever_has_things_left_in_a_story_is_named_as_the_person_would_hear_it() -> None:
    random = Random(13)
    answers = [word_problems.problems(random).answer for _ in range(2000)]
    assert any(". Your brother has " in answer for answer in answers)
    assert not any("my " in answer for answer in answers)


STEP = re.compile(r"(\d+) (plus|minus|times) (\d+) is (\d+)")


@pytest.mark.parametrize("held_out", [False, True])
def test_each_step_of_a_long_sum_is_right_and_goes_on_with_the_one_before(*, held_out: bool) -> None:
    random = Random(14)
    reckon = {"plus": operator.add, "minus": operator.sub, "times": operator.mul}
    for _ in range(ASKED_OFTEN):
        asked = long_sums.several(random, held_out=held_out)
        steps = [(int(one), word, int(other), int(result)) for one, word, other, result in STEP.findall(asked.answer)]
        told = [steps[0][0], *(other for _, _, other, _ in steps)]
        assert told == [int(number) for number in re.findall(r"\d+", asked.question)], asked
        assert 2 <= len(steps) <= 3
        assert all(reckon[word](one, other) == result for one, word, other, result in steps)
        assert all(later[0] == earlier[-1] for earlier, later in pairwise(steps))
        assert not any(sums.is_kept(word, one, other) for one, word, other, _ in steps)


def test_a_sum_with_three_numbers_is_beyond_the_limits_only_with_a_large_one() -> None:
    random = Random(15)
    for _ in range(ASKED_OFTEN):
        numbers = [int(number) for number in re.findall(r"\d+", sums.too_big(random).question)]
        if len(numbers) == 3:
            assert max(numbers) > sums.MOST_TIMES


def test_portions_of_numbers_are_right() -> None:
    random = Random(16)
    shares = {"quarter": 4, "third": 3, "fifth": 5, "tenth": 10}
    for _ in range(ASKED_OFTEN):
        answer = portions.percent(random).answer
        share, whole, result = (int(number) for number in re.findall(r"\d+", answer)[-3:])
        assert share * whole == 100 * result
        name, whole_, result_ = re.fullmatch(r"A (\w+) of (\d+) is (\d+)\.", portions.part(random).answer).groups()  # type: ignore[union-attr]
        assert shares[name] * int(result_) == int(whole_)


def test_several_hours_have_as_many_minutes_as_one_so_many_times() -> None:
    random = Random(17)
    for _ in range(500):
        one, number, result = (int(number) for number in re.findall(r"\d+", units.several(random).answer))
        assert one * number == result
