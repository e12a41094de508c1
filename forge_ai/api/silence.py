"""How long an engine may say nothing: to anybody, for one that reads another's prompt keeps the others waiting.

A slow device reads prompts one after the other, and says meanwhile only to one client that it reads. Does not know what
is said, nor to whom.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from forge_ai.errors import EngineDied

_NEVER: Final = float("-inf")


class Silences:
    """When each model's engine was heard last. Belongs to the event loop."""

    def __init__(self, most_seconds: float) -> None:
        self._most = most_seconds
        self._heard: dict[str, float] = {}

    def heard(self, model: str, now: float) -> None:
        """The engine of that model said something, at this time of the event loop."""
        self._heard[model] = now

    @asynccontextmanager
    async def bounded(self, model: str) -> AsyncGenerator[None]:
        """Raises :class:`EngineDied` in the middle of the block when the engine says nothing for too long."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        looking: asyncio.TimerHandle

        def look() -> None:
            nonlocal looking
            ends = max(begun, self._heard.get(model, _NEVER)) + self._most
            if ends <= loop.time():
                patience.reschedule(loop.time())
            else:
                looking = loop.call_at(ends, look)

        looking = loop.call_at(begun + self._most, look)
        try:
            async with asyncio.timeout(None) as patience:
                yield
        except TimeoutError as error:
            raise EngineDied(f"The engine of {model} has been silent for {self._most:g} s.") from error
        finally:
            looking.cancel()
