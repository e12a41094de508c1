"""A connection to something that speaks Wyoming: a service at an address, or a child process of our own.

Nothing here waits for ever: an other side that is silent, or takes nothing, for too long has failed; a child is ended
then. Does not know what the events mean.
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Protocol

from forge_ai.clock import Clock, SystemClock
from forge_ai.errors import BadMessage, ForgeError, PeerFault, Unreachable, VoiceFailed
from forge_ai.voice.wyoming.events import EventReader, WyomingEvent

CONNECT_SECONDS: Final = 3.0
TAKES_NOTHING_SECONDS: Final = 15.0  # after which sending fails
SILENT_SECONDS: Final = 60.0  # after which receiving fails
_BLOCK: Final = 65_536
_WORDS: Final = 400
_PROGRAM: Final = Path(__file__).with_name("engine_child.py")


class Link(Protocol):
    """A connection on which events go both ways."""

    def send(self, *events: WyomingEvent) -> None:
        """Send events. Raises :class:`VoiceFailed` when the other side is gone or takes nothing."""

    def arrived(self) -> WyomingEvent | None:
        """The next event, if one is here already; never blocks. Raises as :meth:`receive` does."""

    def receive(self, seconds: float = SILENT_SECONDS) -> WyomingEvent:
        """Wait for the next event. Raises :class:`VoiceFailed` after that many seconds, or when the other side is gone.

        Raises :class:`PeerFault` when a service does not speak Wyoming.
        """

    def close(self) -> None:
        """End the connection. Harmless when it has ended."""


class _Descriptors:
    """Events through two descriptors that never block: what both kinds of connection have in common."""

    def __init__(self, reading: int, writing: int, clock: Clock) -> None:
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._reading, self._writing, self._clock = reading, writing, clock
        self._reader = EventReader()
        self._ready: deque[WyomingEvent] = deque()

    def send(self, *events: WyomingEvent) -> None:
        rest = memoryview(b"".join(event.encoded() for event in events))
        while rest:
            _, able, _ = select.select([], [self._writing], [], TAKES_NOTHING_SECONDS)
            if not able:
                raise TimeoutError
            rest = rest[os.write(self._writing, rest[:4096]) :]

    def receive(self, seconds: float) -> WyomingEvent | None:
        end = self._clock.steady() + seconds
        while not self._ready:
            left = end - self._clock.steady()
            able, _, _ = select.select([self._reading], [], [], max(0.0, left))
            if not able:
                return None
            block = os.read(self._reading, _BLOCK)
            if not block:
                raise EOFError
            self._ready.extend(self._reader.feed(block))
        return self._ready.popleft()


class SocketLink:
    """A service at the other end of a socket; ``where`` names it in errors."""

    def __init__(self, connected: socket.socket, where: str, clock: Clock | None = None) -> None:
        self._where = where
        self._socket = connected
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._way = _Descriptors(self._socket.fileno(), self._socket.fileno(), clock or SystemClock())

    def send(self, *events: WyomingEvent) -> None:
        """Send events."""
        try:
            self._way.send(*events)
        except (OSError, ValueError) as error:
            raise self._lost() from error

    def arrived(self) -> WyomingEvent | None:
        """The next event that is here already."""
        return self._take(0.0)

    def receive(self, seconds: float = SILENT_SECONDS) -> WyomingEvent:
        """The next event."""
        event = self._take(seconds)
        if event is None:
            raise VoiceFailed(f"The Wyoming service at {self._where} has been silent for {seconds:g} s.")
        return event

    def hang_up(self) -> None:
        """Break the connection from another thread; the one that waits on it gets an error, and closes it."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up, and close the socket. A thread that waits on it gets an error."""
        self.hang_up()
        self._socket.close()

    def _take(self, seconds: float) -> WyomingEvent | None:
        try:
            return self._way.receive(seconds)
        except (OSError, EOFError, ValueError) as error:
            raise self._lost() from error
        except BadMessage as error:
            raise PeerFault(f"{self._where} does not speak Wyoming: {error.message}", hint=error.hint) from error

    def _lost(self) -> ForgeError:
        return VoiceFailed(f"The Wyoming service at {self._where} hung up.", hint="Say it again.")


def connect_link(host: str, port: int) -> SocketLink:
    """A Wyoming service at an address. Raises :class:`Unreachable` when nobody answers there."""
    try:
        connected = socket.create_connection((host, port), CONNECT_SECONDS)
    except OSError as error:
        raise Unreachable(
            f"No Wyoming service answers at {host}:{port}.", hint="Check that it runs, its address and its port."
        ) from error
    return SocketLink(connected, f"{host}:{port}")


class ChildLink:
    """A child process that recognises or speaks. It ends with this process, and is ended when it hangs.

    ``what`` names it in errors, ``engine`` is the file with the program of the engine, and ``orders`` are what that
    program gets first. Raises :class:`VoiceFailed` when it cannot be started.
    """

    def __init__(self, what: str, engine: Path, orders: Mapping[str, object], *, clock: Clock | None = None) -> None:
        self._what = what
        self._process = _start(what, engine)
        pipes = self._process.stdout, self._process.stdin, self._process.stderr
        self._reading, self._writing, self._errors = (pipe.fileno() for pipe in pipes if pipe)
        os.set_blocking(self._errors, False)
        self._way = _Descriptors(self._reading, self._writing, clock or SystemClock())
        self._open = True
        self.send(WyomingEvent("orders", orders))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, *events: WyomingEvent) -> None:
        """Send events."""
        try:
            self._way.send(*events)
        except TimeoutError as error:
            raise self._failed("hangs") from error
        except (OSError, ValueError) as error:
            raise self._failed("ended") from error

    def arrived(self) -> WyomingEvent | None:
        """The next event that is here already."""
        return self._take(0.0)

    def receive(self, seconds: float = SILENT_SECONDS) -> WyomingEvent:
        """The next event."""
        event = self._take(seconds)
        if event is None:
            raise self._failed(f"has been silent for {seconds:g} s")
        return event

    def close(self) -> None:
        """End the process."""
        if not self._open:
            return
        self._open = False
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                _close(pipe)

    def _take(self, seconds: float) -> WyomingEvent | None:
        try:
            return self._way.receive(seconds)
        except (OSError, EOFError, ValueError, BadMessage) as error:
            raise self._failed("ended") from error

    def _failed(self, how: str) -> VoiceFailed:
        words = self._last_words()
        self.close()
        return VoiceFailed(f"{self._what} {how}{': ' + words if words else ''}.")

    def _last_words(self) -> str:
        if not self._open:
            return ""
        try:
            self._process.wait(0.5)
            said = os.read(self._errors, _BLOCK)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1][:_WORDS].rstrip(".") if lines else ""


def _start(what: str, engine: Path) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-P", str(_PROGRAM), str(engine)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C at the terminal is for us to act upon
        )
    except OSError as error:
        raise VoiceFailed(f"{what} cannot be started: {error.strerror}.") from error


def _close(pipe: IO[bytes]) -> None:
    with suppress(OSError):  # what was not flushed is wanted by nobody
        pipe.close()
