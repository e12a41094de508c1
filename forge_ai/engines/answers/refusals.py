"""Turns an engine's refusal, a status and a body, into the one error of ours that fits.

Pure: does not know which engine answered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from forge_ai.errors import (
    BadInput,
    EngineBusy,
    EngineFault,
    ForgeError,
    NotTrusted,
    PeerFault,
    PromptTooLong,
    UnknownModel,
    error_of_code,
)
from forge_ai.limits import ERROR_TEXT_CHARACTERS
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.json_values import unpacks_to_too_much
from forge_ai.protocol.values.whole_number import is_whole

_TOO_LONG: Final = ("exceed_context_size", "context_length_exceeded", "prompt_too_long")
_TOO_LONG_TEXTS: Final = ("exceeds the available context size", "is too large to process", "maximum context length")
# llama.cpp says 500 to these, which are the asker's to mend.
_WRONG_TEXTS: Final = ("failed to parse ", "unknown reasoning format", "cannot use both ")
_UNREAD: Final = re.compile(r"(\w+ input is not supported)\b", re.IGNORECASE)
_FULL_TEXTS: Final = ("context size has been exceeded", "failed to find free space in the kv cache")


def refusal(model: str, status: int, body: bytes) -> ForgeError:
    """The error that a refused request means."""
    fields = _error_fields(body)
    text = _one_line(fields["message"] if isinstance(fields.get("message"), str) else _undressed(body))
    own = error_of_code(fields.get("code"))
    if own and isinstance(fields.get("hint"), str):
        return own(text, hint=_one_line(fields["hint"]))
    kind = f"{fields.get('type', '')} {fields.get('code', '')}"
    if any(word in kind for word in _TOO_LONG) or any(part in text for part in _TOO_LONG_TEXTS):
        return PromptTooLong(_too_long(model, fields))
    if any(part in text.lower() for part in _FULL_TEXTS):
        return EngineBusy(f"{model} has no room left for this conversation beside the others.")
    if unread := _UNREAD.search(text):
        return BadInput(f"{model}: {unread[1]}.", hint="Send words alone, or ask a model that takes more.")
    if any(part in text.lower() for part in _WRONG_TEXTS):
        return BadInput(f"{model}: {text}")
    return _by_status(model, status, text)


def told_on(error: ForgeError) -> ForgeError:
    """The error as the client of this node may see it: that an upstream refuses this node's key is not its fault."""
    if not isinstance(error, NotTrusted):
        return error
    hint = "On the node, set FORGE_AI_UPSTREAM_KEY to a key that the server accepts."
    return PeerFault(f"The server behind this node refused it: {error.message}", hint=hint)


def refusal_in_stream(model: str, error: object) -> ForgeError:
    """The error that the `error` of an event inside a stream means, whatever it is."""
    fields = error_fields(error)
    code = fields.get("code")
    status = code if is_whole(code) else 500
    return refusal(model, status, json.dumps({"error": fields}).encode())


def error_fields(error: object, otherwise: str = "") -> dict[str, Any]:
    """What a stranger calls an error, with a message that is text and a hint that is text or nothing."""
    fields = error if isinstance(error, dict) else {"message": str(error)}
    told, hint = fields.get("message"), fields.get("hint")
    message = told if isinstance(told, str) and told else otherwise
    return {**fields, "message": message, "hint": hint if isinstance(hint, str) else None}


def _by_status(model: str, status: int, text: str) -> ForgeError:
    sentence = f"{model}: {text or f'the engine answered with status {status}'}"
    makers: dict[int, Callable[[str], ForgeError]] = {
        401: NotTrusted,
        403: NotTrusted,
        404: UnknownModel,
        429: EngineBusy,
        503: EngineBusy,
    }
    if status in makers:
        return makers[status](sentence)
    return BadInput(sentence) if 400 <= status < 500 else EngineFault(sentence)


def _too_long(model: str, fields: Mapping[str, Any]) -> str:
    asked, room = fields.get("n_prompt_tokens"), fields.get("n_ctx")
    if is_whole(asked) and is_whole(room):
        return f"The prompt has {asked} tokens, and {model} can read {room}: {PromptTooLong.known_by}."
    return f"The prompt is longer than {model} can read: {PromptTooLong.known_by}."


def _error_fields(body: bytes) -> Mapping[str, Any]:
    if unpacks_to_too_much(body):
        return {}
    try:
        error = json_object(body).get("error")
    except ValueError:
        return {}
    if isinstance(error, str):
        return {"message": error}
    return error if isinstance(error, dict) else {}


def _undressed(body: bytes) -> str:
    """The text of a body that is not JSON; JSON of an unknown shape says nothing to a person."""
    text = body.decode("utf-8", "replace")
    return "" if text.lstrip().startswith(("{", "[")) else text


def _one_line(text: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * ERROR_TEXT_CHARACTERS])
    return " ".join(printable.split())[:ERROR_TEXT_CHARACTERS]
