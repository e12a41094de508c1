"""A thread that carries out one order after the other, in its own time.

Does not know what the orders are.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from forge_ai.errors import ForgeError, VoiceFailed


class Worker:
    """A thread that carries out orders, one after the other. ``complain`` is called with what an order raises."""

    def __init__(self, name: str, complain: Callable[[ForgeError], None]) -> None:
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._complain = complain
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def order(self, act: Callable[[], None]) -> None:
        """Have this done after all that was ordered before; returns at once."""
        self._orders.put(act)

    def end(self) -> None:
        """Wait until everything that was ordered is done, and end the thread."""
        self._orders.put(None)
        self._thread.join()

    def _work(self) -> None:
        while act := self._orders.get():
            try:
                act()
            except Exception as error:  # noqa: BLE001 - the supervisor of this thread
                self._complain(as_ours(error))


def as_ours(error: Exception) -> ForgeError:
    """The error itself when it is one of ours, else one of ours that names it, so that a voice can say it."""
    return error if isinstance(error, ForgeError) else VoiceFailed(f"Something unforeseen happened: {error!r}.")
