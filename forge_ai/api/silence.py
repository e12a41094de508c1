"""How long an engine may say nothing: to anybody, for one that reads another's prompt keeps the others waiting.

A slow device reads prompts one after the other, and says meanwhile only to one client that it reads. Vectors come all
at once, after any time, so who makes them is asked whether it lives. Does not know what is said, nor to whom.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from starlette.concurrency import run_in_threadpool

from forge_ai.engines.engine import Engine
from forge_ai.errors import EngineDied

_NEVER: Final = float("-inf")


class Silences:
    """When each model's engine was heard last. Belongs to the event loop."""

    def __init__(self, most_seconds: float) -> None:
        self.most_seconds = most_seconds
        self.heard: dict[str, float] = {}

    def of(self, model: str, engine: Engine) -> Silence:
        """The silence that one order of that model hears."""
        return Silence(self, model, engine)


class Silence:
    """How one order waits for its engine. One that is silent for too long is given up: the next order finds another."""

    def __init__(self, all_orders: Silences, model: str, engine: Engine) -> None:
        self._all = all_orders
        self._model = model
        self._engine = engine

    def end(self, now: float) -> None:
        """The engine said something, at this time of the event loop."""
        self._all.heard[self._model] = now

    @asynccontextmanager
    async def bounded(self) -> AsyncGenerator[None]:
        """Raises :class:`EngineDied` in the middle of the block when the engine says nothing for too long."""
        loop, most = asyncio.get_running_loop(), self._all.most_seconds
        endpoint, begun = self._engine.ready(), loop.time()
        looking: asyncio.TimerHandle

        def look() -> None:
            nonlocal looking
            ends = max(begun, self._all.heard.get(self._model, _NEVER)) + most
            if ends <= loop.time():
                patience.reschedule(loop.time())
            else:
                looking = loop.call_at(ends, look)

        looking = loop.call_at(begun + most, look)
        try:
            async with asyncio.timeout(None) as patience:
                yield
        except TimeoutError as error:
            if endpoint:
                self._engine.give_up(endpoint)
            raise self._died() from error
        finally:
            looking.cancel()

    @asynccontextmanager
    async def asked(self) -> AsyncGenerator[None]:
        """The same for an engine that says nothing before its whole answer: it is asked whether it lives."""
        try:
            async with asyncio.timeout(None) as patience:
                asking = asyncio.create_task(self._ask(patience))
                try:
                    yield
                finally:
                    asking.cancel()
        except TimeoutError as error:
            raise self._died() from error

    async def _ask(self, patience: asyncio.Timeout) -> None:
        while not patience.expired():
            await asyncio.sleep(self._all.most_seconds)
            endpoint = self._engine.ready()
            if endpoint and not await run_in_threadpool(self._engine.lives):
                self._engine.give_up(endpoint)
                patience.reschedule(asyncio.get_running_loop().time())

    def _died(self) -> EngineDied:
        return EngineDied(f"The engine of {self._model} has been silent for {self._all.most_seconds:g} s.")
