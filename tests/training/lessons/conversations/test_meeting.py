from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.conversations.meeting import conversation

MEETINGS = [conversation(Random(seed)) for seed in range(800)]
NAMED = re.compile(r"(?:is|are) called ([\w-]+)")


def test_every_meeting_has_exchanges_and_nobody_says_nothing():
    for _, turns in MEETINGS:
        assert turns
        assert all(said.strip() and answered.strip() for said, answered in turns)


def test_no_name_is_made_up():
    for prompt, turns in MEETINGS:
        heard = prompt
        for said, answered in turns:
            heard += f"\n{said}"
            for name in NAMED.findall(answered) if not answered.startswith("Run ") else ():
                assert name.casefold() in heard.casefold(), (heard, answered)


@pytest.mark.parametrize(
    "kind",
    [
        r"^Got it: your name is [^,]+, you .* and ",  # three facts told at once
        r"^Yes, your \w+ is called ",
        r"^No, your \w+ is called ",
        r"^Yes, you live in ",
        r"^I don't know whether you have a dog\. You haven't told me\.$",
        r"^I remember that your name is ",
        r"^No, you don't have ",
        r"^No, you don't like ",
        r"^\w+ is your \w+\.$",
        r"^Run `forge-ai pair` on the server\.",
    ],
)
def test_meetings_teach(kind: str):
    assert any(re.search(kind, answered) for _, turns in MEETINGS for _, answered in turns)


def test_a_pet_may_get_its_name_in_a_second_message():
    said = [said for _, turns in MEETINGS for said, _ in turns]
    assert any(re.match(r"(?i)(his|her|its) name( i|')?s \w+", text) for text in said)


def test_some_type_in_haste():
    hasty = [turns for _, turns in MEETINGS if all(said == said.lower() for said, _ in turns)]
    assert 0.2 * len(MEETINGS) < len(hasty) < 0.5 * len(MEETINGS)


def test_what_was_told_now_may_stand_among_the_remembered_lines_already():
    assert any(turns[0][0] in prompt for prompt, turns in MEETINGS if len(turns[0][0]) > 30)
