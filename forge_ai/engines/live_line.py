"""Connections that notice by themselves that the line is dead, however long the other end may think.

The kernel asks the other kernel: a frozen or busy program is not a dead line. Does not know what the connection
carries.
"""

from __future__ import annotations

import socket
from typing import Final

_QUESTIONS: Final = 3
SocketOption = tuple[int, int, int]


def live_line(dead_seconds: int) -> list[SocketOption]:
    """The socket options for it, as far as this system has them: so many seconds without a sign are the end."""
    pause = max(1, dead_seconds // (1 + _QUESTIONS))
    wishes = {
        "TCP_KEEPIDLE": pause,  # seconds of silence until the first question
        "TCP_KEEPALIVE": pause,  # the same on macOS
        "TCP_KEEPINTVL": pause,
        "TCP_KEEPCNT": _QUESTIONS,
        "TCP_USER_TIMEOUT": dead_seconds * 1000,  # for what was sent and never arrived
    }
    found = [(getattr(socket, name, None), value) for name, value in wishes.items()]
    options = [(socket.IPPROTO_TCP, number, value) for number, value in found if number is not None]
    return [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), *options]
