from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.conversations.things import FIRST_WORDS, PUT_TOGETHER, conversation
from forge_ai.training.lessons.facts.belongings import THINGS_HELD

Talk = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def talks() -> list[Talk]:
    return [conversation(Random(seed)) for seed in range(500)]


def test_one_thing_is_known_by_several_properties_and_asked_for_them(talks: list[Talk]):
    of_one = 0
    for prompt, turns in talks:
        said = prompt + " ".join(said for said, _ in turns)
        answers = [answer for _, answer in turns if re.fullmatch(r"Your [\w ]+? (is|cost|was) .+\.", answer)]
        nouns = [answer.split(" is ")[0].split(" cost ")[0] for answer in answers]
        of_one += any(nouns.count(noun) > 1 for noun in nouns) and bool(said)
    assert of_one > 200


def test_a_property_that_was_not_told_is_not_known(talks: list[Talk]):
    missed = [answer for _, turns in talks for _, answer in turns if answer.endswith("You haven't told me.")]
    assert len(missed) > 200


@pytest.mark.parametrize(
    "wording",
    [
        r"My (\w+) is .+\. It is .+\.",
        r"My [\w ]+ is [\w ]+ and made of \w+\.",
        r"(Ok, and |And )?(where|what colour|how old) is it\?",
    ],
)
def test_a_thing_is_called_it_where_that_is_clear(talks: list[Talk], wording: str):
    assert any(re.fullmatch(wording, said, re.IGNORECASE) for _, turns in talks for said, _ in turns)


def test_what_was_told_by_a_pronoun_comes_back_with_its_name(talks: list[Talk]):
    late = [
        (turns[number - 1][1], answer)
        for _, turns in talks
        for number, (said, answer) in enumerate(turns)
        if number and re.fullmatch(r"It is [\w ]+\.", said) and "I've updated" not in answer
    ]
    assert len(late) > 10
    assert not [answer for _, answer in late if " it is " in answer.casefold()]


def test_the_things_of_the_exam_are_never_taught(talks: list[Talk]):
    words = " ".join(f"{prompt} {said}" for prompt, turns in talks for said, _ in turns)
    assert not [noun for noun in THINGS_HELD if f"my {noun} " in words]
    assert "{" not in words


def test_what_was_said_of_one_thing_at_once_stands_in_one_remembered_line(talks: list[Talk]):
    remembered = [line for prompt, _ in talks for line in prompt.splitlines() if line.startswith("- ")]
    both = [
        line for line in remembered if re.search(r"My [\w ]+ (is|cost|stands|lies) [^.]+ and (is|cost|made) ", line)
    ]
    assert len(both) > 20


def test_two_properties_are_asked_for_in_one_question_and_both_are_answered(talks: list[Talk]):
    pairs = [
        (said, answer)
        for _, turns in talks
        for said, answer in turns
        if re.fullmatch(r"(Where|What colour|How old|How big) is my [\w ]+,? and (where|how|what) [\w ]+\?", said)
    ]
    assert len(pairs) > 10
    assert all(len(re.findall(r"Your [\w ]+ (?:is|cost) ", answer)) == 2 for _, answer in pairs)


def test_half_of_the_things_are_put_together_so_that_hardly_any_comes_twice(talks: list[Talk]):
    words = " ".join(f"{prompt} {said}" for prompt, turns in talks for said, _ in turns)
    found = [noun for noun in PUT_TOGETHER if f" {noun} " in words]
    assert len(found) > 150
    assert all(noun.split()[0] in FIRST_WORDS for noun in found)
