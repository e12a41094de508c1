"""`/v1/chat/completions`: a chat goes in, an answer comes out, whole or as a stream.

Does not know how the engine makes tokens. Tools, `response_format` and whatever else the engine understands pass
through untouched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.model_request import ModelRequest, parse_chat
from forge_ai.api.border.parts import caller_of, services_of
from forge_ai.api.border.straight_route import StraightRoute
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.openai.unoffered import check_tools, demands_tool
from forge_ai.api.orders.order import Order
from forge_ai.assistant.chosen import Chosen
from forge_ai.assistant.introduction import brings_introduction, introduce
from forge_ai.assistant.messages import ask_to_go_on, prepare
from forge_ai.memory.facts import short
from forge_ai.protocol.answers.stream import CALM_HEADER, HOP_HEADER, MEMORY_HEADER
from forge_ai.protocol.trust.rights import Right
from forge_ai.services import Services

router = APIRouter(route_class=StraightRoute)


@router.post("/v1/chat/completions")
async def complete_chat(request: Request) -> Relay:
    """Answer a chat in the shape of OpenAI's API."""
    services = services_of(request)
    asked = parse_chat(await read_object(request))
    remembers, calm = may_remember(request), request.headers.get(CALM_HEADER) == "on"
    order = await order_chat(services, asked, remembers=remembers, calm=calm)
    if HOP_HEADER in request.headers and services.settings.upstream:
        order = replace(order, fields={**order.fields, "messages": ask_to_go_on(order.fields["messages"])})
    return Relay(services, order)


def may_remember(request: Request) -> bool:
    """Whether memories are used and kept: for callers that may sync, unless the request says no."""
    caller = caller_of(request.scope)
    return Right.SYNC in caller.rights and request.headers.get(MEMORY_HEADER) != "off"


async def order_chat(services: Services, asked: ModelRequest, *, remembers: bool, calm: bool = False) -> Order:
    """The order of a chat. Made without a thread when nothing must be read from the disk, for a thread costs more."""
    looks_up = demands_tool(asked.fields) or (remembers and not brings_introduction(asked.fields["messages"]))
    if looks_up or (chosen := services.offers.at_hand(asked.model)) is None:
        return await in_thread(chat_order, services, asked, remembers=remembers, calm=calm)
    return _order_of(services, chosen, asked, remembers=remembers, calm=calm)


def chat_order(services: Services, asked: ModelRequest, *, remembers: bool, calm: bool = False) -> Order:
    """The order of a chat with whomever its model's name means; may look at the disk."""
    chosen = services.offers.choose(asked.model)
    check_tools(services, chosen.model, asked.fields)
    return _order_of(services, chosen, asked, remembers=remembers, calm=calm)


def _order_of(services: Services, chosen: Chosen, asked: ModelRequest, *, remembers: bool, calm: bool) -> Order:
    """What the engine is asked for: the chosen model or personality, introduced to itself and to what it remembers.

    ``calm``: without chance, unless the request or the personality wants some.
    """
    introduction = services.introduction(chosen)
    introduced = introduce(introduction, asked.fields["messages"]) if remembers else introduction.without_memory()
    messages = prepare(asked.fields["messages"], introduced.system_prompt)
    fields: dict[str, Any] = {**chosen.fields(asked.fields, calm=calm), "model": chosen.model, "messages": messages}
    used = tuple(short(fact.identity) for fact in introduced.used)
    return Order(chosen.model, "chat/completions", fields, asked.stream, used, unkept=introduced.unkept)
