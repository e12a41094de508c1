"""What a request to a model may say: known roles, whole characters, and so many messages, texts and answers at most.

Pure. Does not know how the body came, nor which engine will answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.engines.answers.usage_sum import count_of
from forge_ai.errors import BadInput, EmptyPrompt
from forge_ai.limits import ANSWERS_PER_REQUEST, EMBEDDED_TEXTS, MESSAGES_PER_REQUEST
from forge_ai.protocol.values.optional_fields import switch_in, text_in
from forge_ai.protocol.values.unicode_text import is_unicode

ROLES: Final = ("system", "developer", "user", "assistant", "tool", "function")


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """A request to a model: which one, whether the answer streams, and the JSON that the engine is given."""

    model: str
    stream: bool
    fields: Mapping[str, Any]


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
