"""The way from a client to the engine and back: bytes pass through, and a stream never ends silently.

Does not know what the messages mean. When the client goes away, also while the prompt is still being read, the
engine's connection is closed, and that frees its slot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from forge_ai.api.body import read_engine_object
from forge_ai.api.engine_link import EngineAnswer, LinkBroken, asked
from forge_ai.api.failures import error_event, error_response
from forge_ai.engines.engine import Endpoint, Engine
from forge_ai.engines.event_stream import EventReader
from forge_ai.engines.folding import STREAM_ORDER, Fold
from forge_ai.engines.refusals import refusal, refusal_in_stream
from forge_ai.errors import EngineDied, EngineFault, ForgeError
from forge_ai.limits import ANSWER_BODY_BYTES
from forge_ai.services import Services

EVENT_END: Final = b"\n\n"
EVENT: Final = b"data:"
ENDINGS: Final = (b'"finish_reason":"', b'"finish_reason": "', b'"error":')  # a stream has ended when it said one
DONE: Final = b"[DONE]"
PROGRESS: Final = b'"prompt_progress"'
STILL_READING: Final = b": still reading the prompt"  # a comment, which keeps the connection from looking dead


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of an engine: the model, the path below `/v1`, the JSON, and whether the answer streams.

    ``memories`` names the remembered facts that stand in the prompt.
    """

    model: str
    path: str
    fields: Mapping[str, Any]
    stream: bool
    memories: tuple[str, ...] = ()

    @property
    def folds(self) -> bool:
        """Whether a stream of the engine is to become one whole answer; vectors have no streams."""
        return not self.stream and self.path != "embeddings"


class _Pace:
    """How many events came, and how long it took from the first of them to the last."""

    def __init__(self) -> None:
        self.events = 0
        self._first = self._last = 0.0

    @property
    def seconds(self) -> float:
        return self._last - self._first

    def note(self, events: int, now: float) -> None:
        self._first = self._first or now
        self._last = now
        self.events += events


class Relay(Response):
    """The response to one order. It runs the order itself, so that it sees the client leave at any moment."""

    def __init__(self, services: Services, order: Order) -> None:
        super().__init__()
        self._services = services
        self._order = order

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client leaves first."""
        answering = asyncio.create_task(self._answer(scope, receive, send))
        leaving = asyncio.create_task(_client_leaves(receive))
        try:
            await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                answering.result()
        finally:
            for task in (answering, leaving):
                task.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        vitals = self._services.vitals
        vitals.begin(self._order.model)
        try:
            async with AsyncExitStack() as stack:
                engine = stack.enter_context(self._services.engines.using(self._order.model))
                response = await self._ask(engine, stack)
                await self._pass_on(response, scope, receive, send)
        except ForgeError as error:
            await error_response(error)(scope, receive, send)
        finally:
            vitals.end(self._order.model)

    async def _ask(self, engine: Engine, stack: AsyncExitStack) -> EngineAnswer:
        endpoint = engine.ready()
        if endpoint is None:
            endpoint = await run_in_threadpool(engine.endpoint)
        try:
            return await stack.enter_async_context(asked(endpoint, self._order.path, self._fields(endpoint)))
        except LinkBroken as error:
            raise EngineDied(f"The engine of {self._order.model} ended before it answered.") from error

    def _fields(self, endpoint: Endpoint) -> Mapping[str, Any]:
        """Engines are asked for a stream also when a whole answer is wanted: only a stream shows that they work."""
        fields = dict(self._order.fields)
        if self._order.stream or self._order.folds:
            fields |= endpoint.stream_fields
        if self._order.folds:
            fields |= STREAM_ORDER
        return fields

    async def _pass_on(self, response: EngineAnswer, scope: Scope, receive: Receive, send: Send) -> None:
        if response.status != 200:
            raise refusal(self._order.model, response.status, await _read_all(response))
        if self._order.stream:
            await self._send_stream(response, send)
            return
        answer = JSONResponse(await self._fold(response), headers=self._signed())
        await answer(scope, receive, send)

    async def _fold(self, response: EngineAnswer) -> Mapping[str, Any]:
        """The streamed answer as a whole one."""
        if not self._order.folds:
            return read_engine_object(await _read_all(response))
        reader, fold = EventReader(), Fold()
        async for block in self._blocks(response):
            for event in reader.feed(block):
                if event != DONE:
                    self._add(fold, event)
        if not fold.finished:
            raise EngineDied(f"The engine of {self._order.model} ended in the middle of its answer.")
        return fold.whole()

    def _add(self, fold: Fold, event: bytes) -> None:
        chunk = read_engine_object(event)
        if chunk.get("error"):
            raise refusal_in_stream(self._order.model, chunk["error"])
        fold.add(chunk, len(event))

    async def _send_stream(self, response: EngineAnswer, send: Send) -> None:
        headers = {**self._signed(), "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache"}
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        async for events in self._events(response):
            await send({"type": "http.response.body", "body": events, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _events(self, response: EngineAnswer) -> AsyncIterator[bytes]:
        """The engine's events as they come; if they stop without a reason, one error event after them."""
        finished, pending = False, b""
        try:
            async for block in self._blocks(response):
                ready, mark, pending = (pending + block).rpartition(EVENT_END)
                finished = finished or any(ending in ready for ending in ENDINGS)
                if ready:
                    yield _without_progress(ready + mark)
        except EngineDied as error:
            finished = True
            yield error_event(error)
        if not finished:
            yield error_event(EngineDied(f"The engine of {self._order.model} ended in the middle of its answer."))

    async def _blocks(self, response: EngineAnswer) -> AsyncIterator[bytes]:
        """The engine's bytes as they come. Raises :class:`EngineDied` when they stall or the connection breaks."""
        stall = self._services.settings.stall_seconds
        loop = asyncio.get_running_loop()
        pace = _Pace()
        try:
            async with asyncio.timeout(stall) as patience:
                async for block in response.blocks():
                    patience.reschedule(loop.time() + stall)
                    if PROGRESS not in block:
                        self._services.vitals.token(self._order.model)
                        pace.note(block.count(EVENT), loop.time())
                    yield block
        except TimeoutError as error:
            raise EngineDied(f"The engine of {self._order.model} has been silent for {stall:g} s.") from error
        except LinkBroken as error:
            raise EngineDied(f"The engine of {self._order.model} ended in the middle of its answer.") from error
        finally:
            self._services.vitals.wrote(self._order.model, pace.events, pace.seconds)

    def _signed(self) -> dict[str, str]:
        signed = {"X-ForgeAI-Node": self._services.name, "X-ForgeAI-Model": self._order.model}
        return signed | ({"X-ForgeAI-Memories": " ".join(self._order.memories)} if self._order.memories else {})


async def _client_leaves(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return


def _without_progress(events: bytes) -> bytes:
    """The same events with comments in the place of those that only say how far the prompt is read."""
    if PROGRESS not in events:
        return events
    return EVENT_END.join(STILL_READING if PROGRESS in event else event for event in events.split(EVENT_END))


async def _read_all(response: EngineAnswer) -> bytes:
    body = bytearray()
    try:
        async for block in response.blocks():
            body += block
            if len(body) > ANSWER_BODY_BYTES:
                raise EngineFault("The engine's answer is too large.", hint="Ask for fewer tokens.")
    except LinkBroken as error:
        raise EngineDied("The engine ended in the middle of its answer.") from error
    return bytes(body)
