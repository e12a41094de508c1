"""Commands that take seconds show a person at a terminal what they do, and leave no trace of it."""

from __future__ import annotations

import os
import pty
import subprocess

import pytest

from tests.programs import FORGE, ROOT, environment, run


def at_a_terminal(home, *words):
    """What a terminal is sent while a command runs; its data goes elsewhere."""
    ours, theirs = pty.openpty()
    command, more = (*FORGE, *words), {"FORGE_AI_MODEL": "starter", "TERM": "xterm"}
    process = subprocess.Popen(
        command, env=environment(home, **more), cwd=ROOT, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL
    )
    os.close(theirs)
    sent = b""
    try:
        while data := _read(ours):
            sent += data
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return sent.decode()


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody holds the other end any more
        return b""


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


def test_a_pipe_is_told_nothing_of_it(tmp_path):
    assert "Looking for" not in run((*FORGE, "nodes"), tmp_path).stderr
