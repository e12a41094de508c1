"""A connection to a server on this machine: opened and the request sent in one step, then read to its end.

What the event loop does for any connection (resolving, waiting for a turn, buffers) costs more than the rest of a
question to an engine. Does not know what is asked, nor what is answered.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Final, Protocol

LOOPBACK: Final = "127.0.0.1"
BLOCK_BYTES: Final = 1 << 18


class Reader(Protocol):
    """The half of an :class:`asyncio.Protocol` that receives."""

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""

    def connection_lost(self, exc: Exception | None) -> None:
        """No more can come: the connection ended, or broke for that reason."""


class LoopbackConnection:
    """A connection on which the request has been sent. Has what a reader needs of an :class:`asyncio.Transport`."""

    def __init__(self, connection: socket.socket, reader: Reader) -> None:
        self._connection = connection
        self._reader = reader
        self._loop = asyncio.get_running_loop()
        self._is_read = False
        self.resume_reading()

    def resume_reading(self) -> None:
        """Receive, unless the connection has ended."""
        if not self._is_read and self._connection.fileno() >= 0:
            self._loop.add_reader(self._connection, self._read)
            self._is_read = True

    def pause_reading(self) -> None:
        """Receive nothing; when the system's buffer is full, the other end must wait."""
        if self._is_read:
            self._loop.remove_reader(self._connection)
            self._is_read = False

    def abort(self) -> None:
        """End the connection now."""
        self.pause_reading()
        self._connection.close()

    def _read(self) -> None:
        try:
            data = self._connection.recv(BLOCK_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._end(error)
            return
        if data:
            self._reader.data_received(data)
        else:
            self._end(None)

    def _end(self, reason: Exception | None) -> None:
        self.abort()
        self._reader.connection_lost(reason)


def connect_and_send(port: int, name: str, words: bytes) -> tuple[socket.socket, int] | None:
    """A connection to a server of this machine, and how many bytes of ``words`` were sent; None where it must wait.

    ``name`` is that of the server's Unix domain socket, in Linux's abstract names, or "". It goes before the loopback
    port, because it costs half as much. The system connects both within the call, and what it takes has arrived.
    """
    by_name = _connect_and_send(socket.AF_UNIX, f"\0{name}", words) if name else None
    return by_name or _connect_and_send(socket.AF_INET, (LOOPBACK, port), words)


def _connect_and_send(
    family: socket.AddressFamily, address: str | tuple[str, int], words: bytes
) -> tuple[socket.socket, int] | None:
    connection = socket.socket(family)
    connection.setblocking(False)
    connection.connect_ex(address)
    try:
        return connection, connection.send(words)
    except OSError:
        connection.close()
        return None
