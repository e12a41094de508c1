"""What a person types, or pastes, into a chat at a terminal."""

from __future__ import annotations

import sys

import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine, say
from tests.programs import FORGE
from tests.terminals import terminal

PASTED = b"\x1b[200~def one():\r    return 1\x1b[201~"  # as a terminal marks what is pasted


@pytest.mark.skipif(sys.platform == "darwin", reason="the line editor of a Mac's Python knows no paste")
def test_what_is_pasted_is_one_message_however_many_lines_it_has(home):
    with ScriptedEngine(otherwise=say("Well said.")) as engine:
        more = {"FORGE_AI_UPSTREAM": engine.url, "FORGE_AI_MODEL": "scripted"}
        with terminal(home, *FORGE, "chat", "--here", "--private", shows_data=True, **more) as screen:
            screen.read_until("you> ")
            screen.type(PASTED + b"\r")
            screen.read_until("Well said.")
            screen.type(b"exit\r")
            screen.read_until("Goodbye.")
        (asked,) = engine.asked
    assert asked.fields["messages"][-1]["content"] == "def one():\n    return 1"


@pytest.mark.parametrize(("words", "kept"), [((), True), (("--private",), False)])
def test_the_lines_of_a_private_chat_are_not_there_for_the_next_one(home, words, kept):
    with ScriptedEngine() as engine:
        more = {"FORGE_AI_UPSTREAM": engine.url, "FORGE_AI_MODEL": "scripted"}
        with terminal(home, *FORGE, "chat", "--here", *words, shows_data=True, **more) as screen:
            screen.read_until("you> ")
            screen.type(b"I sew.\r")
            screen.read_until("Hello there.")
            screen.type(b"exit\r")
            screen.read_until()
    written = [path for path in home.rglob("*") if path.is_file() and b"I sew." in path.read_bytes()]
    assert (home / "chat_history" in written, bool(written)) == (kept, kept)
