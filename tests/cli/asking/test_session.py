"""An answer at the terminal that is stopped, or empty."""

from __future__ import annotations

import signal
import subprocess
import threading

import pytest

from forge_ai.cli.asking.chat_memory import ChatMemory
from forge_ai.protocol.values.chat import Message
from forge_ai.settings import read_settings
from forge_ai.testing.scripted_engine import Reply, ScriptedEngine, Wait, say
from tests.programs import FORGE, PATIENCE_SECONDS, run, running

HELLO = [Message("user", "Hello."), Message("assistant", "Well said.")]


def test_an_answer_that_is_stopped_before_its_first_word_leaves_no_trace(home, eventually):
    chat = (*FORGE, "chat", "--here")
    with ScriptedEngine(otherwise=say("Well said.")) as engine:
        more = {"FORGE_AI_UPSTREAM": engine.url, "FORGE_AI_MODEL": "scripted"}
        run(chat, home, "Hello.\n", **more)
        engine.replies.append(Reply((Wait(threading.Event()),)))
        with running((*chat, "--continue", "last"), home, stdin=subprocess.PIPE, **more) as process:
            process.stdin.write("What is the sea?\n")
            process.stdin.flush()
            assert eventually(lambda: engine.busy, PATIENCE_SECONDS)
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate("/quit\n", timeout=PATIENCE_SECONDS)
        assert "[stopped]" in said
        with ChatMemory(read_settings({}, home=home)) as memory:
            memory.go_on("last")
            assert [message.to_json() for message in memory.said()] == [message.to_json() for message in HELLO]
            assert memory.said()[1].brain.endswith(" (scripted)")
        run((*chat, "--continue", "last"), home, "And now?\n", **more)
        shown = [
            (one["role"], one["content"]) for one in engine.asked[-1].fields["messages"] if one["role"] != "system"
        ]
    assert shown == [("user", "Hello."), ("assistant", "Well said."), ("user", "And now?")]


@pytest.mark.parametrize("answer", ["", "\n\n \n"])
def test_an_empty_answer_is_said_to_be_one(home, answer):
    with ScriptedEngine(otherwise=say(answer)) as engine:
        more = {"FORGE_AI_UPSTREAM": engine.url, "FORGE_AI_MODEL": "scripted"}
        asked = run((*FORGE, "ask", "--here", "Hello."), home, **more)
        chatted = run((*FORGE, "chat", "--here"), home, "Hello.\n", **more)
    assert "warning: the answer is empty." in asked.stderr
    assert "warning: the answer is empty." in chatted.stderr


@pytest.mark.parametrize("typed", ["exit", "Quit", "/quit", "/QUIT", "/bye"])
def test_the_words_with_which_other_programs_are_left_leave_the_chat(home, typed):
    with ScriptedEngine(otherwise=say("Well said.")) as engine:
        more = {"FORGE_AI_UPSTREAM": engine.url, "FORGE_AI_MODEL": "scripted"}
        chatted = run((*FORGE, "chat", "--here", "--private"), home, f"exit the room\n{typed}\nHello.\n", **more)
    assert chatted.stderr.endswith("Goodbye.\n")
    assert [one.fields["messages"][-1]["content"] for one in engine.asked] == ["exit the room"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("/memry", "/memories"), ("/retri", "/retry"), ("/Hlep", "/help"), ("/sav talk.md", "/save")]
)
def test_a_slash_command_that_is_misspelled_is_guessed(home, typed, meant):
    with ScriptedEngine() as engine:
        more = {"FORGE_AI_UPSTREAM": engine.url, "FORGE_AI_MODEL": "scripted"}
        chatted = run((*FORGE, "chat", "--here", "--private"), home, f"{typed}\n", **more)
    assert f"There is no {typed.split()[0]}. Did you mean {meant}? /help lists" in chatted.stderr
