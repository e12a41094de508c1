"""`/v1/chat/completions`: a chat goes in, an answer comes out, whole or as a stream.

Does not know how the engine makes tokens. Tools, `response_format` and whatever else the engine understands pass
through untouched.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from forge_ai.api.body import ModelRequest, parse_chat, read_object
from forge_ai.api.relay import Order, Relay
from forge_ai.assistant.messages import prepare
from forge_ai.services import Services

router = APIRouter()


@router.post("/v1/chat/completions")
async def complete_chat(request: Request) -> Relay:
    """Answer a chat in the shape of OpenAI's API."""
    services: Services = request.app.state.services
    asked = parse_chat(await read_object(request))
    order = await run_in_threadpool(_order, services, asked)
    return Relay(services, request.app.state.client, order)


def _order(services: Services, asked: ModelRequest) -> Order:
    model = services.resolve(asked.model)
    messages = prepare(asked.fields["messages"], services.system_prompt(model))
    fields: dict[str, Any] = {**asked.fields, "model": model, "messages": messages}
    return Order(model, "chat/completions", fields, asked.stream)
