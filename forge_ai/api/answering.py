"""One order and its engine: from the queue to the last event, and a stream never ends silently.

Does not know who reads the answer. Whoever ends the reading, also while the prompt is still being read, closes the
engine's connection, and that frees its slot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import replace
from typing import Any, Final

from forge_ai.api.body import read_engine_object
from forge_ai.api.engine_link import EngineAnswer, LinkBroken, asked
from forge_ai.api.engine_slots import EngineSlots
from forge_ai.api.engine_threads import EngineThreads
from forge_ai.api.failures import error_event
from forge_ai.api.loading import Loading
from forge_ai.api.order import VECTORS, Order
from forge_ai.api.pacing import Pace
from forge_ai.api.silence import Silence, Silences
from forge_ai.engines.engine import Endpoint, Engine
from forge_ai.engines.event_stream import EventReader
from forge_ai.engines.folding import STREAM_ORDER, Fold
from forge_ai.engines.pieces import DONE
from forge_ai.engines.refusals import refusal, refusal_in_stream
from forge_ai.engines.usage_sum import LastUsage, count_of
from forge_ai.errors import EngineDied, EngineFault, RoutedInCircles
from forge_ai.limits import ANSWER_BODY_BYTES, ANSWER_BODY_SECONDS, EVENT_BYTES, HOPS
from forge_ai.protocol.bounded import whole_of
from forge_ai.protocol.stream import EVENT_END, HOP_HEADER
from forge_ai.services import Services

EVENT: Final = b"data:"
ENDINGS: Final = (b'"finish_reason":"', b'"finish_reason": "', b'"error":')  # a stream has ended when it said one
PROGRESS: Final = b'"prompt_progress"'
DYING_SECONDS: Final = 0.3
DYING_LOOKS: Final = 15
STILL_READING: Final = b": still reading the prompt"  # a comment, which keeps the connection from looking dead


class Answers:
    """What all answers of one node share: the queues before the engines, and the jobs that load them.

    ``written`` counts the answers that are being written now.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slots = EngineSlots(services.vitals)
        self.written = 0
        self.threads = EngineThreads()
        self.silences = Silences(services.settings.stall_seconds, self.threads)
        self.loading = Loading(services, self.threads)

    def prepare(self, order: Order, caller: str) -> Answering:
        """An answer to that order. ``caller`` is whose it is, as far as fairness goes."""
        return Answering(self, order, caller)

    async def close(self) -> None:
        """End the jobs."""
        await self.loading.close()


class Answering:
    """An order on its way. Use either :meth:`events` or :meth:`whole`, once."""

    def __init__(self, answers: Answers, order: Order, caller: str) -> None:
        self._answers = answers
        self._services = answers.services
        self._order = order
        self._caller = caller

    async def events(self) -> AsyncGenerator[bytes]:
        """The answer as whole events, as they come; a late failure is the last of them.

        Raises what the order is refused with, before the first event: :class:`EngineBusy`, :class:`ModelLoading`, ...
        """
        async with self._answer() as (answer, silence):
            async for events in self._events(answer, silence):
                yield events

    async def whole(self) -> Mapping[str, Any]:
        """The answer as one object. Raises what goes wrong."""
        async with self._answer() as (answer, silence):
            if self._order.folds:
                return await self._fold(answer, silence)
            return read_engine_object(await _read_all(answer))

    async def vectors(self) -> bytes:
        """The answer as it came: megabytes of numbers, which would keep everybody waiting while they are read."""
        async with self._answer() as (answer, _):
            body = await _read_all(answer)
        if not body.lstrip().startswith(b"{"):
            raise EngineFault("The engine sent JSON of another shape.")
        return body

    @asynccontextmanager
    async def _answer(self) -> AsyncIterator[tuple[EngineAnswer, Silence]]:
        """The engine's answer, once it has accepted the order, and how its silence is taken."""
        model, vitals = self._order.model, self._services.vitals
        async with AsyncExitStack() as stack:
            engine = stack.enter_context(self._services.engines.using(model))
            engine = engine.for_vectors() if self._order.path == VECTORS else engine
            endpoint = await self._endpoint(engine)
            vitals.begin(model)  # not before: anybody can ask for a model that there is not, and it would be remembered
            stack.callback(vitals.end, model)
            slot = self._answers.slots.hold(model, engine.describe().slots, self._caller)
            await stack.enter_async_context(slot)
            silence = self._answers.silences.of(model, engine)
            if not self._streams:
                await stack.enter_async_context(silence.asked())
            answer = await self._ask(engine, endpoint, silence, stack)
            if answer.status != 200:
                raise refusal(model, answer.status, await _read_all(answer))
            yield answer, silence

    async def _ask(self, engine: Engine, endpoint: Endpoint, silence: Silence, stack: AsyncExitStack) -> EngineAnswer:
        """The head of the engine's answer. An engine that has just died is asked once it runs again."""
        try:
            return await self._put(endpoint, silence, stack)
        except LinkBroken as error:
            broken = EngineDied(f"The engine of {self._order.model} ended before it answered.")
            if not await _has_ended(engine, endpoint):
                raise broken from error
        endpoint = await self._endpoint(engine)
        try:
            return await self._put(endpoint, silence, stack)
        except LinkBroken as error:
            raise broken from error

    async def _put(self, endpoint: Endpoint, silence: Silence, stack: AsyncExitStack) -> EngineAnswer:
        """The order put to the engine. One that takes it and is frozen must not pass for one that reads the prompt."""
        async with silence.bounded() if self._streams else nullcontext():
            stall = self._services.settings.stall_seconds
            link = asked(endpoint, self._order.path, self._fields(endpoint), stall)
            return await stack.enter_async_context(link)

    @property
    def _streams(self) -> bool:
        return self._order.stream or self._order.folds

    async def _endpoint(self, engine: Engine) -> Endpoint:
        """Where the engine answers; another server, which may be a node, is told how often the order was handed on."""
        endpoint = await self._answers.loading.endpoint(self._order.model, engine)
        hops = self._order.hops
        if not self._services.settings.upstream:
            return endpoint
        if hops >= HOPS:
            raise RoutedInCircles(f"{self._services.name} was handed a question that {hops} nodes handed on.")
        return replace(endpoint, headers={**endpoint.headers, HOP_HEADER: str(hops + 1)})

    def _fields(self, endpoint: Endpoint) -> Mapping[str, Any]:
        """Engines are asked for a stream also when a whole answer is wanted: only a stream shows that they work."""
        fields = dict(self._order.fields)
        if self._streams:
            fields |= endpoint.stream_fields
        if self._order.folds:
            fields |= STREAM_ORDER
        return fields

    async def _fold(self, answer: EngineAnswer, silence: Silence) -> Mapping[str, Any]:
        """The streamed answer as a whole one."""
        reader, fold = EventReader(), Fold(count_of(self._order.fields))
        async for block in self._blocks(answer, silence):
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

    async def _events(self, answer: EngineAnswer, silence: Silence) -> AsyncIterator[bytes]:
        """The engine's events as they come; if they stop without a reason, one error event after them."""
        finished, pending, usage = False, b"", LastUsage(count_of(self._order.fields))
        try:
            async for block in self._blocks(answer, silence):
                ready, mark, pending = self._split(pending + block)
                finished = finished or any(ending in ready for ending in ENDINGS)
                if ready := usage.pass_on(ready if finished else _without_done(ready)):
                    yield _without_progress(ready + mark)
        except EngineDied as error:
            finished = True
            yield error_event(error)
        if not finished:
            yield error_event(EngineDied(f"The engine of {self._order.model} ended in the middle of its answer."))

    def _split(self, text: bytes) -> tuple[bytes, bytes, bytes]:
        """Whole events, the mark at their end, and what has begun. Raises :class:`EngineDied` when that never ends."""
        found = text.rpartition(EVENT_END)
        if len(found[2]) > EVENT_BYTES:
            raise EngineDied(f"The engine of {self._order.model} sent an event without an end.")
        return found

    async def _blocks(self, answer: EngineAnswer, silence: Silence) -> AsyncIterator[bytes]:
        """The engine's bytes as they come. Raises :class:`EngineDied` when they stall or the connection breaks."""
        model = self._order.model
        loop = asyncio.get_running_loop()
        pace = Pace()
        self._answers.written += 1
        try:
            async with silence.bounded():
                async for block in answer.blocks():
                    now = loop.time()
                    events = 0 if PROGRESS in block else block.count(EVENT)
                    silence.end(now, events)
                    if PROGRESS not in block:
                        self._services.vitals.token(model)
                        if rest := pace.note(events, now, self._answers.written):
                            answer.rest(rest)
                    yield block
                    silence.begin(loop.time())
        except LinkBroken as error:
            raise EngineDied(f"The engine of {model} ended in the middle of its answer.") from error
        finally:
            self._answers.written -= 1
            self._services.vitals.wrote(model, pace.events, pace.seconds)


def _without_done(events: bytes) -> bytes:
    """The same events without the one that ends a stream: a client that stops there would miss the error after it."""
    if DONE not in events:
        return events
    return EVENT_END.join(event for event in events.split(EVENT_END) if event.removeprefix(EVENT).strip() != DONE)


def _without_progress(events: bytes) -> bytes:
    """The same events with comments in the place of those that only say how far the prompt is read."""
    if PROGRESS not in events:
        return events
    return EVENT_END.join(STILL_READING if PROGRESS in event else event for event in events.split(EVENT_END))


async def _has_ended(engine: Engine, endpoint: Endpoint) -> bool:
    """Whether what answered at ``endpoint`` is gone: connections break some moments before a process is seen to end."""
    for _ in range(DYING_LOOKS):
        now = engine.ready()
        if now is None or now.base_url != endpoint.base_url:
            return True
        await asyncio.sleep(DYING_SECONDS / DYING_LOOKS)
    return False


async def _read_all(answer: EngineAnswer, seconds: float = ANSWER_BODY_SECONDS) -> bytes:
    endless = EngineFault("The engine's answer is too large.", hint="Ask for fewer tokens.")
    try:
        async with asyncio.timeout(seconds):
            return await whole_of(answer.blocks(), ANSWER_BODY_BYTES, endless)
    except LinkBroken as error:
        raise EngineDied("The engine ended in the middle of its answer.") from error
    except TimeoutError as error:
        raise EngineDied("The engine's answer does not come to an end.") from error
