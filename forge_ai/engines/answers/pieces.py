"""The events of an answer that streams, in the shape of the OpenAI API, read as pieces of text.

Pure: does not know who sent them.
"""

from __future__ import annotations

from typing import Final

from forge_ai.engines.answers.json_answers import parse_object
from forge_ai.engines.answers.refusals import refusal_in_stream
from forge_ai.engines.engine import Piece, Usage
from forge_ai.protocol.values.whole_number import is_whole

DONE: Final = b"[DONE]"


def read_piece(event: bytes, model: str) -> Piece:
    """One event's part of an answer. Raises the error that an `error` object in it means, or :class:`PeerFault`."""
    fields = parse_object(event)
    error = fields.get("error")
    if error:
        raise refusal_in_stream(model, error)
    choices = fields.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    delta = choice.get("delta")
    text = delta.get("content") if isinstance(delta, dict) else None
    reason = choice.get("finish_reason")
    return Piece(
        text=text if isinstance(text, str) else "",
        finish_reason=reason if isinstance(reason, str) else None,
        usage=_read_usage(fields.get("usage")),
    )


def _read_usage(fields: object) -> Usage | None:
    if not isinstance(fields, dict):
        return None
    asked, answered = fields.get("prompt_tokens"), fields.get("completion_tokens")
    return Usage(asked, answered) if is_whole(asked) and is_whole(answered) else None
