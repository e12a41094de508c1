"""A thread that carries out one order after the other, in its own time.

Does not know what the orders are.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from forge_ai.errors import ForgeError


class Worker:
    """A thread that carries out orders, one after the other. An order that fails with an error of ours is reported."""

    def __init__(self, name: str, complain: Callable[[ForgeError], None]) -> None:
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._complain = complain
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def order(self, act: Callable[[], None]) -> None:
        """Do this next."""
        self._orders.put(act)

    def end(self) -> None:
        """Finish what was ordered, then end."""
        self._orders.put(None)
        self._thread.join()

    def _work(self) -> None:
        while act := self._orders.get():
            try:
                act()
            except ForgeError as error:
                self._complain(error)
