"""Socket options (TCP keep-alive) by which a dead line is noticed, however long the program at its end may think.

The kernels ask each other: a frozen or busy program is not a dead line. Does not know what the connection carries.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import Final

from forge_ai.limits import KIB

_QUESTIONS: Final = 3
_BULK_BYTES: Final = 128 * KIB
SocketOption = tuple[int, int, int]


def rare_keepalive(seconds: float) -> list[SocketOption]:
    """Options that send the first probe only after so many idle seconds, where nothing need be noticed soon."""
    return _known({"TCP_KEEPIDLE": round(seconds), "TCP_KEEPALIVE": round(seconds)})


def keepalive(dead_seconds: int, *, bulk: bool = False) -> list[SocketOption]:
    """Options that end the connection after ``dead_seconds`` without a sign, as far as this system has them.

    With ``bulk`` that holds only while the line is idle, because Linux takes a receiver that reads slowly for a dead
    one. The send buffer is small then: megabytes in it would look like a peer that is silent for minutes.
    """
    wishes = {} if bulk else {"TCP_USER_TIMEOUT": dead_seconds * 1000}  # for what was sent and never confirmed
    unseen = [(socket.SOL_SOCKET, socket.SO_SNDBUF, _BULK_BYTES)] if bulk else []
    return [*receiving_keepalive(dead_seconds), *unseen, *_known(wishes)]


def receiving_keepalive(dead_seconds: int) -> list[SocketOption]:
    """The same for a connection on which this end only receives: what it sends has no limit of its own."""
    pause = max(1, dead_seconds // (1 + _QUESTIONS))
    wishes = {
        "TCP_KEEPIDLE": pause,  # idle seconds until the first probe
        "TCP_KEEPALIVE": pause,  # the same on macOS
        "TCP_KEEPINTVL": pause,
        "TCP_KEEPCNT": _QUESTIONS,
    }
    return [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), *_known(wishes)]


def _known(wishes: Mapping[str, int]) -> list[SocketOption]:
    found = [(getattr(socket, name, None), value) for name, value in wishes.items()]
    return [(socket.IPPROTO_TCP, number, value) for number, value in found if number is not None]
