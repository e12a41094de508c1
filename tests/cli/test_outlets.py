"""Where the words of a command go to: a full disk, a reader that has left, a terminal that was closed."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.programs import ADDRESS, CODE, FORGE, PATIENCE_SECONDS, ROOT, environment, run
from tests.terminals import read_until

FULL = Path("/dev/full")
NODE = (*FORGE, "serve", "--host", "127.0.0.1", "--port", "0", "--model", "starter")


@pytest.mark.skipif(not FULL.exists(), reason="SKIPPED: this system has no disk that is always full")
@pytest.mark.parametrize("words", [("models",), ("models", "--json"), ("personas", "show", "alice"), ("--version",)])
def test_a_list_that_the_disk_does_not_take_is_one_clear_line(tmp_path, words):
    with FULL.open("wb") as full:
        done = subprocess.run(
            (*FORGE, *words),
            env=environment(tmp_path),
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.splitlines()[0]) == (7, "error: stdout: the disk is full.")
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_left_hears_of_no_fault(tmp_path):
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        (*FORGE, "models"),
        env=environment(tmp_path),
        cwd=ROOT,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_a_command_whose_outlet_is_closed_does_its_work(tmp_path, closed):
    done = run(("sh", "-c", f"{' '.join(FORGE)} memory add The key is red {closed}"), tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "The key is red." in run((*FORGE, "memory", "list"), tmp_path).stdout


@contextmanager
def node_at_a_terminal(home, handler, last="Stop it"):
    """A node, the terminal that it has for itself, and all that it has said there until ``last``."""
    ours, theirs = pty.openpty()
    old = signal.signal(signal.SIGHUP, handler)  # a program that is started has what whoever starts it has
    node = subprocess.Popen(
        NODE, env=environment(home), cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    signal.signal(signal.SIGHUP, old)
    os.close(theirs)
    try:
        yield node, ours, read_until(ours, last)
    finally:
        node.kill()
        node.wait()


def test_a_node_outlives_its_terminal_where_it_was_told_to(tmp_path):
    with node_at_a_terminal(tmp_path / "pc", signal.SIG_IGN) as (node, terminal, said):
        os.close(terminal)
        code, address = CODE.search(said)[1], ADDRESS.search(said)[1]
        done = run((*FORGE, "pair", address, "--code", code), tmp_path / "pi")
        assert (done.returncode, "is paired with" in done.stderr) == (0, True), done.stderr
        node.send_signal(signal.SIGINT)
        assert node.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_node_that_is_ended_while_it_starts_ends_as_with_ctrl_c(tmp_path, number):
    with node_at_a_terminal(tmp_path, signal.SIG_DFL, "Starting ") as (node, _, _):
        node.send_signal(number)
        assert node.wait(PATIENCE_SECONDS) == 0
    assert not list((tmp_path / "run").glob("node-*"))


def test_a_node_whose_terminal_is_closed_ends_as_with_ctrl_c(tmp_path):
    with node_at_a_terminal(tmp_path, signal.SIG_DFL) as (node, terminal, _):
        assert list((tmp_path / "run").glob("node-*"))
        os.close(terminal)
        node.send_signal(signal.SIGHUP)
        assert node.wait(PATIENCE_SECONDS) == 0
    assert not list((tmp_path / "run").glob("node-*"))
