"""Connections that notice within seconds that the line is dead, however long the other end may think.

The kernel asks the other kernel: a frozen or busy program is not a dead line. Does not know what the connection
carries.
"""

from __future__ import annotations

import socket
from typing import Final

DEAD_SECONDS: Final = 3
SocketOption = tuple[int, int, int]


def live_line() -> list[SocketOption]:
    """The socket options for it, as far as this system has them."""
    wishes = {
        "TCP_KEEPIDLE": 1,  # seconds of silence until the first question
        "TCP_KEEPALIVE": 1,  # the same on macOS
        "TCP_KEEPINTVL": 1,
        "TCP_KEEPCNT": DEAD_SECONDS,
        "TCP_USER_TIMEOUT": DEAD_SECONDS * 1000,  # for what was sent and never arrived
    }
    found = [(getattr(socket, name, None), value) for name, value in wishes.items()]
    options = [(socket.IPPROTO_TCP, number, value) for number, value in found if number is not None]
    return [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), *options]
