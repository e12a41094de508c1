"""The open connections of an HTTP client, noted as they are made, so that another thread can cut them during a wait.

Does not know what is sent over them.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from forge_ai.engines.connections.dead_connection import is_dead
from forge_ai.engines.connections.keepalive import SocketOption

_REACHING: Final = "connection.connect_tcp.started"
_REACHED: Final = "connection.connect_tcp.complete"
_LOOK_SECONDS: Final = 0.5
_MADE: Final = (_REACHED, "connection.start_tls.complete")


class OpenConnections:
    """Connections, plain or over TLS. Give :meth:`note` as httpx's extension ``trace`` to each request that may be cut.

    ``is_reached`` says whether the other system took the newest connection, whatever the program there does.
    """

    def __init__(self) -> None:
        self._open: list[socket.socket] = []
        self.is_cut = False
        self.is_reached = False
        self._changing = threading.Lock()

    def note(self, event: str, told: Mapping[str, Any]) -> None:
        """Called by httpx for each event of a request. A connection that is made after :meth:`cut` is cut at once."""
        if event in (_REACHING, _REACHED):
            self.is_reached = event == _REACHED
        if event not in _MADE:
            return
        line: socket.socket = told["return_value"].get_extra_info("socket")
        with self._changing:
            self._open = [one for one in self._open if one.fileno() >= 0] + [line]
            if self.is_cut:
                _shut(line)

    def set(self, options: Iterable[SocketOption]) -> None:
        """Set socket options on the open connections."""
        given = tuple(options)
        with self._changing, suppress(OSError):
            for line in (one for one in self._open if one.fileno() >= 0):
                for option in given:
                    line.setsockopt(*option)

    @contextmanager
    def watched(self, unwanted: Callable[[], bool]) -> Iterator[None]:
        """While inside, a connection is cut when it is ``unwanted``, or dead where the system tells that."""
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(over, unwanted), name="connection-watch", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _watch(self, over: threading.Event, unwanted: Callable[[], bool]) -> None:
        while not over.wait(_LOOK_SECONDS):
            ends = unwanted()
            with self._changing:
                for line in (one for one in self._open if one.fileno() >= 0 and (ends or is_dead(one))):
                    _shut(line)

    def cut(self) -> None:
        """Shut these connections, and all later ones: a thread that waits for an answer fails at once."""
        with self._changing:
            self.is_cut = True
            for line in self._open:
                _shut(line)


def _shut(line: socket.socket) -> None:
    """Shut the TCP connection under TLS: another thread may still be reading, and needs the TLS object."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
