"""Commands at a terminal, as a person sees them: what is sent to it while they run."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from contextlib import contextmanager

from tests.programs import FORGE, ROOT, environment

LAST = b"\x04\x04"  # what no program draws
SILENCE_SECONDS = 90  # after which nothing more is waited for


def read_until(terminal, awaited="", said=""):
    """All that a terminal is sent, behind what was ``said`` before, up to ``awaited`` or to the end."""
    letters = codecs.getincrementaldecoder("utf-8")("replace")
    while not (awaited and awaited in said) and (data := _read(terminal, awaited, said)):
        said += letters.decode(data)
    return said


def _read(terminal, awaited, said):
    ready, _, _ = select.select([terminal], [], [], SILENCE_SECONDS)
    assert ready, f"Nothing came for {SILENCE_SECONDS} seconds, and {awaited!r} was waited for, behind: {said}"
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody holds the other end any more
        return b""


class Screen:
    """What was sent to a terminal. A command that has ended sends nothing more."""

    def __init__(self, terminal, process):
        self._terminal = terminal
        self.process = process
        self.sent = ""

    def read_until(self, awaited=""):
        """All that was sent, up to that or to the end."""
        self.sent = read_until(self._terminal, awaited, self.sent)
        return self.sent

    def type(self, words):
        os.write(self._terminal, words)


@contextmanager
def terminal(home, *command, shows_data=False, **more):
    """A command at a terminal while the block lasts; its data goes elsewhere, or onto the same terminal."""
    ours, theirs = pty.openpty()
    environs = environment(home, **{"TERM": "xterm"} | more)
    stdout = theirs if shows_data else subprocess.DEVNULL
    process = subprocess.Popen(command, env=environs, cwd=ROOT, stdin=theirs, stderr=theirs, stdout=stdout)
    os.close(theirs)
    try:
        yield Screen(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def at_a_terminal(home, *words, until="", typed=b"", command=FORGE, **more):
    """What a terminal is sent while a command runs, to its end or ``until`` that."""
    with terminal(home, *command, *words, **{"FORGE_AI_MODEL": "starter"} | more) as screen:
        screen.type(typed)
        return screen.read_until(until)


def drawn(columns, program, kind="dumb"):
    """What a terminal of that many columns is sent."""
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        command, environment = [sys.executable, "-c", program], kept | {"TERM": kind, "NO_COLOR": "1"}
        subprocess.run(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, timeout=60, check=True)
        os.write(theirs, LAST)
        return read_until(ours, LAST.decode()).removesuffix(LAST.decode()).replace("\r\n", "\n")
    finally:
        os.close(ours)
        os.close(theirs)
