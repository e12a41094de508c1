from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.memory.telling.times import is_when, recurs, tells_when


@pytest.mark.parametrize(
    "words",
    [
        "on monday",
        "monday at ten",
        "tomorrow",
        "the day after tomorrow at 8",
        "on may 3rd",
        "on the 14th of june",
        "at half past four",
        "at 7:45 pm",
        "in june",
        "next week",
        "every morning",
        "on the first",
        "at noon",
        "in two weeks",
        "this weekend",
    ],
)
def test_a_time_is_told(words):
    assert is_when(words)
    assert tells_when(f"my flight is {words}")


@pytest.mark.parametrize(
    "words",
    ["green", "on the table", "in danger", "at the office", "a volvo", "in two minds", "on level 3", "may be", ""],
)
def test_what_is_no_time_is_not(words):
    assert not is_when(words)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("go running on tuesdays", True),
        ("swim every morning", True),
        ("swim twice a week", True),
        ("go running on tuesday", False),
        ("go running in june", False),
    ],
)
def test_what_comes_again_is_told_apart(text, again):
    assert recurs(text) is again


@given(st.text(alphabet="onathe 0123:.thmayjunweksdr", max_size=200))
def test_no_text_is_too_hard(text):
    assert is_when(text) in (True, False)
    assert recurs(text) in (True, False)
