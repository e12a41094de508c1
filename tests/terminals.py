"""Commands at a terminal, as a person sees them: what is sent to it while they run."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import contextmanager

from tests.programs import FORGE, ROOT, environment


class Screen:
    """What was sent to a terminal. A command that has ended sends nothing more."""

    def __init__(self, terminal, process):
        self._terminal = terminal
        self.process = process
        self.sent = ""

    def read_until(self, awaited=""):
        """All that was sent, up to that or to the end."""
        while not (awaited and awaited in self.sent) and (data := self._read()):
            self.sent += data.decode(errors="replace")
        return self.sent

    def type(self, words):
        os.write(self._terminal, words)

    def _read(self):
        try:
            return os.read(self._terminal, 4096)
        except OSError:  # nobody holds the other end any more
            return b""


@contextmanager
def terminal(home, *command, **more):
    """A command at a terminal while the block lasts; its data goes elsewhere."""
    ours, theirs = pty.openpty()
    environs = environment(home, **{"TERM": "xterm"} | more)
    process = subprocess.Popen(command, env=environs, cwd=ROOT, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL)
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
        return os.read(ours, 65_536).decode().replace("\r\n", "\n")
    finally:
        os.close(ours)
        os.close(theirs)
