"""The body of a request, parsed once at the border: bounded, JSON, of the right shape.

Does not know which engine will answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request

from forge_ai.api.border.bodies import Body
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.port.connections import Connection
from forge_ai.engines.answers.usage_sum import count_of
from forge_ai.errors import BadInput, EmptyPrompt, EngineFault
from forge_ai.identity.authentication import Caller
from forge_ai.limits import (
    ANSWERS_PER_REQUEST,
    BODY_SILENCE_SECONDS,
    EMBEDDED_TEXTS,
    JSON_DIGITS,
    JSON_PARTS,
    JSON_VALUES,
    KIB,
    MESSAGES_PER_REQUEST,
    MIB,
    REQUEST_BODY_BYTES,
)
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.json_values import unpacks_to_too_much
from forge_ai.protocol.values.optional_fields import switch_in, text_in
from forge_ai.protocol.values.unicode_text import is_unicode

LARGE_BYTES: Final = 64 * KIB
DEAD_SECONDS: Final = 16  # a slow line answers one of three questions, four seconds apart
ROLES: Final = ("system", "developer", "user", "assistant", "tool", "function")


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """A request to a model: which one, whether the answer streams, and the JSON that the engine is given."""

    model: str
    stream: bool
    fields: Mapping[str, Any]


async def read_object(request: Request) -> dict[str, Any]:
    """The JSON object in the body. Raises :class:`BadInput` when it is too large or anything else.

    Raises :class:`EngineBusy` when the bodies of other requests fill the room for them.
    """
    if announced_bytes(request) > REQUEST_BODY_BYTES:
        raise _too_large()  # before all of it has come
    body = bytearray()
    held: Body = request.scope["state"]["body"]
    owner = owner_of(request)
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


def owner_of(request: Request) -> str:
    """Whose a request is: a device, or where a guest comes from."""
    caller: Caller = request.scope["state"]["caller"]
    return caller.owner or (request.client.host if request.client else "")


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


def read_engine_object(body: bytes) -> dict[str, Any]:
    """An engine's answer as a JSON object; anything else is one :class:`EngineFault`."""
    if len(body) > LARGE_BYTES and unpacks_to_too_much(body):
        raise EngineFault("The engine sent JSON of too many values.")
    try:
        return json_object(body)
    except ValueError as error:
        raise EngineFault(f"The engine sent {error}.") from error


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _whole_number(digits: str) -> int:
    if len(digits) > JSON_DIGITS:
        raise ValueError(f"a number has more than {JSON_DIGITS} digits")
    return int(digits)


def parse_chat(fields: Mapping[str, Any]) -> ModelRequest:
    """Check a chat completion request; fields that only the engine understands are handed on untouched."""
    messages = fields.get("messages")
    if not isinstance(messages, list) or not messages:
        raise EmptyPrompt("The request has no messages.", hint='Send "messages": [{"role": "user", "content": "..."}].')
    if len(messages) > MESSAGES_PER_REQUEST:
        raise BadInput(f"The request has {len(messages)} messages, {MESSAGES_PER_REQUEST} at most.", hint="Send fewer.")
    for number, message in enumerate(messages):
        _check_message(number, message)
    if not any(_says_something(message) for message in messages if message["role"] != "system"):
        raise EmptyPrompt("The messages are empty: there is nothing to answer.")
    return _model_request(fields)


def parse_prompt(fields: Mapping[str, Any], key: str) -> ModelRequest:
    """Check a request whose text stands under ``key``: completions (`prompt`) and embeddings (`input`)."""
    text = fields.get(key)
    if text in ("", [], None):
        raise EmptyPrompt(f'The request has no "{key}".', hint=f'Send "{key}": "some text".')
    if not isinstance(text, str | list):
        raise BadInput(f'"{key}" must be text or a list.', hint=f'Send "{key}": "some text".')
    if key == "input" and isinstance(text, list) and len(text) > EMBEDDED_TEXTS and not isinstance(text[0], int):
        raise BadInput(f"The request has {len(text)} texts, {EMBEDDED_TEXTS} at most.", hint="Send them in parts.")
    _check_whole(text)
    return _model_request(fields)


def _check_message(number: int, message: object) -> None:
    """Only known roles may pass: chat templates print the role as it is, so another text could begin a turn."""
    if not isinstance(message, dict) or message.get("role") not in ROLES:
        raise BadInput(f"Message {number} has no known role.", hint=f"The roles are {', '.join(ROLES)}.")
    content = message.get("content")
    if not isinstance(content, str | list | None):
        raise BadInput(f"The content of message {number} must be text.", hint="Each message has a role and content.")
    _check_whole(content)


def _check_whole(text: object) -> None:
    """JSON can say half a character, which no engine reads: JavaScript cuts texts in the middle of an emoji."""
    if isinstance(text, str) and not is_unicode(text):
        raise BadInput("There is half a character in the text.", hint="Cut it before or behind an emoji, not in it.")


def _says_something(message: Mapping[str, Any]) -> bool:
    content = message.get("content")
    return bool(content.strip() if isinstance(content, str) else content) or bool(message.get("tool_calls"))


def _model_request(fields: Mapping[str, Any]) -> ModelRequest:
    model = text_in(fields, "model", "See /v1/models for the names.")
    stream = switch_in(fields, "stream", usual=False, hint="Leave it out for one answer in one piece.")
    if count_of(fields).answers > ANSWERS_PER_REQUEST:
        raise BadInput(
            f"The request asks for more than {ANSWERS_PER_REQUEST} answers at a time.",
            hint="Send the prompts one by one, several side by side: they take turns with those of other devices.",
        )
    return ModelRequest(model, stream, fields)
