"""The response to one order: whole, as a stream, or as a stream that outlives its connection.

Does not know how an answer comes about (:mod:`forge_ai.api.orders.answering`). A stream's head is sent with
its first event, or soon, however long the prompt takes; an order that is refused at once gets the status that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from forge_ai.api.border.failures import error_response
from forge_ai.api.border.parts import caller_of, owner_of
from forge_ai.api.delivery.event_response import send_stream, unless_left
from forge_ai.api.delivery.live_streams import LiveStream, LiveStreams
from forge_ai.api.orders.answering import Answering, Answers
from forge_ai.api.orders.order import VECTORS, Order
from forge_ai.errors import EngineFault, ForgeError
from forge_ai.identity.authentication import Caller
from forge_ai.protocol.answers.stream import (
    HOP_HEADER,
    MEMORY_HEADER,
    STREAM_HEADER,
    UNKEPT_HEADER,
    check_stream_id,
)
from forge_ai.services import Services


class Relay(Response):
    """Answers one order. It runs the order itself, so that it sees the client leave at any moment."""

    def __init__(self, services: Services, order: Order) -> None:
        super().__init__()
        self._services = services
        self._order = order

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client leaves first."""
        await unless_left(self._answer(scope, receive, send), receive)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answers: Answers = scope["app"].state.answers
        caller = caller_of(scope)
        order = replace(self._order, hops=_hops(scope))
        answering = answers.prepare(order, owner_of(scope))
        try:
            if self._order.path == VECTORS:
                vectors = Response(await answering.vectors(), headers=self._signed(), media_type="application/json")
                await vectors(scope, receive, send)
            elif not self._order.stream:
                await self._whole(await answering.whole())(scope, receive, send)
            elif live := _begin(scope, caller, answering):
                await self._follow(live, scope, send)
            else:
                async with aclosing(answering.events()) as events:
                    await send_stream(events, self._signed(), send)
        except ForgeError as error:
            await error_response(error)(scope, receive, send)

    async def _follow(self, live: LiveStream, scope: Scope, send: Send) -> None:
        """A client that leaves now may come back; an order that was refused is over."""
        streams: LiveStreams = scope["app"].state.streams
        try:
            await send_stream(live.follow(0), {**self._signed(), STREAM_HEADER: live.identity}, send)
        except ForgeError:
            await streams.end(live)
            raise

    def _whole(self, answer: Mapping[str, Any]) -> Response:
        try:
            return JSONResponse(answer, headers=self._signed())
        except ValueError as error:
            raise EngineFault("The engine sent a number or a character that JSON has not.") from error

    def _signed(self) -> dict[str, str]:
        signed = {"X-ForgeAI-Node": self._services.name, "X-ForgeAI-Model": self._order.model}
        unkept = self._order.unkept.encode("ascii", "replace").decode()
        more = {"X-ForgeAI-Memories": " ".join(self._order.memories), UNKEPT_HEADER: " ".join(unkept.split())}
        return signed | {name: value for name, value in more.items() if value}


def _begin(scope: Scope, caller: Caller, answering: Answering) -> LiveStream | None:
    """The stream that outlives this connection, if the client wished for one and may have it."""
    streams: LiveStreams = scope["app"].state.streams
    wished, secret = _header(scope, STREAM_HEADER), _header(scope, MEMORY_HEADER) == "off"
    return streams.begin(caller, check_stream_id(wished), answering.events, secret=secret) if wished else None


def _hops(scope: Scope) -> int:
    told = _header(scope, HOP_HEADER)
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0


def _header(scope: Scope, name: str) -> str:
    wanted = name.lower().encode()
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == wanted), "")
