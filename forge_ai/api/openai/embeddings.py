"""`/v1/embeddings`: texts go in, vectors come out.

Does not know what the vectors are compared with.
"""

from __future__ import annotations

from fastapi import APIRouter, Request

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.model_request import parse_prompt
from forge_ai.api.border.parts import services_of
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.openai.unoffered import check_vectors
from forge_ai.api.orders.order import VECTORS, Order

router = APIRouter()


@router.post("/v1/embeddings")
async def embed(request: Request) -> Relay:
    """Turn texts into vectors in the shape of OpenAI's API."""
    services = services_of(request)
    asked = parse_prompt(await read_object(request), "input")
    model = (await in_thread(services.offers.choose, asked.model)).model
    await in_thread(check_vectors, services, model, asked.fields)
    order = Order(model, VECTORS, {**asked.fields, "model": model}, stream=False)
    return Relay(services, order)
