"""`/api/chat` and `/api/generate`: a chat or a prompt goes in, an answer comes out, as Ollama's clients know it.

Does not know how an answer comes about: it is the same relay. A request without words loads the model, as there, or
puts it to sleep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.model_request import parse_chat, parse_prompt
from forge_ai.api.border.parts import services_of
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.ollama.relay import OllamaRelay, Shorter, moment, no_shorter
from forge_ai.api.ollama.shortening import Shortening
from forge_ai.api.ollama.words import Telling, chat_fields, model_in, prompt_fields, wishes_rest
from forge_ai.api.openai.chat import may_remember, order_chat
from forge_ai.api.orders.answering import Answers
from forge_ai.api.orders.order import Order
from forge_ai.services import Services

router = APIRouter()


@router.post("/api/chat", response_class=Response)
async def chat(request: Request) -> Response:
    """Answer a chat."""
    fields = await read_object(request)
    wanted = chat_fields(fields)
    if not wanted["messages"]:
        return await _load_or_rest(request, fields, Telling("message"))
    return await _answer_chat(request, fields, wanted, Telling("message"))


@router.post("/api/generate", response_class=Response)
async def generate(request: Request) -> Response:
    """Answer a prompt, with the model's chat template around it or raw."""
    fields = await read_object(request)
    wanted = prompt_fields(fields)
    if not fields.get("prompt"):
        return await _load_or_rest(request, fields, Telling("response"))
    if "messages" in wanted:
        return await _answer_chat(request, fields, wanted, Telling("response"))
    services = services_of(request)
    asked = parse_prompt(wanted, "prompt")
    model = (await in_thread(services.offers.choose, asked.model)).model
    order = Order(model, "completions", {**asked.fields, "model": model}, asked.stream)
    return _told(services, order, fields, Telling("response"))


async def _answer_chat(
    request: Request, fields: Mapping[str, Any], wanted: Mapping[str, Any], telling: Telling
) -> Response:
    services = services_of(request)

    async def order(messages: Sequence[Mapping[str, Any]]) -> Order:
        asked = parse_chat({**wanted, "messages": messages})
        return await order_chat(services, asked, remembers=may_remember(request))

    async def shorter() -> Relay | None:
        messages = await in_thread(shortening.shorter)
        return Relay(services, await order(messages)) if messages else None

    asked = await order(wanted["messages"])  # first: from here on the messages are what they should be
    shortening = Shortening(wanted["messages"], fields.get("truncate"))
    return _told(services, asked, fields, telling, shorter)


def _told(
    services: Services, order: Order, fields: Mapping[str, Any], telling: Telling, shorter: Shorter = no_shorter
) -> Response:
    name = fields.get("model") or order.model
    return OllamaRelay(Relay(services, order), telling, name, services.clock, streams=order.stream, shorter=shorter)


async def _load_or_rest(request: Request, fields: Mapping[str, Any], telling: Telling) -> Response:
    services = services_of(request)
    model = (await in_thread(services.offers.choose, model_in(fields))).model
    rests = wishes_rest(fields)
    if rests:
        await in_thread(services.engines.rest, model)
    else:
        answers: Answers = request.app.state.answers
        with services.engines.using(model) as engine:
            await answers.loading.wake(model, engine)
    (said,) = telling.ending(0.0)
    signed = {"model": fields.get("model") or model, "created_at": moment(services.clock)}
    return JSONResponse({**signed, **said, "done_reason": "unload" if rests else "load"})
