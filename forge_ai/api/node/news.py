"""Long polling for new memories: a request waits until there are some, its time is over, or its client or node ends.

Does not know who may wait (:mod:`forge_ai.protocol.memory.subscribers`). No thread is held meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from fastapi import Request

from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import services_of
from forge_ai.memory.replica import Replica
from forge_ai.protocol.memory.subscribers import Subscriber
from forge_ai.protocol.memory.version_vector import Entry

BREATH_SECONDS: Final = 0.05  # between two looks, while somebody writes again and again


async def wait_for_news(request: Request, subscriber: Subscriber, seconds: float) -> dict[bytes, Entry]:
    """Wait for news, for ``seconds`` at most, and return what the subscriber's device has now.

    Raises :class:`EngineBusy` when too many wait.
    """
    services = services_of(request)
    memory, bell = services.memory, _Bell()
    said = await in_thread(_Said, memory.replica, subscriber.device)
    subscriber.ring = bell.ring
    with services.subscribers.place(subscriber), memory.database.changes.heard_by(bell.ring), suppress(TimeoutError):
        async with asyncio.timeout(seconds), _watched(request, subscriber):
            while await _has_no_reason_to_answer(subscriber, said):
                await asyncio.sleep(BREATH_SECONDS)
                await bell.rung()
    return subscriber.has(await in_thread(said.since))


class _Bell:
    """Rung by any thread, heard by one task."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def ring(self) -> None:
        with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            self._loop.call_soon_threadsafe(self._event.set)

    async def rung(self) -> None:
        await self._event.wait()
        self._event.clear()


class _Said:
    """What a device says of itself while it waits. What was known before does not count: it may have lost that."""

    def __init__(self, replica: Replica, device: str) -> None:
        self.replica = replica
        self._device = device
        self._before = replica.known(device)

    def since(self) -> dict[bytes, Entry]:
        now = self.replica.known(self._device)
        return {} if now == self._before else now


async def _has_no_reason_to_answer(subscriber: Subscriber, said: _Said) -> bool:
    def lacks() -> bool:
        return subscriber.lacks(said.since(), said.replica.vector())

    return not subscriber.is_sent_home and not await in_thread(lacks)


@asynccontextmanager
async def _watched(request: Request, subscriber: Subscriber) -> AsyncIterator[None]:
    """While the block lasts, whoever hangs up is sent home."""

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        subscriber.send_home()

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
