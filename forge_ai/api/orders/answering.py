"""One order carried out: the queue, the engine, and its events up to the last; a stream never ends silently.

Does not know who reads the answer. When the reader stops, even while the prompt is still being read, the engine's
connection is closed, and that frees its slot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import replace
from typing import Any, Final

from forge_ai.api.border.failures import error_event
from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.api.orders.engine_events import PROGRESS, EngineEvents, count_events, told_pace
from forge_ai.api.orders.engine_link import EngineAnswer, LinkBroken, asked
from forge_ai.api.orders.engine_slots import EngineSlots
from forge_ai.api.orders.loading import Loading
from forge_ai.api.orders.order import VECTORS, Order
from forge_ai.api.orders.pacing import Pace
from forge_ai.api.orders.silence import Silence, Silences
from forge_ai.engines.answers.event_stream import EventReader
from forge_ai.engines.answers.folding import STREAM_ORDER, Fold
from forge_ai.engines.answers.json_answers import read_engine_object
from forge_ai.engines.answers.logprobs import Logprobs
from forge_ai.engines.answers.pieces import DONE
from forge_ai.engines.answers.refusals import refusal, refusal_in_stream, told_on
from forge_ai.engines.answers.usage_sum import count_of
from forge_ai.engines.engine import Endpoint, Engine
from forge_ai.errors import EngineDied, EngineFault, NotTrusted, RoutedInCircles
from forge_ai.limits import ANSWER_BODY_BYTES, ANSWER_BODY_SECONDS, ENGINE_THREADS, HOPS
from forge_ai.protocol.answers.stream import HOP_HEADER
from forge_ai.protocol.values.bounded import whole_of
from forge_ai.services import Services

DYING_SECONDS: Final = 0.3
DYING_LOOKS: Final = 15


class Answers:
    """What all answers of one node share. ``written`` counts the answers that are being written now."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slots = EngineSlots(services.vitals)
        self.written = 0
        self.threads = ThreadLimit(ENGINE_THREADS)
        self.silences = Silences(services.settings.stall_seconds, self.threads)
        self.loading = Loading(services, self.threads)

    def prepare(self, order: Order, caller: str) -> Answering:
        """The answer to that order, not begun yet. ``caller`` is who counts for it in the fair queue."""
        return Answering(self, order, caller)

    async def close(self) -> None:
        """End the jobs."""
        await self.loading.close()


class Answering:
    """One order. Call one of :meth:`events`, :meth:`whole` and :meth:`vectors`, once."""

    def __init__(self, answers: Answers, order: Order, caller: str) -> None:
        self._answers = answers
        self._services = answers.services
        self._order = order
        self._logprobs = Logprobs(order.path, order.fields)
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
        """The answer's bytes, not parsed: parsing megabytes of numbers would hold up the event loop."""
        async with self._answer() as (answer, _):
            body = await _read_all(answer)
        if not body.lstrip().startswith(b"{"):
            raise EngineFault("The engine sent JSON of another shape.")
        return body

    @asynccontextmanager
    async def _answer(self) -> AsyncIterator[tuple[EngineAnswer, Silence]]:
        """The engine's answer, once it has accepted the order, and the watch over its silence."""
        model, vitals = self._order.model, self._services.vitals
        async with AsyncExitStack() as stack:
            engine = stack.enter_context(self._services.engines.using(model))
            engine = engine.for_vectors() if self._order.path == VECTORS else engine
            endpoint = await self._endpoint(engine)
            known = engine.describe()
            if known.context_length:
                self._order.check_length(known.context_length)
            vitals.begin(model)  # not before: anybody can ask for a model that there is not, and it would be remembered
            stack.callback(vitals.end, model)
            slot = self._answers.slots.hold(model, known.slots, self._caller)
            await stack.enter_async_context(slot)
            silence = self._answers.silences.of(model, engine)
            if not self._streams:
                await stack.enter_async_context(silence.asked())
            answer = await self._ask(engine, endpoint, silence, stack)
            if answer.status != 200:
                raise told_on(refusal(model, answer.status, await _read_all(answer)))
            yield answer, silence

    async def _ask(self, engine: Engine, endpoint: Endpoint, silence: Silence, stack: AsyncExitStack) -> EngineAnswer:
        """The engine's answer with its head. If the engine has just died, it is started and asked once more."""
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
        """Send the order. A stream's silence is watched from here on: a frozen engine may still take a connection."""
        async with silence.bounded() if self._streams else nullcontext():
            stall = self._services.settings.stall_seconds
            link = asked(endpoint, self._order.path, self._fields(endpoint), stall)
            return await stack.enter_async_context(link)

    @property
    def _streams(self) -> bool:
        return self._order.stream or self._order.folds

    async def _endpoint(self, engine: Engine) -> Endpoint:
        """Where the engine answers; another server, which may be a node, is told how often the order was handed on."""
        try:
            endpoint = await self._answers.loading.endpoint(self._order.model, engine)
        except NotTrusted as error:
            raise told_on(error) from error
        hops = self._order.hops
        if not self._services.settings.upstream:
            return endpoint
        if hops >= HOPS:
            raise RoutedInCircles(f"{self._services.name} was handed a question that {hops} nodes handed on.")
        return replace(endpoint, headers={**endpoint.headers, HOP_HEADER: str(hops + 1)})

    def _fields(self, endpoint: Endpoint) -> Mapping[str, Any]:
        """Engines are asked for a stream also when a whole answer is wanted: only a stream shows that they work."""
        fields = {**self._order.fields, **self._logprobs.engine_fields}
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
        return self._logprobs.changed(fold.whole())

    def _add(self, fold: Fold, event: bytes) -> None:
        chunk = read_engine_object(event)
        if chunk.get("error"):
            raise refusal_in_stream(self._order.model, chunk["error"])
        fold.add(chunk, len(event))

    async def _events(self, answer: EngineAnswer, silence: Silence) -> AsyncIterator[bytes]:
        """The engine's events as they come; if they stop without a reason, one error event after them."""
        events = EngineEvents(self._order.model, count_of(self._order.fields))
        try:
            async for block in self._blocks(answer, silence):
                if ready := events.feed(block):
                    yield self._logprobs.pass_on(ready)
        except EngineDied as error:
            yield error_event(error)
            return
        if not events.finished:
            yield error_event(EngineDied(f"The engine of {self._order.model} ended in the middle of its answer."))

    async def _blocks(self, answer: EngineAnswer, silence: Silence) -> AsyncIterator[bytes]:
        """The engine's bytes as they come. Raises :class:`EngineDied` when they stall or the connection breaks."""
        model = self._order.model
        loop = asyncio.get_running_loop()
        pace, told = Pace(), 0.0
        self._answers.written += 1
        try:
            async with silence.bounded():
                async for block in answer.blocks():
                    self._hear(block, answer, silence, pace, loop.time())
                    told = told_pace(block) or told
                    yield block
                    silence.begin(loop.time())
        except LinkBroken as error:
            raise EngineDied(f"The engine of {model} ended in the middle of its answer.") from error
        finally:
            self._answers.written -= 1
            self._services.vitals.wrote(model, pace.events, told or pace.per_second)

    def _hear(self, block: bytes, answer: EngineAnswer, silence: Silence, pace: Pace, now: float) -> None:
        """Note that the engine said something, and rest a moment from looking for more where it writes fast."""
        events = count_events(block)
        silence.end(now, events)
        if PROGRESS not in block:
            self._services.vitals.token(self._order.model)
            if rest := pace.note(events, now, self._answers.written):
                answer.rest(rest)


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
