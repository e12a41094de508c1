"""Waiting for a slot of an engine: the fair queue of each model, for asyncio tasks.

Does not know the rules (:mod:`forge_ai.protocol.answers.fair_queue`), nor what is done with a slot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from forge_ai.assistant.vitals import Vitals
from forge_ai.errors import EngineBusy
from forge_ai.limits import WAITING_ANSWERS, WAITING_ANSWERS_OF_ONE
from forge_ai.protocol.answers.fair_queue import FairQueue


class EngineSlots:
    """The queues of one node's models."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self._queues: dict[str, FairQueue] = {}
        self._calls: dict[tuple[str, int], asyncio.Future[None]] = {}

    def __len__(self) -> int:
        """How many models are asked, or waited for, now."""
        return len(self._queues)

    @asynccontextmanager
    async def hold(self, model: str, slots: int, caller: str) -> AsyncIterator[None]:
        """Hold a slot of that model. Raises :class:`EngineBusy` when too many wait already."""
        queue = self._queue(model, slots)
        try:
            ticket, begins = queue.arrive(caller)
        except EngineBusy as busy:
            raise EngineBusy(f"{model} is busy: {busy.message}", retry_after=busy.retry_after) from busy
        try:
            if not begins:
                await self._wait(model, ticket)
            yield
        finally:
            for called in queue.leave(ticket):
                call = self._calls[model, called]
                if not call.done():  # whoever left in this very moment gives the slot back itself
                    call.set_result(None)
            if self._queues.get(model) is queue and not (queue.running or queue.waiting):
                del self._queues[model]  # an empty queue knows nothing that a new one does not

    def _queue(self, model: str, slots: int) -> FairQueue:
        queue = self._queues.get(model)
        if queue is None or (queue.slots != slots and not queue.running):
            queue = self._queues[model] = FairQueue(slots, WAITING_ANSWERS, WAITING_ANSWERS_OF_ONE)
        return queue

    async def _wait(self, model: str, ticket: int) -> None:
        call = self._calls[model, ticket] = asyncio.get_running_loop().create_future()
        self._vitals.wait(model, 1)
        try:
            await call
        finally:
            self._vitals.wait(model, -1)
            del self._calls[model, ticket]
