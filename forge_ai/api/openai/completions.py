"""`/v1/completions`: plain text goes in and is continued.

Does not know of roles: nothing is put before the text. Of a personality only its adapter and its sampling count.
"""

from __future__ import annotations

from fastapi import APIRouter, Request

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.model_request import parse_prompt
from forge_ai.api.border.parts import services_of
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.openai.unoffered import check_completion
from forge_ai.api.orders.order import Order

router = APIRouter()


@router.post("/v1/completions")
async def complete_text(request: Request) -> Relay:
    """Continue a text in the shape of OpenAI's API."""
    services = services_of(request)
    asked = parse_prompt(await read_object(request), "prompt")
    check_completion(services, asked.fields)
    chosen = await in_thread(services.offers.choose, asked.model)
    order = Order(chosen.model, "completions", {**chosen.fields(asked.fields), "model": chosen.model}, asked.stream)
    return Relay(services, order)
