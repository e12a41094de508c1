from __future__ import annotations

import re
from collections.abc import Iterator
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


def unknown(talks: list[Talk], answer: str) -> Iterator[tuple[str, str]]:
    """Of each answer of this kind, which says of somebody what was not told: who, and all that was told before."""
    for prompt, turns in talks:
        for at, (_, given) in enumerate(turns):
            if found := re.search(answer, given):
                yield re.escape(found[1]), " ".join((prompt, *(before for _, before in turns[:at])))


def test_what_is_not_known_was_not_told(talks: list[Talk]):
    seen = list(unknown(talks, r"^I don't know where (?:your )?([^.]+) lives\. You haven't told me\.$"))
    assert not [who for who, told in seen if re.search(rf"{who} lives in", told)]
    assert len(seen) > 40


def test_a_question_about_work_is_not_open_once_any_of_it_was_told(talks: list[Talk]):
    seen = list(unknown(talks, r"I don't know what (?:your )?([^.]+) works as\."))
    assert not [who for who, told in seen if re.search(rf"{who}(, my [\w ]+,)? (works at|studies) ", told)]
    assert len(seen) > 20


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
