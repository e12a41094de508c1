"""Sends a stream of events to a client: the head soon, signs of life while there are no events, and an end.

Does not know what the events say.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from types import MappingProxyType
from typing import Any, Final

from starlette.types import Message, Receive, Send

from forge_ai.api.border.failures import error_event
from forge_ai.errors import ForgeError
from forge_ai.protocol.answers.stream import BEAT, BEAT_SECONDS

NO_MORE: Final[Mapping[str, str]] = MappingProxyType({})
ACCEPT_SECONDS: Final = 0.7  # an engine refuses sooner than that; whoever takes longer has accepted


def event_head(headers: Mapping[str, str] = NO_MORE) -> Message:
    """The head of a response that consists of events."""
    named = {**headers, "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache"}
    raw = [(name.lower().encode(), value.encode()) for name, value in named.items()]
    return {"type": "http.response.start", "status": 200, "headers": raw}


async def unless_left(answer: Coroutine[Any, Any, None], receive: Receive) -> None:
    """Run ``answer`` to its end, or cancel it when the client leaves."""
    try:
        async with asyncio.timeout(None) as staying:
            leaving = asyncio.create_task(_client_leaves(receive, staying))
            try:
                await answer
            finally:
                leaving.cancel()
    except TimeoutError:
        if not staying.expired():
            raise


async def _client_leaves(receive: Receive, staying: asyncio.Timeout) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    staying.reschedule(asyncio.get_running_loop().time())


async def send_stream(events: AsyncIterator[bytes], headers: Mapping[str, str], send: Send) -> None:
    """Send the head, at the latest when the order has been accepted, and then all events.

    What is raised before the head has been sent is raised; what is raised later is an event.
    """
    head = _Head(headers, send)
    try:
        first = await anext(events, b"")
    except ForgeError as error:
        await head.rest()
        if not head.sent:
            raise
        first = error_event(error)
    finally:
        await head.rest()
    await head.open()
    await send({"type": "http.response.body", "body": first, "more_body": True})
    async for event in events:
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


class _Head:
    """The head of a stream, sent once, and beats after it until there is something to say."""

    def __init__(self, headers: Mapping[str, str], send: Send) -> None:
        self._head = event_head(headers)
        self._send = send
        self._beating: asyncio.Task[None] | None = None
        self._patience = asyncio.get_running_loop().call_later(ACCEPT_SECONDS, self._begin)  # few need the task
        self.sent = False

    async def open(self) -> None:
        if not self.sent:
            self.sent = True
            await self._send(self._head)

    async def rest(self) -> None:
        """Send no more signs of life."""
        self._patience.cancel()
        if self._beating:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)

    def _begin(self) -> None:
        self._beating = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        await self.open()
        while True:
            await self._send({"type": "http.response.body", "body": BEAT, "more_body": True})
            await asyncio.sleep(BEAT_SECONDS)
