"""Conversations in JSON: one object a line or one list, in the shapes that fine-tuning data commonly has.

``messages`` (OpenAI), ``conversations`` (``from``/``value``), ``prompt``/``completion``, ``instruction``/``output`` and
``text``. Pure: text in, values or one named error out. Does not know about files or tokens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from forge_ai.errors import BadData
from forge_ai.limits import TRAINING_LINE_BYTES
from forge_ai.protocol.values.chat import Message, Role
from forge_ai.protocol.values.names import shown
from forge_ai.training.texts.conversation import Conversation

_BEGINS: Final = re.compile(r'\s*(\{\s*"|\[\s*\{)')
_ROLES: Final[dict[object, Role]] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "model": "assistant",
    "bot": "assistant",
}
_PAIRS: Final = (("prompt", "completion"), ("instruction", "output"), ("question", "answer"))


def looks_like_json(text: str, name: str) -> bool:
    """Whether a text is meant as JSON, by its first letters or its file's name."""
    return bool(_BEGINS.match(text)) or name.lower().endswith((".jsonl", ".ndjson", ".json"))


def conversations_from_json(text: str, name: str) -> Iterator[Conversation | str]:
    """Every conversation (or plain text) in it; :class:`BadData` names the line of the first that is none."""
    for number, entry in _entries(text, name):
        try:
            yield _document(entry)
        except ValueError as error:
            raise BadData(f"{shown(name)}, line {number}: {error}.") from error


def _entries(text: str, name: str) -> Iterator[tuple[int, object]]:
    whole = _whole(text)
    if whole is not None:
        yield from whole
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _parsed(line, name, number)


def _whole(text: str) -> list[tuple[int, object]] | None:
    """The items of a text that is one JSON value over several lines; ``None`` when it is not."""
    stripped = text.strip()
    if not stripped.startswith("[") and "\n" not in stripped:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return [(1, item) for item in (value if isinstance(value, list) else [value])]


def _parsed(line: str, name: str, number: int) -> object:
    if len(line) > TRAINING_LINE_BYTES:
        raise BadData(f"{shown(name)}, line {number}: longer than {TRAINING_LINE_BYTES} characters.")
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply or a number too long"
        raise BadData(f"{shown(name)}, line {number}: not JSON ({reason}).") from error


def _document(entry: object) -> Conversation | str:
    if not isinstance(entry, dict):
        raise ValueError("an object with messages was expected")
    for key in ("messages", "conversations"):
        if key in entry:
            return _conversation(entry[key])
    for asked, answered in _PAIRS:
        if asked in entry and answered in entry:
            more = entry.get("input")
            question = _text(entry[asked]) + (f"\n{more}" if isinstance(more, str) and more else "")
            return Conversation((Message("user", question), Message("assistant", _text(entry[answered]))), "")
    if "text" in entry:
        return _text(entry["text"])
    raise ValueError("there are no messages in it")


def _conversation(listed: object) -> Conversation:
    if not isinstance(listed, list) or not listed:
        raise ValueError("messages must be a list with something in it")
    messages = tuple(_message(item, place) for place, item in enumerate(listed, 1))
    if not any(message.role == "assistant" for message in messages):
        raise ValueError("no message is the assistant's, so there is nothing to learn")
    return Conversation(messages, "")


def _message(item: object, place: int) -> Message:
    if not isinstance(item, dict):
        raise ValueError(f"message {place} is not an object")
    said = item.get("role", item.get("from"))
    role = _ROLES.get(said) if isinstance(said, str) else None
    if role is None:
        raise ValueError(f"message {place} has no role among system, user and assistant")
    return Message(role, _text(item.get("content", item.get("value")), f"message {place}"))


def _text(value: object, what: str = "it") -> str:
    """Words of a content: a string, or a list of parts with text."""
    if isinstance(value, list) and all(isinstance(part, dict) and isinstance(part.get("text"), str) for part in value):
        value = "".join(part["text"] for part in value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what} has no text")
    return value
