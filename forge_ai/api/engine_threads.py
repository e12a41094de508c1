"""Threads in which engines are waited for: a few of those that all requests share, so that the others are left to work.

Does not know what is waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from forge_ai.limits import ENGINE_THREADS

Found = TypeVar("Found")


class EngineThreads:
    """At most so many at a time; who comes then waits in the event loop."""

    def __init__(self, most: int = ENGINE_THREADS) -> None:
        self._free = asyncio.Semaphore(most)

    async def run(self, work: Callable[[], Found]) -> Found:
        """What ``work`` gives, done in a thread."""
        async with self._free:
            return await run_in_threadpool(work)
