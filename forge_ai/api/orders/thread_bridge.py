"""Orders from the other threads of this program, answered like those that come over HTTP, in the same queue as theirs.

Does not know what is ordered, nor who asks: a thread hands in an order and a caller, and gets events.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import aclosing, suppress
from typing import Any, Final

from forge_ai.api.orders.answering import Answers
from forge_ai.api.orders.order import Order
from forge_ai.errors import Stopped

EVENTS_AHEAD: Final = 64  # of whoever reads; an engine is not kept waiting, and nobody's memory is filled


class ThreadBridge:
    """The way from threads into the event loop that is running now."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._running: set[Future[None]] = set()
        self._closed = False

    def events(self, order: Order, caller: str) -> Iterator[bytes]:
        """The answer as whole events. Closing the iterator ends the compute.

        Raises what the order is refused with, and :class:`Stopped` when the node ends.
        """
        ready: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        room = asyncio.Semaphore(EVENTS_AHEAD)

        async def write() -> None:
            async with aclosing(self._answers.prepare(order, caller).events()) as events:
                async for event in events:
                    await room.acquire()
                    ready.put(event)

        writing = self._begin(write())
        writing.add_done_callback(lambda _: ready.put(None))
        try:
            while (event := ready.get()) is not None:
                yield event
                with suppress(RuntimeError):  # the loop has ended, and so will the events
                    self._loop.call_soon_threadsafe(room.release)
            writing.result()
        except CancelledError as error:
            raise Stopped("The node ends.") from error
        finally:
            writing.cancel()

    async def close(self) -> None:
        """End what is running, and take nothing more."""
        with self._lock:
            self._closed = True
        await asyncio.sleep(0)  # what was handed in a moment ago has begun then, and can be ended
        self.end_all()

    def end_all(self) -> None:
        """End what is running, also what still waits for its turn. Safe to use from any thread."""
        with self._lock:
            running = list(self._running)
        for writing in running:
            writing.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        with self._lock:
            if self._closed:
                work.close()
                raise Stopped("The node ends.")
            writing = asyncio.run_coroutine_threadsafe(work, self._loop)
            self._running.add(writing)
        writing.add_done_callback(self._running.discard)
        return writing
