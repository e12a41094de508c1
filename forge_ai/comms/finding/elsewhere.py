"""Looks for a device that has left its last address: one short search by UDP, made only when it is needed.

Does not know whether what it finds is really that device: whoever connects checks its certificate.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from forge_ai.protocol.finding.address import Address

if TYPE_CHECKING:
    from forge_ai.clock import Clock


SEARCH_SECONDS: Final = 1.0  # in the middle of an answer, for which somebody waits


def whereabouts(device_id: str, interfaces: str, clock: Clock) -> Callable[[], list[Address]]:
    """A function that searches for one device each time it is called."""
    return lambda: Elsewhere(interfaces, clock, SEARCH_SECONDS).addresses(device_id)


class Elsewhere:
    """One search, for any number of devices, on the interfaces of the setting. ``seconds`` of 0 searches nothing."""

    def __init__(self, interfaces: str, clock: Clock, seconds: float) -> None:
        self._interfaces = interfaces
        self._clock = clock
        self._seconds = seconds
        self._found: dict[str, list[Address]] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._over = seconds <= 0

    def begin(self) -> None:
        """Start the search, unless that was done."""
        with self._changed:
            if self._thread is None and not self._over:
                self._thread = threading.Thread(target=self._run, name="elsewhere", daemon=True)
                self._thread.start()

    def addresses(self, device_id: str) -> list[Address]:
        """Where that device answered. Blocks until it has, or the search is over."""
        self.begin()
        with self._changed:
            self._changed.wait_for(lambda: self._over or device_id in self._found)
            return list(self._found.get(device_id, ()))

    def _run(self) -> None:
        try:
            self._search()
        finally:
            with self._changed:
                self._over = True
                self._changed.notify_all()

    def _search(self) -> None:
        from forge_ai.comms.finding.search import Search
        from forge_ai.comms.lan.datagrams import PORTS
        from forge_ai.comms.lan.interfaces import interfaces_named

        with Search(interfaces_named(self._interfaces)(), PORTS, self._clock) as search:
            for node in search.run(self._seconds, until_quiet=False):
                with self._changed:
                    places = [Address(host, node.port) for host in node.addresses]
                    self._found.setdefault(node.device_id, []).extend(places)
                    self._changed.notify_all()
