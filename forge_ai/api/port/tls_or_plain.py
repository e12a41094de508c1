"""TLS and plain HTTP on one listening socket: the first byte of a connection tells which it is.

Does not know what is served, nor to whom.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from traceback import clear_frames
from typing import Any, Final

from forge_ai.api.port.connections import Connection, Connections
from forge_ai.limits import FIRST_BYTE_SECONDS, HANDSHAKE_SECONDS
from forge_ai.protocol.trust.host_and_origin import read_literal

TLS_HANDSHAKE: Final = b"\x16"  # the first byte of every TLS connection, and of no HTTP request
PAUSE_SECONDS: Final = 0.1  # when the system has no more sockets to give

SecureFor = Callable[[str], ssl.SSLContext]  # the context for connections to that address of ours
MakeProtocol = Callable[[Connection], asyncio.Protocol]


@dataclass(eq=False)
class TlsOrPlainListener:
    """Accepts connections on one socket and hands each to a protocol, with or without TLS."""

    listener: socket.socket
    secure_for: SecureFor
    make_protocol: MakeProtocol
    connections: Connections

    def start(self) -> None:
        """Begin to accept, in the running event loop."""
        self.listener.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._pause: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._open()
        self._keep(self.connections.watch())

    def close(self) -> None:
        """Accept no more."""
        self._loop.remove_reader(self.listener)
        if self._pause:
            self._pause.cancel()
        for task in self._tasks:
            task.cancel()

    async def wait_closed(self) -> None:
        """Return when nothing of this listener runs any more."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _open(self) -> None:
        self._loop.add_reader(self.listener, self._accept)

    def _accept(self) -> None:
        """Accept waiting connections. Nothing is awaited here, or a socket accepted while the node ends would leak."""
        try:
            accepted, address = self.listener.accept()
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self._loop.remove_reader(self.listener)
            self._pause = self._loop.call_later(PAUSE_SECONDS, self._open)
            return
        task = self._keep(self._receive(accepted, _plain(address[0])))
        task.add_done_callback(lambda ended: accepted.close() if ended.cancelled() else None)

    async def _receive(self, accepted: socket.socket, address: str) -> None:
        loop = asyncio.get_running_loop()
        connection = self.connections.begin(address, _plain(accepted.getsockname()[0]), loop.time())
        if connection is None:
            accepted.close()
            return
        connection.arriving = asyncio.current_task()
        try:
            await self._hand_over(accepted, connection)
        except (OSError, TimeoutError, asyncio.CancelledError) as error:  # strange bytes are no news: ssl.SSLError
            clear_frames(error.__traceback__)  # they hold the error and it holds them, with 256 KiB of asyncio's
            if connection.transport is not None:  # the handshake ended in this moment: asyncio would say goodbye first
                connection.transport.abort()
            accepted.close()
            self.connections.end(connection)
            if isinstance(error, asyncio.CancelledError):
                raise
        finally:
            connection.arriving = None

    async def _hand_over(self, accepted: socket.socket, connection: Connection) -> None:
        accepted.setblocking(False)
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        first = _peek(accepted) or await _first_byte(accepted)  # mostly it has come with the connection
        secure = self.secure_for(_plain(accepted.getsockname()[0])) if first == TLS_HANDSHAKE else None
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: self.make_protocol(connection),
            accepted,
            ssl=secure,
            ssl_handshake_timeout=HANDSHAKE_SECONDS if secure else None,
        )


async def _first_byte(accepted: socket.socket) -> bytes:
    """The first byte when it comes, left where it is; empty when the other side has gone."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(accepted, ready.set)
    try:
        async with asyncio.timeout(FIRST_BYTE_SECONDS):
            await ready.wait()
    finally:
        loop.remove_reader(accepted)
    return _peek(accepted)


def _peek(accepted: socket.socket) -> bytes:
    """The first byte, left where it is; empty when it has not come, or never will."""
    with contextlib.suppress(BlockingIOError):
        return accepted.recv(1, socket.MSG_PEEK)
    return b""


def _plain(address: str) -> str:
    """An address without its zone; an IPv4 address that is mapped into IPv6 as IPv4."""
    literal = read_literal(address.partition("%")[0])
    return str(literal) if literal is not None else address
