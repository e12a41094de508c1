"""The results of tools in MCP's form; a model's answer as one event, with signs of life while it is being written.

Does not know which tool it was.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from forge_ai.api.agents.mcp_tools import Said
from forge_ai.api.delivery.captured import Captured, captured
from forge_ai.api.delivery.event_response import event_head
from forge_ai.errors import ForgeError
from forge_ai.protocol.agents.json_rpc import Call, is_identity, notice, result
from forge_ai.protocol.answers.stream import written

SIGN_SECONDS: Final = 5.0  # clients take half a minute of silence for a dead connection
SIGN: Final = b": still writing\n\n"


def told(said: Said) -> dict[str, Any]:
    """The result of a tool that did its work."""
    data = {"structuredContent": dict(said.data)} if said.data else {}
    return {"content": [{"type": "text", "text": said.text}], **data, "isError": False}


def told_failure(error: ForgeError) -> dict[str, Any]:
    """The result of a tool that could not: words for the model that called it."""
    return _failed(error.message, error.hint)


class ToolAnswer(Response):
    """Runs a relay and gives its whole answer as the result of a call."""

    def __init__(self, call: Call, relay: Response) -> None:
        super().__init__()
        self._call = call
        self._relay = relay

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client leaves first: that ends the compute."""
        writing = asyncio.create_task(captured(self._relay, scope, receive))
        try:
            await send(event_head())
            for count in itertools.count(1):
                await send({"type": "http.response.body", "body": self._sign(count), "more_body": True})
                if (await asyncio.wait({writing}, timeout=SIGN_SECONDS))[0]:
                    break
            event = written(result(self._call.identity, self._told(writing.result())))
            await send({"type": "http.response.body", "body": b"event: message\n" + event})
        except ForgeError:
            return  # nobody is there any more
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    def _sign(self, count: int) -> bytes:
        """A sign of life: as progress where the client wishes to hear of it, for that keeps it from giving up."""
        about = self._call.params.get("_meta")
        token = about.get("progressToken") if isinstance(about, Mapping) else None
        if token is None or not is_identity(token):
            return SIGN
        return b"event: message\n" + written(
            notice("notifications/progress", {"progressToken": token, "progress": count})
        )

    @staticmethod
    def _told(found: Captured) -> dict[str, Any]:
        if found.status != 200:
            error = found.answer.get("error") or {}
            return _failed(error.get("message", ""), error.get("hint"))
        return told(Said(found.answer["choices"][0]["message"].get("content") or ""))


def _failed(message: str, hint: str | None) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": " ".join(filter(None, (message, hint)))}], "isError": True}
