"""Waiting for packets on several sockets at once, with a bell that ends the waiting from another thread.

Does not know what the packets mean. The sockets stay their owners' to close.
"""

from __future__ import annotations

import selectors
import socket
from collections.abc import Iterable, Iterator

from forge_ai.comms.lan.datagrams import Endpoint, receive
from forge_ai.limits import PACKETS_PER_TURN


class Inbox:
    """The packets that arrive on the watched sockets."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._rope.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ, None)

    def watch(self, sockets: Iterable[socket.socket]) -> None:
        """Wait for packets on these too."""
        for one in sockets:
            self._selector.register(one, selectors.EVENT_READ, one)

    def forget(self, sockets: Iterable[socket.socket]) -> None:
        """Wait no longer on these."""
        for one in sockets:
            self._selector.unregister(one)

    def ring(self) -> None:
        """End the waiting. May be called from any thread, also after :meth:`close`."""
        try:
            self._rope.send(b"!")
        except OSError:
            return  # it has rung often enough already, or nobody waits any more

    def packets(self, seconds: float) -> Iterator[tuple[bytes, Endpoint]]:
        """Wait for packets, a ring or so many seconds; yield what has come, a bounded number from each socket."""
        for key, _ in self._selector.select(max(0.0, seconds)):
            if key.data is None:
                self._bell.recv(4096)
            else:
                yield from receive(key.data, PACKETS_PER_TURN)

    def close(self) -> None:
        """Give the bell back."""
        self._selector.close()
        self._bell.close()
        self._rope.close()
