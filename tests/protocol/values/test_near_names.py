from __future__ import annotations

import pytest

from forge_ai.protocol.values.near_names import guess, listed


def test_some_of_the_names_are_listed_and_no_odd_one():
    assert listed([]) == "none"
    assert listed(["alice", "two\nlines", "x" * 65, "\x1b[2J", "", "llama3.2:70b"]) == "alice, llama3.2:70b"
    assert listed(f"n{number}" for number in range(12)).endswith(", n11")
    assert listed(f"n{number}" for number in range(13)).endswith(", n11, ...")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("alicee", "Did you mean alice? "),
        ("ALICE", "Did you mean alice? "),
        ("my_pc/alcie", "Did you mean alice? "),
        ("startr", "Did you mean starter? "),
        ("gpt-4", ""),
        ("", ""),
        ("x" * 1_000_000, ""),
    ],
)
def test_the_name_that_was_meant_is_guessed(asked, meant):
    assert guess(asked, ["starter", "alice", "bob", "alice\n"]) == meant
