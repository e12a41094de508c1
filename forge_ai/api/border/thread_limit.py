"""A limit on how many of the shared threads do one kind of long or memory-hungry work at the same time.

Does not know what is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from forge_ai.api.border.in_thread import in_thread

Found = TypeVar("Found")


class ThreadLimit:
    """Runs work in at most ``most`` threads at a time; what is more waits in the event loop, and holds no thread."""

    def __init__(self, most: int) -> None:
        self._free = asyncio.Semaphore(most)

    async def run(self, work: Callable[[], Found]) -> Found:
        """Call ``work`` in a thread and return what it returns."""
        async with self._free:
            return await in_thread(work)
