from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.conversations.people import ASKED_FOR, WORK, conversation

Talk = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def talks() -> list[Talk]:
    return [conversation(Random(seed)) for seed in range(800)]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (r"(and |ok, and )?where does s?he live\??", r"Your .+ lives in .+\."),
        (r"where does s?he live\??", r"I don't know where .+ lives\. You haven't told me\."),
        (r"where does .+ live,? and what .+", r"Your .+ lives in [^.]+\. (Your|I don't know) .+\."),
        (r"my .+ lives in .+ and .+\.?", r"Got it: your .+ lives in .+ and your .+\."),
        (r"actually s?he lives in .+", r"Thanks, I've updated that: your .+ lives in .+\."),
    ],
)
def test_a_person_is_told_of_in_several_ways_and_asked_for_each(talks: list[Talk], said: str, answer: str):
    turns = [turn for _, turns in talks for turn in turns if re.fullmatch(said, turn[0].casefold())]
    assert any(re.fullmatch(answer, given) for _, given in turns)


def test_what_is_not_known_was_not_told(talks: list[Talk]):
    seen = 0
    for prompt, turns in talks:
        for at, (_, answer) in enumerate(turns):
            if found := re.fullmatch(r"I don't know where (.+) lives\. You haven't told me\.", answer):
                told = " ".join((prompt, *(given for _, given in turns[:at])))
                name = re.escape(found[1].removeprefix("your "))
                assert not re.search(rf"{name} lives in", told)
                seen += 1
    assert seen > 40


def test_a_question_about_work_is_not_open_once_any_of_it_was_told(talks: list[Talk]):
    seen = 0
    for prompt, turns in talks:
        for at, (_, answer) in enumerate(turns):
            if found := re.search(r"I don't know what (?:your )?([^.]+) works as\.", answer):
                told = " ".join((prompt, *(given for _, given in turns[:at])))
                assert not re.search(rf"{re.escape(found[1])}(, my [\w ]+,)? (works at|studies) ", told)
                seen += 1
    assert seen > 20


def test_nobody_is_asked_for_what_goes_by_the_same_words_as_something_else():
    assert {doing.key for doing in ASKED_FOR} >= WORK
    wordings = {}
    for doing in ASKED_FOR:
        for wording in doing.asked:
            assert wordings.setdefault(wording, doing.key) in (doing.key, "play")


def test_every_talk_has_words_and_fits_into_the_context(talks: list[Talk]):
    for prompt, turns in talks:
        assert turns
        assert "{" not in f"{prompt}{turns}"
        assert len(prompt) + sum(len(said) + len(answer) for said, answer in turns) < 3600
