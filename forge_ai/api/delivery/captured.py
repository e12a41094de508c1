"""Captures a response instead of sending it, for an API that translates it.

Does not know into what.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope

from forge_ai.errors import EngineDied


async def captured(response: ASGIApp, scope: Scope, receive: Receive) -> tuple[int, Mapping[str, Any]]:
    """The status and the JSON object that a response would have sent.

    Raises :class:`EngineDied` when it sent nothing, because the client has gone.
    """
    status, body = await captured_bytes(response, scope, receive)
    return status, json.loads(body)


async def captured_bytes(response: ASGIApp, scope: Scope, receive: Receive) -> tuple[int, bytes]:
    """The same with the body as bytes, for it may have megabytes."""
    status, body = 0, bytearray()

    async def keep(message: Message) -> None:
        nonlocal status, body
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body += message.get("body", b"")

    await response(scope, receive, keep)
    if not status:
        raise EngineDied("Nobody waits for the answer any more.")
    return status, bytes(body)
