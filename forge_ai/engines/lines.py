"""The connections of an HTTP client, noted as they are made, so that another thread can cut them during a wait.

Does not know what is said over them.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

_MADE: Final = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Lines:
    """Connections, plain or over TLS. :meth:`note` is httpx's extension ``trace`` of every request that may be cut."""

    def __init__(self) -> None:
        self._open: list[socket.socket] = []
        self.is_cut = False
        self._changing = threading.Lock()

    def note(self, event: str, told: Mapping[str, Any]) -> None:
        """Something happens on the way of a request; a connection that is made after :meth:`cut` is cut at once."""
        if event not in _MADE:
            return
        line: socket.socket = told["return_value"].get_extra_info("socket")
        with self._changing:
            self._open = [one for one in self._open if one.fileno() >= 0] + [line]
            if self.is_cut:
                _shut(line)

    def cut(self) -> None:
        """End what is said over these connections, for good: whoever waits for an answer fails at once."""
        with self._changing:
            self.is_cut = True
            for line in self._open:
                _shut(line)


def _shut(line: socket.socket) -> None:
    """The line alone: whoever reads in another thread still needs what TLS keeps for it."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
