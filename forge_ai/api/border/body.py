"""The body of a request, read once at the border: bounded in bytes and in time, and one JSON object.

Does not know what is asked.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request

from forge_ai.api.border.bodies import Body
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import owner_of
from forge_ai.api.port.connections import Connection
from forge_ai.errors import BadInput
from forge_ai.limits import (
    BODY_SILENCE_SECONDS,
    JSON_DIGITS,
    JSON_PARTS,
    JSON_VALUES,
    KIB,
    MIB,
    REQUEST_BODY_BYTES,
)
from forge_ai.protocol.values.json_values import unpacks_to_too_much

LARGE_BYTES: Final = 64 * KIB
DEAD_SECONDS: Final = 16  # a slow line answers one of three questions, four seconds apart


async def read_object(request: Request) -> dict[str, Any]:
    """The JSON object in the body. Raises :class:`BadInput` when it is too large or anything else.

    Raises :class:`EngineBusy` when the bodies of other requests fill the room for them.
    """
    if announced_bytes(request) > REQUEST_BODY_BYTES:
        raise _too_large()  # before all of it has come
    body = bytearray()
    held: Body = request.scope["state"]["body"]
    owner = owner_of(request.scope)
    async for block in blocks_of(request):
        held.grow(owner, len(block))
        body += block
        if len(body) > REQUEST_BODY_BYTES:
            raise _too_large()
    if len(body) < LARGE_BYTES:
        return parse_object(bytes(body))
    return await in_thread(parse_object, bytes(body))  # between its steps the others get their turns


def _too_large() -> BadInput:
    return BadInput(f"The request is larger than {REQUEST_BODY_BYTES // MIB} MiB.", hint="Send less text.")


def announced_bytes(request: Request) -> int:
    """How large the body will be, as its sender says; 0 where nothing is said."""
    said = request.headers.get("content-length", "")
    return int(said) if said.isdecimal() else 0


async def blocks_of(request: Request, silence: float = BODY_SILENCE_SECONDS) -> AsyncGenerator[bytes]:
    """The body as it comes. Raises :class:`BadInput` when it stops in the middle.

    When the connection is dead, that is noticed sooner than a sender that only pauses is given up.
    """
    connection: Connection | None = request.scope["state"].get("connection")
    more = True
    while more:
        try:
            async with asyncio.timeout(silence):
                message = await request.receive()
        except TimeoutError as error:
            told = f"The rest of the request did not come within {silence:g} s."
            raise BadInput(told, hint="Send it again.") from error
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        more = message.get("more_body", False)
        if more and connection is not None:
            connection.notice_its_death(DEAD_SECONDS)
            connection = None  # once is enough
        yield message.get("body", b"")


def parse_object(body: bytes) -> dict[str, Any]:
    """``body`` as a JSON object; anything else is one :class:`BadInput`."""
    if unpacks_to_too_much(body):
        told = f"The request holds more than {JSON_VALUES} values, or {JSON_PARTS} lists, objects and names."
        raise BadInput(told, hint="Send it in parts.")
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant, parse_int=_whole_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The request is not JSON: {error}.", hint="Send a JSON object in UTF-8.") from error
    if not isinstance(found, dict):
        raise BadInput("The request must be a JSON object.", hint='For example {"messages": [...]}.')
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _whole_number(digits: str) -> int:
    if len(digits) > JSON_DIGITS:
        raise ValueError(f"a number has more than {JSON_DIGITS} digits")
    return int(digits)
