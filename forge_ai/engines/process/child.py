"""One child process that runs the engine: started with a secret, watched, ended.

Does not know when a child is needed, nor what it is asked.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from forge_ai.engines.process.process_work import LEAST_IDLE_SECONDS, seconds_of_work
from forge_ai.limits import CHILD_LOG_LINES

PROGRAM: Final = Path(__file__).with_name("llama_child.py")
_LINE_BYTES: Final = 4_096
_LOG_SECONDS: Final = 2.0
_DYING_SECONDS: Final = 0.5
_LOOKS: Final = 4  # in the longest time that a child may do nothing


@dataclass(frozen=True, slots=True)
class ChildAddress:
    """Where a child answers: the URL of its loopback port, and its Unix domain socket or ""."""

    address: str
    socket: str


class Child:
    """A started child: a Python ``program``. Its log is read by a thread that ends with it."""

    def __init__(self, orders: Mapping[str, object], program: Path = PROGRAM) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C at the terminal stops the answer, not the engine
        )
        self.frozen = False
        self._log: deque[str] = deque(maxlen=CHILD_LOG_LINES)
        self._reader = threading.Thread(target=self._read_log, name=f"engine-log-{self.pid}", daemon=True)
        self._reader.start()
        self._order(orders)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def is_dying(self) -> bool:
        """Whether the process has ended, or does so in a moment: its connections break before it can be seen to end."""
        try:
            self._process.wait(_DYING_SECONDS)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait_for_address(self, idle_seconds: float) -> ChildAddress | None:
        """Block until the child tells where it answers, and return that; None when it ended instead.

        A child that does nothing for ``idle_seconds`` (where the system counts that) is ended, and ``frozen`` is set.
        """
        stdout, line = self._pipe(self._process.stdout).fileno(), b""
        idle_seconds = max(idle_seconds, LEAST_IDLE_SECONDS)
        while not line.endswith(b"\n"):
            self._wait_while_it_works(stdout, idle_seconds)
            block = os.read(stdout, _LINE_BYTES)
            if not block:
                return None
            line += block
        return ChildAddress(**json.loads(line))

    def _wait_while_it_works(self, stdout: int, idle_seconds: float) -> None:
        """Return when there is something to read. A child that does nothing for too long is ended first."""
        done, idle = seconds_of_work(self.pid), 0
        while done is not None and not _says_something(stdout, idle_seconds / _LOOKS):
            before, done = done, seconds_of_work(self.pid)
            idle = idle + 1 if done == before else 0
            if idle == _LOOKS:
                self.frozen = True
                self.kill()
                return

    def last_words(self) -> tuple[list[str], int | None]:
        """The log and the exit code of a child that has ended or is about to."""
        try:
            self._process.wait(_LOG_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(_LOG_SECONDS)
        return list(self._log), self._process.returncode

    def kill(self) -> None:
        """End the process at once; it holds nothing that could be lost."""
        self._process.kill()

    def end(self) -> None:
        """End the process, wait for it, and close its pipes and its log's thread."""
        self._process.kill()
        self._process.wait()
        self._reader.join(_LOG_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(BrokenPipeError):  # orders that it did not live to read
                self._pipe(pipe).close()

    def _order(self, orders: Mapping[str, object]) -> None:
        stdin = self._pipe(self._process.stdin)
        try:
            stdin.write(json.dumps(orders).encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:  # it died before it listened; whoever waits for its address learns that
            self._process.wait()

    def _read_log(self) -> None:
        stderr = self._pipe(self._process.stderr)
        for line in iter(lambda: stderr.readline(_LINE_BYTES), b""):
            self._log.append(line.decode("utf-8", "replace").rstrip())

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        return cast("IO[bytes]", pipe)  # all three were asked for


def _says_something(pipe: int, seconds: float) -> bool:
    """Whether something can be read within that time, or never again. Not for Windows."""
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    return bool(waiting.poll(seconds * 1000))
