"""The open connections: who is at the other end of each, and closing those that must not go on.

Belongs to the thread of the server's event loop. Does not know what is said over a connection.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from starlette.concurrency import run_in_threadpool

from forge_ai.api.port.unread import Unread
from forge_ai.engines.connections.keepalive import receiving_keepalive
from forge_ai.errors import ForgeError
from forge_ai.identity.authentication import Authenticator, Caller
from forge_ai.limits import CONNECTIONS, CONNECTIONS_OF_ONE, CONNECTIONS_PER_ADDRESS, STRANGER_SECONDS, UNREAD_SECONDS
from forge_ai.protocol.trust.host_and_origin import read_literal

REQUEST_ID: Final = "request_id"  # the name in the state of each request; its connection stands there, too
_NOTHING_MORE: Final = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # SO_LINGER: on, for no time
LOOK_SECONDS: Final = 0.25  # how often the registry is looked at; half a second at the most until a connection ends


@dataclass(eq=False, slots=True)
class Connection:
    """One connection. ``from_here`` when it comes from this machine, ``local`` when by way of loopback."""

    address: str
    local: bool
    from_here: bool
    since: float
    transport: asyncio.Transport | None = None
    arriving: asyncio.Task[None] | None = None  # until there is a transport
    callers: dict[str, Caller] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)

    def unread_seconds(self, now: float) -> float:
        """For how many seconds the other end has read nothing of what waits for it."""
        return self.unread.seconds(self.transport, now) if self.transport is not None else 0.0

    def notice_its_death(self, dead_seconds: int) -> None:
        """Turn keep-alive on: after so many seconds without a sign of the other system, the connection ends."""
        line = self.transport.get_extra_info("socket") if self.transport is not None else None
        if line is not None and not self.local:
            with suppress(OSError):  # it was closed in this very moment
                for option in receiving_keepalive(dead_seconds):
                    line.setsockopt(*option)

    def shut_out(self) -> None:
        """Cut the connection, and send nothing more of what the system holds, which on a slow line lasts for long."""
        line = self.transport.get_extra_info("socket") if self.transport is not None else None
        if line is not None:
            with suppress(OSError):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOTHING_MORE)
        self.end()

    def end(self) -> None:
        """Cut the connection, in the middle of an answer if need be."""
        if self.transport is not None:
            self.transport.abort()
        elif self.arriving is not None:
            self.arriving.cancel()


class Connections:
    """Every open connection, within the limits.

    ``is_loopback`` says which addresses are this machine's own. A client that takes nothing of its answer for
    ``unread_seconds`` is let go.
    """

    def __init__(
        self,
        authenticator: Authenticator,
        is_loopback: Callable[[str], bool] | None = None,
        unread_seconds: float = UNREAD_SECONDS,
    ) -> None:
        self._authenticator = authenticator
        self._unread_seconds = unread_seconds
        self._is_loopback = is_loopback or _is_loopback
        self._open: set[Connection] = set()

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def __contains__(self, connection: Connection) -> bool:
        """Whether this one is open."""
        return connection in self._open

    def begin(self, address: str, reached_at: str, now: float) -> Connection | None:
        """A new connection, or None when there are too many. Where all places are taken, one of a crowd ends for it."""
        from_one = sum(connection.address == address for connection in self._open)
        local = self._is_loopback(address)
        if from_one >= CONNECTIONS_PER_ADDRESS and not local:
            return None
        if len(self._open) >= CONNECTIONS and not self._make_room():
            return None
        connection = Connection(address, local, local or address == reached_at, now)
        self._open.add(connection)
        return connection

    def _make_room(self) -> bool:
        """End the oldest connection of a device that has too many, or else of strangers. False when there is none."""
        leaves = self._oldest_of_a_crowd() or self._oldest_stranger()
        if leaves is None:
            return False
        self._open.discard(leaves)
        leaves.end()
        return True

    def _oldest_of_a_crowd(self) -> Connection | None:
        """The oldest connection of the device that has most of them, if these are too many for one."""
        crowds = Counter(name for connection in self._open for name in connection.callers if name)
        name, most = crowds.most_common(1)[0] if crowds else ("", 0)
        if most <= CONNECTIONS_OF_ONE:
            return None
        return min((one for one in self._open if name in one.callers), key=lambda one: one.since)

    def _oldest_stranger(self) -> Connection | None:
        """The oldest connection without a known caller, from the address that has most of those."""
        strangers = [connection for connection in self._open if not connection.callers]
        crowds = Counter(connection.address for connection in strangers)
        return min(strangers, key=lambda one: (-crowds[one.address], one.since), default=None)

    def end(self, connection: Connection) -> None:
        """A connection is over."""
        self._open.discard(connection)

    def end_all(self) -> None:
        """The node ends: so do its connections, also those whose other end does not read."""
        for connection in list(self._open):
            connection.end()

    async def watch(self) -> None:
        """Until cancelled: end connections that must not go on, and note which devices were here."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look(loop.time())
            except ForgeError:
                self._end_all_devices()  # a registry that cannot be read vouches for nobody

    async def look(self, now: float) -> None:
        """One round of :meth:`watch`, at that time of the event loop. Raises what the registry cannot be read for."""
        for connection in list(self._open):
            if not self._still_knows(connection):
                connection.shut_out()
            elif self._is_over(connection, now):
                connection.end()
        for caller in {name: caller for one in self._open for name, caller in one.callers.items()}.values():
            if self._authenticator.is_worth_noting(caller):
                await run_in_threadpool(self._authenticator.note_seen, caller)

    def _is_over(self, connection: Connection, now: float) -> bool:
        if connection.unread_seconds(now) > self._unread_seconds:
            return True
        return not connection.callers and now - connection.since > STRANGER_SECONDS

    def _still_knows(self, connection: Connection) -> bool:
        return all(self._authenticator.still_knows(caller) for caller in connection.callers.values())

    def _end_all_devices(self) -> None:
        for connection in list(self._open):
            if any(caller.device for caller in connection.callers.values()):
                connection.shut_out()


def _is_loopback(address: str) -> bool:
    literal = read_literal(address)
    return literal is not None and literal.is_loopback
