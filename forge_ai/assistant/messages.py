"""The messages of a request made ready for the engine: introduced, and with nobody speaking in another's role.

Pure. Does not know where the request came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from forge_ai.protocol.conversations.markers import defuse

GO_ON: Final = "Go on exactly where you stopped. Do not repeat anything, and do not comment on this."


def ask_to_go_on(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same messages for an engine that may not go on with a turn that was begun: then somebody must ask it to."""
    if messages[-1]["role"] != "assistant":
        return messages
    return [*messages, {"role": "user", "content": GO_ON}]


def prepare(messages: Sequence[Mapping[str, Any]], system_prompt: str) -> list[dict[str, Any]]:
    """The same messages with chat markers in their text broken up, and ``system_prompt`` first if there is none."""
    ready = [_defused(message) for message in messages]
    if ready[0]["role"] in ("system", "developer"):
        return ready
    return [{"role": "system", "content": system_prompt}, *ready]


def _defused(message: Mapping[str, Any]) -> dict[str, Any]:
    content = message.get("content")
    if isinstance(content, str):
        content = defuse(content)
    elif isinstance(content, list):
        content = [_defused_part(part) for part in content]
    return {**message, "content": content}


def _defused_part(part: object) -> object:
    if isinstance(part, Mapping) and isinstance(part.get("text"), str):
        return {**part, "text": defuse(part["text"])}
    return part
