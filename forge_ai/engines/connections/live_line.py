"""Connections that notice by themselves that the line is dead, however long the other end may think.

The kernel asks the other kernel: a frozen or busy program is not a dead line. Does not know what the connection
carries.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import Final

from forge_ai.limits import KIB

_QUESTIONS: Final = 3
_BULK_BYTES: Final = 128 * KIB
SocketOption = tuple[int, int, int]


def quiet_line(seconds: float) -> list[SocketOption]:
    """The options for a live line on which nothing need be noticed soon: so many seconds until the first question."""
    return _known({"TCP_KEEPIDLE": round(seconds), "TCP_KEEPALIVE": round(seconds)})


def live_line(dead_seconds: int, *, bulk: bool = False) -> list[SocketOption]:
    """The socket options for it, as far as this system has them: so many seconds without a sign are the end.

    With ``bulk`` that holds for a quiet line only: Linux takes who is sent much and reads it slowly for a dead line.
    Little is on its way unseen then: megabytes in the kernel's hands look like a peer that is silent for minutes.
    """
    wishes = {} if bulk else {"TCP_USER_TIMEOUT": dead_seconds * 1000}  # for what was sent and never arrived
    unseen = [(socket.SOL_SOCKET, socket.SO_SNDBUF, _BULK_BYTES)] if bulk else []
    return [*heard_line(dead_seconds), *unseen, *_known(wishes)]


def heard_line(dead_seconds: int) -> list[SocketOption]:
    """The same for a line on which the other end speaks: nothing is said of what this one sends."""
    pause = max(1, dead_seconds // (1 + _QUESTIONS))
    wishes = {
        "TCP_KEEPIDLE": pause,  # seconds of silence until the first question
        "TCP_KEEPALIVE": pause,  # the same on macOS
        "TCP_KEEPINTVL": pause,
        "TCP_KEEPCNT": _QUESTIONS,
    }
    return [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), *_known(wishes)]


def _known(wishes: Mapping[str, int]) -> list[SocketOption]:
    found = [(getattr(socket, name, None), value) for name, value in wishes.items()]
    return [(socket.IPPROTO_TCP, number, value) for number, value in found if number is not None]
