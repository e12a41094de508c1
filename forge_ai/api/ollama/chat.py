"""`/api/chat` and `/api/generate`: a chat or a prompt goes in, an answer comes out, as Ollama's clients know it.

Does not know how an answer comes about: it is the same relay. A request without words loads the model, as there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from forge_ai.api.border.body import parse_chat, parse_prompt, read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.delivery.relay import Order, Relay
from forge_ai.api.ollama.relay import OllamaRelay
from forge_ai.api.ollama.words import Telling, chat_fields, model_in, prompt_fields
from forge_ai.api.openai.chat import may_remember, order_chat
from forge_ai.api.orders.answering import Answers
from forge_ai.services import Services

router = APIRouter()


@router.post("/api/chat", response_class=Response)
async def chat(request: Request) -> Response:
    """Answer a chat."""
    fields = await read_object(request)
    wanted = chat_fields(fields)
    if not wanted["messages"]:
        return await _load(request, fields, Telling("message"))
    return await _answer_chat(request, fields, wanted, Telling("message"))


@router.post("/api/generate", response_class=Response)
async def generate(request: Request) -> Response:
    """Answer a prompt, with the model's chat template around it or raw."""
    fields = await read_object(request)
    wanted = prompt_fields(fields)
    if not fields.get("prompt"):
        return await _load(request, fields, Telling("response"))
    if "messages" in wanted:
        return await _answer_chat(request, fields, wanted, Telling("response"))
    services: Services = request.app.state.services
    asked = parse_prompt(wanted, "prompt")
    model = (await in_thread(services.offers.choose, asked.model)).model
    order = Order(model, "completions", {**asked.fields, "model": model}, asked.stream)
    return _told(services, order, fields, Telling("response"))


async def _answer_chat(
    request: Request, fields: Mapping[str, Any], wanted: Mapping[str, Any], telling: Telling
) -> Response:
    services: Services = request.app.state.services
    order = await order_chat(services, parse_chat(wanted), remembers=may_remember(request))
    return _told(services, order, fields, telling)


def _told(services: Services, order: Order, fields: Mapping[str, Any], telling: Telling) -> Response:
    name = fields.get("model") or order.model
    return OllamaRelay(Relay(services, order), telling, name, services.clock, streams=order.stream)


async def _load(request: Request, fields: Mapping[str, Any], telling: Telling) -> Response:
    services: Services = request.app.state.services
    model = (await in_thread(services.offers.choose, model_in(fields))).model
    answers: Answers = request.app.state.answers
    with services.engines.using(model) as engine:
        await answers.loading.wake(model, engine)
    (said,) = telling.ending(0.0)
    created_at = services.clock.now().isoformat()
    return JSONResponse({"model": fields.get("model"), "created_at": created_at, **said, "done_reason": "load"})
