"""Captures a response instead of sending it, for an API that translates it.

Does not know into what.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope

from forge_ai.errors import EngineDied

OF_ITS_BODY: Final = (b"content-type", b"content-length")


@dataclass(frozen=True, slots=True)
class Captured:
    """A response that was not sent. ``headers`` are those that hold in other words, too, such as `Retry-After`."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def answer(self) -> Mapping[str, Any]:
        """The JSON object in its body."""
        found: Mapping[str, Any] = json.loads(self.body)
        return found


async def captured(response: ASGIApp, scope: Scope, receive: Receive) -> Captured:
    """What a response would have sent. Raises :class:`EngineDied` when that is nothing, because the client has gone."""
    begun: Message = {}
    body = bytearray()

    async def keep(message: Message) -> None:
        nonlocal begun
        if message["type"] == "http.response.start":
            begun = message
        else:
            body.extend(message.get("body", b""))

    await response(scope, receive, keep)
    if not begun:
        raise EngineDied("Nobody waits for the answer any more.")
    kept = [(name, value) for name, value in begun.get("headers", ()) if name.lower() not in OF_ITS_BODY]
    return Captured(begun["status"], {name.decode(): value.decode() for name, value in kept}, bytes(body))
