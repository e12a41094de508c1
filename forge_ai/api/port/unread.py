"""Tells a client that reads nothing from a slow one: how long it has taken nothing of what waits for it.

A slow reader takes a little now and then, through however slow a network. Does not know what is written.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from typing import Final

_TAKEN_AT: Final = 120  # where Linux tells, in what it knows of a connection, how many bytes the other end has taken
_KNOWN_BYTES: Final = _TAKEN_AT + 8


class Unread:
    """The watch over one connection, which is looked at now and then. Times are those of one steady clock."""

    def __init__(self) -> None:
        self._taken = 0
        self._since = 0.0

    def seconds(self, transport: asyncio.Transport, now: float) -> float:
        """For how many seconds nothing has been taken; 0 while nothing waits to be read."""
        waits = transport.get_write_buffer_size()
        before, self._taken = self._taken, _taken(transport) if waits else 0
        if not waits or self._taken > before:
            self._since = now
        return now - self._since


def _taken(transport: asyncio.Transport) -> int:
    """A number that grows when the other end takes something; on systems that only tell what still waits, too."""
    if sys.platform != "linux":
        return -transport.get_write_buffer_size()
    try:
        known = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _KNOWN_BYTES)
    except OSError:
        return 0  # it was closed in this very moment
    return int(struct.unpack_from("=Q", known, _TAKEN_AT)[0])
