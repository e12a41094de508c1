"""When an engine that sends nothing is given up: when it has been silent to every order of its model for too long.

One order's silence is not enough: a slow device reads prompts one after the other, and reports meanwhile to one client
only. But an order whose answer had begun and that gets nothing while others do has lost its connection. Vectors come
all at once, after any time; there the engine is asked whether it lives, and the system whether it computes. Does not
know what is sent, nor to whom.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from weakref import WeakValueDictionary

from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.engines.engine import Engine
from forge_ai.engines.process.process_work import LEAST_IDLE_SECONDS
from forge_ai.errors import EngineDied

_NEVER: Final = float("-inf")
_LOOKS: Final = 4  # in the time of the longest silence, while there is one
_LEAST_SHARE: Final = 0.01  # of the time: saying that one lives is work too
_BEGUN: Final = 2  # events: some servers send an empty one at once, and then let the order wait


@dataclass(eq=False)
class Signs:
    """When one model's engine last sent anything, to any order, and when it last sent a part of an answer."""

    heard: float = _NEVER
    wrote: float = _NEVER


class Silences:
    """The signs of every model's engine, each kept as long as an order of that model runs. For the event loop alone."""

    def __init__(self, most_seconds: float, threads: ThreadLimit) -> None:
        self._most_seconds = most_seconds
        self._threads = threads
        self._signs: WeakValueDictionary[str, Signs] = WeakValueDictionary()

    def __len__(self) -> int:
        """How many models have an order that runs."""
        return len(self._signs)

    def of(self, model: str, engine: Engine) -> Silence:
        """The watch for one more order of that model."""
        signs = self._signs.setdefault(model, Signs())
        return Silence(signs, self._most_seconds, self._threads, model, engine)


class Silence:
    """The watch over the engine of one order. An engine that is given up is ended; the next order starts another.

    All times are those of the event loop.
    """

    def __init__(self, signs: Signs, most_seconds: float, threads: ThreadLimit, model: str, engine: Engine) -> None:
        self._signs = signs
        self._most_seconds = most_seconds
        self._threads = threads
        self._model = model
        self._engine = engine
        self._since = _NEVER  # this order has waited for the engine
        self._events = 0
        self._rests = False

    def end(self, now: float, events: int) -> None:
        """The engine sent something, with so many events of the answer. The watch rests until :meth:`begin`."""
        self._signs.heard = now
        self._events += events
        if events:
            self._signs.wrote = now
        self._rests = True

    def begin(self, now: float) -> None:
        """The order waits for more from now on."""
        self._since, self._rests = now, False

    @asynccontextmanager
    async def bounded(self) -> AsyncGenerator[None]:
        """Raises :class:`EngineDied` inside the block when :meth:`is_too_long`, and gives the engine up."""
        loop, most = asyncio.get_running_loop(), self._most_seconds
        endpoint = self._engine.ready()
        looking: asyncio.TimerHandle

        def look() -> None:
            nonlocal looking
            if self.is_too_long(now := loop.time()):
                patience.reschedule(now)
            else:
                looking = loop.call_at(max(self._since + most, now + most / _LOOKS), look)

        self.begin(loop.time())
        looking = loop.call_at(self._since + most, look)
        try:
            async with asyncio.timeout(None) as patience:
                yield
        except TimeoutError as error:
            if self._is_alone():
                raise EngineDied(f"{self._said()}, and wrote on to others.", hint="Ask again.") from error
            if endpoint:
                self._engine.give_up(endpoint)
            raise EngineDied(f"{self._said()}.") from error
        finally:
            looking.cancel()

    def is_too_long(self, now: float) -> bool:
        """Whether the engine was silent for too long: to every order, or to this one while it wrote to others."""
        heard = max(self._since, self._signs.heard)
        return not self._rests and (self._is_alone() or heard + self._most_seconds <= now)

    def _is_alone(self) -> bool:
        """Whether the engine has written for too long to everybody but this order, to which it had begun to write."""
        return self._events >= _BEGUN and self._since + self._most_seconds <= self._signs.wrote

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
            raise EngineDied(f"{self._said()}.") from error

    async def _ask(self, patience: asyncio.Timeout) -> None:
        done, idle = self._engine.work(), 0.0
        while not patience.expired():
            await asyncio.sleep(self._most_seconds)
            endpoint, before = self._engine.ready(), done
            done = self._engine.work()
            idle = idle + self._most_seconds if self._is_idle(before, done) else 0.0
            hangs = idle >= max(2 * self._most_seconds, LEAST_IDLE_SECONDS)
            if endpoint and (hangs or not await self._threads.run(self._engine.lives)):
                self._engine.give_up(endpoint)
                patience.reschedule(asyncio.get_running_loop().time())

    def _is_idle(self, before: float | None, done: float | None) -> bool:
        """Whether the engine worked for next to nothing meanwhile; unknown counts as work, as does another child's."""
        if before is None or done is None:
            return False
        return 0 <= done - before < _LEAST_SHARE * self._most_seconds

    def _said(self) -> str:
        return f"The engine of {self._model} has been silent for {self._most_seconds:g} s"
