"""A chat at the terminal that is longer than the starter can read."""

from __future__ import annotations

import re

from tests.programs import FORGE, run

ANSWERED = re.compile(r"^\S+> ", re.MULTILINE)
FULL = re.compile(r"\[The model's 256 tokens are full: it no longer sees the first \d+ messages\.\]")
SMALL = {"FORGE_AI_CONTEXT": "256"}
TURNS = ["My dog is called Rex.", *["What is the sea?", "Tell me about the moon."] * 9, "What is my dog called?"]


def test_a_chat_goes_on_when_the_model_can_read_no_more(home, tmp_path):
    kept = tmp_path / "talk.md"
    done = run((*FORGE, "chat", "--here"), home, "\n".join([*TURNS, f"/save {kept}"]) + "\n", **SMALL)
    assert len(ANSWERED.findall(done.stdout)) == len(TURNS)
    assert "Rex" in done.stdout.splitlines()[-1]
    assert len(FULL.findall(done.stderr)) == 1
    assert "error" not in done.stderr
    assert kept.read_text().startswith("**user:** My dog is called Rex.")
    assert kept.read_text().count("**user:**") == len(TURNS)
    again = run((*FORGE, "chat", "--here", "--continue", "last"), home, f"How are you?\n/save {kept}\n", **SMALL)
    assert len(ANSWERED.findall(again.stdout)) == 1
    assert kept.read_text().count("**user:**") == len(TURNS) + 1


def test_a_message_that_is_too_long_by_itself_is_refused_and_the_chat_goes_on(home):
    done = run((*FORGE, "chat", "--here"), home, "Hello.\n" + "word " * 400 + "\nHow are you?\n", **SMALL)
    assert "can read 256" in done.stderr
    assert "no longer sees" not in done.stderr
    assert len(ANSWERED.findall(done.stdout)) == 2
