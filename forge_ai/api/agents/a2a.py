"""`/a2a/v1` and `/.well-known/agent-card.json`: the node as an agent among agents of other makers (A2A 1.0 and 0.3).

A bridge: a message becomes a chat like any other, answered by the same relay, and the answer is put into A2A's words.
Foreign agents neither read nor tell memories. Does not know how an answer comes about.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message as Event
from starlette.types import Receive, Scope, Send

import forge_ai
from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import caller_of, services_of
from forge_ai.api.delivery.chunks import Chunk, ChunkReader
from forge_ai.api.delivery.event_response import event_head
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.orders.order import Order
from forge_ai.assistant.contexts import Contexts, Visit
from forge_ai.assistant.messages import prepare
from forge_ai.engines.answers.json_answers import read_engine_object
from forge_ai.errors import BadInput, NotFound, PromptTooLong
from forge_ai.protocol.agents import a2a, a2a_answers
from forge_ai.protocol.agents.a2a import MessageCall
from forge_ai.protocol.agents.a2a_answers import Thread
from forge_ai.protocol.agents.a2a_card import CARD_PATH, card
from forge_ai.protocol.agents.json_rpc import INTERNAL_ERROR, INVALID_PARAMS, PARSE_ERROR, RpcError, failure
from forge_ai.protocol.answers.stream import BEAT, written
from forge_ai.services import Services

router = APIRouter()


@router.get(CARD_PATH)
def show_card(request: Request) -> dict[str, Any]:
    """What any agent may know of this node."""
    return card(services_of(request).name, forge_ai.__version__, str(request.base_url).rstrip("/"))


@router.post(a2a.PATH)
@router.post(a2a.PATH + "/{who}")
async def take_call(request: Request, who: str = "") -> Response:
    """Answer a message; `who` is the personality or model that is meant."""
    services = services_of(request)
    contexts: Contexts = request.app.state.a2a_contexts
    caller = caller_of(request.scope)
    try:
        call = a2a.read_call(await read_object(request), request.headers.get(a2a.VERSION_HEADER, ""))
        thread = Thread(call.context or secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(16))
        exchange = _Exchange(Visit(contexts, caller.owner, thread.context, call.text), call, thread)
        ask = partial(_order, services, exchange, call.who or who)
        order = await in_thread(ask)
    except RpcError as refused:
        return JSONResponse(failure(refused.identity, refused))
    except BadInput as error:
        return JSONResponse(failure(None, RpcError(PARSE_ERROR, error.message)))
    except NotFound as error:
        return JSONResponse(failure(call.identity, RpcError(INVALID_PARAMS, error.message)))
    return _Answer(Relay(services, order), exchange, services, ask)


def _order(services: Services, exchange: _Exchange, who: str) -> Order:
    chosen, call = services.offers.choose(who), exchange.call
    introduced = services.introduction(chosen).without_memory()
    engine = services.engines.awake().get(chosen.model)
    ready = prepare(
        exchange.visit.messages(engine.describe().context_length if engine else 0), introduced.system_prompt
    )
    fields = chosen.fields({"messages": ready, "stream": call.streams})
    return Order(chosen.model, "chat/completions", {**fields, "model": chosen.model}, call.streams)


@dataclass(slots=True)
class _Exchange:
    """One call of one caller: what came before it in its context, and what is being said."""

    visit: Visit
    call: MessageCall
    thread: Thread
    said: list[str] = field(default_factory=list)


class _Answer(Response):
    """The relay's response in A2A's words, event by event. ``ask`` makes the order anew when it was too long."""

    def __init__(self, relay: Relay, exchange: _Exchange, services: Services, ask: Callable[[], Order]) -> None:
        super().__init__()
        self._relay = relay
        self._ask = ask
        self._again = False
        self._exchange = exchange
        self._services = services
        self._reader = ChunkReader()
        self._body = b""
        self._status = 0
        self._trouble = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the relay answer, and translate what it sends."""

        async def translate(event: Event) -> None:
            if event["type"] == "http.response.start":
                self._status = event["status"]
                await self._begin(send)
            elif self._streams:
                await self._pass_on(event.get("body", b""), send, more=event.get("more_body", False))
            else:
                await self._collect(event, scope, receive, send)

        await self._relay(scope, receive, translate)
        while self._again:
            self._again, self._body = False, b""
            await Relay(self._services, await in_thread(self._ask))(scope, receive, translate)

    @property
    def _streams(self) -> bool:
        return self._exchange.call.streams and self._status == 200

    async def _begin(self, send: Send) -> None:
        if not self._streams:
            return
        await send(event_head())
        begun = written(a2a_answers.task_begins(self._exchange.call, self._exchange.thread, self._now()))
        await send({"type": "http.response.body", "body": begun, "more_body": True})

    async def _pass_on(self, block: bytes, send: Send, *, more: bool) -> None:
        """What a block of the answer means, in one piece: a client that has left is not written to once a word."""
        texts = [self._text(chunk) for chunk in self._reader.feed(block)]
        told = b"".join(self._says(text) for text in texts if text)
        if more:
            told = told or BEAT  # it was heard that the brain works: that is passed on, and nothing in its place
        else:
            told += self._ends()
        await send({"type": "http.response.body", "body": told, "more_body": more})

    def _says(self, text: str) -> bytes:
        first = not self._exchange.said
        self._exchange.said.append(text)
        return written(a2a_answers.task_says(self._exchange.call, self._exchange.thread, text, first=first))

    def _ends(self) -> bytes:
        if not self._trouble:
            self._keep()
        return written(a2a_answers.task_ends(self._exchange.call, self._exchange.thread, self._now(), self._trouble))

    async def _collect(self, event: Event, scope: Scope, receive: Receive, send: Send) -> None:
        self._body += event.get("body", b"")
        if event.get("more_body", False):
            return
        self._again = self._status != 200 and _is_too_long(self._body) and self._exchange.visit.narrow()
        if not self._again:
            await JSONResponse(self._whole())(scope, receive, send)

    def _whole(self) -> dict[str, Any]:
        """The relay's whole answer, or why there is none."""
        found = read_engine_object(self._body)
        if found.get("error"):
            return failure(self._exchange.call.identity, RpcError(INTERNAL_ERROR, _reason(found)))
        text = _said(found, "message")
        self._exchange.said.append(text)
        self._keep()
        return a2a_answers.answer_whole(self._exchange.call, self._exchange.thread, text)

    def _keep(self) -> None:
        self._exchange.visit.keep("".join(self._exchange.said))

    def _text(self, chunk: Chunk) -> str:
        if chunk.get("error"):
            self._trouble = _reason(chunk)
            return ""
        return _said(chunk, "delta")

    def _now(self) -> str:
        return self._services.clock.now().astimezone(UTC).isoformat().replace("+00:00", "Z")


def _said(fields: Chunk, key: str) -> str:
    choices = fields.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    part = choice.get(key)
    content = part.get("content") if isinstance(part, dict) else None
    return content if isinstance(content, str) else ""


def _is_too_long(body: bytes) -> bool:
    error = read_engine_object(body).get("error")
    return isinstance(error, dict) and error.get("code") == PromptTooLong.code


def _reason(fields: Chunk) -> str:
    return str(fields["error"]["message"])
