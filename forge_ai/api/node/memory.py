"""`/api/v1/memory`: the facts that this device remembers, for a person's programs.

Does not know how facts are kept. Conversations (`conversations`) and the exchange with other devices
(`memory_exchange`) have paths below this one and modules of their own.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import services_of
from forge_ai.errors import BadInput
from forge_ai.memory.device_memory import Memory
from forge_ai.memory.facts import FactSource
from forge_ai.memory.travel.record_json import record_to_json

router = APIRouter(prefix="/api/v1/memory")

_MOST_LISTED: Final = 1000
_QUESTION_CHARACTERS: Final = 10_000  # of a long one the beginning counts


@router.get("")
def list_facts(request: Request, query: str = "", most: Annotated[int, Query(ge=1)] = 100) -> dict[str, Any]:
    """The facts that match the words, or the newest ones."""
    memory, bound = _memory(request), min(most, _MOST_LISTED)
    found = [hit.record for hit in memory.words.facts(query, bound)] if query else memory.facts.listed()[-bound:]
    return {"memories": [record_to_json(record) for record in found]}


@router.post("")
async def remember(request: Request) -> dict[str, Any]:
    """Keep a fact: `{"text": "My dog is called Rex."}`."""
    wish = await read_object(request)
    services = services_of(request)
    told = FactSource(device=services.name)
    kept = await in_thread(services.memory.facts.remember, _text(wish), told)
    replaced = [record_to_json(record) for record in kept.replaced]
    return {"memory": record_to_json(kept.record), "known": kept.known, "replaced": replaced}


@router.get("/recall")
def recall(request: Request, question: str) -> dict[str, Any]:
    """The facts that a question would bring up, as they would stand in a prompt."""
    found = _memory(request).recall.lines(question[:_QUESTION_CHARACTERS])
    return {"memories": [{"id": fact.identity.hex(), "date": fact.date, "text": fact.text} for fact in found]}


@router.get("/statistics")
def statistics(request: Request) -> dict[str, Any]:
    """How much is stored."""
    return asdict(_memory(request).statistics())


@router.patch("/{identity}")
async def edit(identity: str, request: Request) -> dict[str, Any]:
    """Give a fact other words."""
    memory, text = _memory(request), _text(await read_object(request))
    found = await in_thread(memory.facts.find, identity)
    return {"memory": record_to_json(await in_thread(memory.facts.edit, found.identity, text))}


@router.delete("/{identity}")
def forget(identity: str, request: Request) -> dict[str, Any]:
    """Purge a record; `confirmed` says of each paired device whether it is known to have done so too."""
    memory, services = _memory(request), services_of(request)
    record = memory.facts.forget(memory.facts.find(identity).identity)
    confirmed = memory.replica.confirmations(record, services.registry.device_names())
    return {"forgotten": record.identity.hex(), "confirmed": confirmed}


def _memory(request: Request) -> Memory:
    return services_of(request).memory


def _text(wish: dict[str, Any]) -> str:
    text = wish.get("text")
    if not isinstance(text, str):
        raise BadInput('There is no "text".', hint='Send {"text": "My dog is called Rex."}.')
    return text
