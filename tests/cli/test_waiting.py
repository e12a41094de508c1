"""Commands that take seconds show a person at a terminal what they do, and leave no trace of it."""

from __future__ import annotations

import sys

import pytest

from tests.listeners import listening
from tests.programs import FORGE, run
from tests.terminals import at_a_terminal

SOON_AND_LATE = """
import sys
from forge_ai.cli.waiting import sign_of_life
plain = sys.stderr
with sign_of_life("quick", 60):
    pass
with sign_of_life("slow", 0.01):
    while sys.stderr is plain:  # a sign takes what is written to it above itself
        pass
"""


@pytest.fixture
def silent_place():
    """The address of somebody who takes a call and says nothing."""
    with listening(lambda visitor: visitor.recv(1) and visitor.recv(1_000_000) and visitor.recv(1)) as port:
        yield f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        (("nodes",), "Looking for nodes"),
        (("doctor",), "Looking at the engine"),
        (("pair", "no-such-node"), "Looking for no-such-node"),
        (("pair", "127.0.0.1:9"), "Reaching 127.0.0.1:9"),
    ],
)
def test_a_wait_shows_what_is_done_and_takes_it_away(tmp_path, words, sign):
    sent = at_a_terminal(tmp_path, *words)
    assert sign in sent
    assert "\x1b[2K" in sent[sent.rindex("Looking" if "Looking" in sign else "Reaching") :]


def test_a_node_that_loads_its_model_is_seen_to_do_so(tmp_path):
    sent = at_a_terminal(tmp_path, "serve", "--port", "0", until="answers at")
    assert "\x1b[2K" in sent[sent.index("Loading starter ...") : sent.index("answers at")]


def test_a_coordinator_that_gets_ready_is_seen_to_do_so(tmp_path):
    words = ("train", "together", "coordinate", "ours", "--min-devices", "1")
    sent = at_a_terminal(tmp_path, *words, until="Waiting for 1 device ...", FORGE_AI_PORT="0")
    assert "\x1b[2K" in sent[sent.index("Getting ready ...") : sent.index("A device joins with")]


def test_a_device_that_gets_ready_to_learn_is_seen_to_do_so(tmp_path):
    (tmp_path / "notes.txt").write_text("The harbour of Lorn lies below the old light.\n" * 20)
    sent = at_a_terminal(tmp_path, "train", "together", "join", "127.0.0.1:9", "--data", str(tmp_path / "notes.txt"))
    assert "\x1b[2K" in sent[sent.index("Getting ready ...") : sent.index("error: Nobody answers")]


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "--on", "{}", "Hello"),
        ("chat", "--on", "{}"),
        ("converse", "alice", "bob@{}"),
        ("memory", "sync", "{}"),
        ("models", "copy", "my_model", "{}"),
        ("train", "together", "status", "{}"),
    ],
)
def test_a_device_that_is_silent_is_seen_to_be_waited_for(tmp_path, silent_place, words):
    sent = at_a_terminal(tmp_path, *[word.format(silent_place) for word in words], until=" ...")
    assert "Reaching" in sent


def test_a_device_that_joins_a_training_is_seen_to_do_so_until_its_first_line(tmp_path, silent_place):
    (tmp_path / "notes.txt").write_text("The harbour of Lorn lies below the old light.\n" * 20)
    words = ("train", "together", "join", silent_place, "--data", str(tmp_path / "notes.txt"))
    awaited = f"Joining the training on {silent_place} ..."
    assert awaited in at_a_terminal(tmp_path, *words, until=awaited)


@pytest.mark.parametrize(("words", "typed"), [(("ask", "Hello"), b""), (("chat", "--private"), b"Hello\n")])
def test_an_answer_that_lets_itself_be_waited_for_is_seen_to_be_thought_of(tmp_path, silent_place, words, typed):
    more = {"FORGE_AI_UPSTREAM": f"http://{silent_place}/v1", "FORGE_AI_MODEL": "far"}
    assert "Thinking ..." in at_a_terminal(tmp_path, *words, until="Thinking ...", typed=typed, **more)


def test_what_is_done_soon_shows_nothing_and_what_lasts_shows_a_sign(tmp_path):
    python = (sys.executable, "-c", SOON_AND_LATE)
    sent = at_a_terminal(tmp_path, command=python)
    assert "quick" not in sent
    assert "slow" in sent


def test_a_terminal_that_lacks_the_dots_gets_a_mark_that_it_has(tmp_path):
    sent = at_a_terminal(tmp_path, "nodes", "--seconds", "0.3", PYTHONIOENCODING="ascii")
    assert "Looking for nodes" in sent
    assert "\\u" not in sent


def test_a_pipe_is_told_nothing_of_it(tmp_path):
    assert "Looking for" not in run((*FORGE, "nodes"), tmp_path).stderr
