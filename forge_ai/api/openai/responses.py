"""`/v1/responses`: OpenAI's Responses API, as far as it needs nothing that a server keeps. A bridge to the one relay.

Does not know how an answer comes about, nor which words stand for which (:mod:`forge_ai.api.openai.responses_words`).
"""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from forge_ai.api.border.body import read_object
from forge_ai.api.border.model_request import parse_chat
from forge_ai.api.border.parts import services_of
from forge_ai.api.delivery.captured import captured
from forge_ai.api.delivery.chunks import Chunk, ChunkReader
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.openai.chat import may_remember, order_chat
from forge_ai.api.openai.responses_events import Telling
from forge_ai.api.openai.responses_words import Said, chat_fields
from forge_ai.protocol.answers.stream import BEAT

router = APIRouter()


@router.post("/v1/responses", response_class=Response)
async def respond(request: Request) -> Response:
    """Answer whole or as a stream of events."""
    services = services_of(request)
    fields = await read_object(request)
    asked = parse_chat(chat_fields(fields))
    order = await order_chat(services, asked, remembers=may_remember(request))
    said = Said(fields, asked.model or order.model, int(services.clock.now().timestamp()))
    return _Answer(Relay(services, order), said, streams=order.stream)


class _Answer(Response):
    """Runs a relay and tells its answer in other words; what it refuses is told as it is."""

    def __init__(self, relay: Response, said: Said, *, streams: bool) -> None:
        super().__init__()
        self._relay = relay
        self._said = said
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client leaves first."""
        if self._streams:
            await self._relay(scope, receive, _Interpreter(Telling(self._said), send))
            return
        found = await captured(self._relay, scope, receive)
        told = found.answer if found.status != 200 else self._said.whole(found.answer)
        body = json.dumps(told)  # in ASCII: what was asked is told again, perhaps with half a character in it
        await Response(body, found.status, found.headers, "application/json")(scope, receive, send)


class _Interpreter:
    """Takes what the relay sends, and sends the events that it means."""

    def __init__(self, telling: Telling, send: Send) -> None:
        self._telling = telling
        self._send = send
        self._reader = ChunkReader()
        self._refused = False
        self._failed = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._refused = message["status"] != 200
            await self._send(message)
            if not self._refused:
                await self._pass_on(self._telling.beginning(), more=True)
        elif self._refused:
            await self._send(message)
        else:
            await self._tell(message.get("body", b""), more=message.get("more_body", False))

    async def _tell(self, body: bytes, *, more: bool) -> None:
        told = b"".join(self._one(chunk) for chunk in self._reader.feed(body))
        if not more and not self._failed:
            told += self._telling.ending()
        await self._pass_on(told or (BEAT if more else b""), more=more)  # a sign of life stays one

    def _one(self, chunk: Chunk) -> bytes:
        if chunk.get("error"):
            self._failed = True
            return self._telling.failure(chunk["error"])
        return self._telling.piece(chunk)

    async def _pass_on(self, body: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": more})
