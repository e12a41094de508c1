"""A few of the threads that all requests share, for what holds them long or takes much memory.

Engines that are waited for, packed memories. Does not know what is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from forge_ai.api.border.in_thread import in_thread
from forge_ai.limits import ENGINE_THREADS

Found = TypeVar("Found")


class EngineThreads:
    """At most so many at a time; who comes then waits in the event loop."""

    def __init__(self, most: int = ENGINE_THREADS) -> None:
        self._free = asyncio.Semaphore(most)

    async def run(self, work: Callable[[], Found]) -> Found:
        """What ``work`` gives, done in a thread."""
        async with self._free:
            return await in_thread(work)
