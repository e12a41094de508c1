"""A limit on how many of the shared threads do long or memory-hungry work at the same time.

Such work is waiting for engines and packing memories. Does not know what is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from forge_ai.api.border.in_thread import in_thread
from forge_ai.limits import ENGINE_THREADS

Found = TypeVar("Found")


class EngineThreads:
    """Runs at most ``most`` at a time; the others wait in the event loop."""

    def __init__(self, most: int = ENGINE_THREADS) -> None:
        self._free = asyncio.Semaphore(most)

    async def run(self, work: Callable[[], Found]) -> Found:
        """Call ``work`` in a thread and return what it returns."""
        async with self._free:
            return await in_thread(work)
