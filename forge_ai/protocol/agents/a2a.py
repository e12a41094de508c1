"""A2A, versions 1.0 and 0.3: the calls that a node understands, both at one address, told apart by their methods.

Pure: does not know who asks, nor what is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.limits import A2A_PARTS, VISITOR_ID_CHARACTERS
from forge_ai.protocol.agents import json_rpc
from forge_ai.protocol.agents.json_rpc import INVALID_PARAMS, INVALID_REQUEST, METHOD_NOT_FOUND, CallIdentity, RpcError
from forge_ai.protocol.values.unicode_text import is_unicode

PATH: Final = "/a2a/v1"
VERSION_HEADER: Final = "A2A-Version"
NEW, OLD = "1.0", "0.3"
SENDING: Final[Mapping[str, tuple[str, bool]]] = {
    "SendMessage": (NEW, False),
    "SendStreamingMessage": (NEW, True),
    "message/send": (OLD, False),
    "message/stream": (OLD, True),
}
ABOUT_TASKS: Final = frozenset(
    {"GetTask", "CancelTask", "SubscribeToTask", "tasks/get", "tasks/cancel", "tasks/resubscribe"}
)
NO_TASK, NO_SUCH_CONTENT, NO_VERSION = -32001, -32005, -32009


@dataclass(frozen=True, slots=True)
class MessageCall:
    """A call that brings a message: what is said, in which context ("" for a new one), to whom, and how to answer."""

    identity: CallIdentity
    version: str
    streams: bool
    text: str
    context: str
    who: str = ""


def read_call(body: object, version_header: str = "") -> MessageCall:
    """The message in a call. Raises :class:`RpcError` for everything else."""
    asked = json_rpc.read_call(body)
    if asked is None:
        raise RpcError(INVALID_REQUEST, "The request is no call.")
    try:
        return _call(asked, version_header)
    except RpcError as refused:
        raise RpcError(refused.code, refused.message, identity=asked.identity) from refused


def _call(asked: json_rpc.Call, version_header: str) -> MessageCall:
    if asked.method in ABOUT_TASKS:
        raise RpcError(NO_TASK, "Task not found: a task is over when its answer is, and is not kept.")
    if asked.method not in SENDING:
        raise RpcError(
            METHOD_NOT_FOUND, "Method not found: this agent understands SendMessage and SendStreamingMessage."
        )
    version, streams = SENDING[asked.method]
    if version == NEW and version_header.split(".", maxsplit=1)[0] not in ("", "1"):
        raise RpcError(NO_VERSION, "Version not supported: this agent speaks A2A 1.0 and 0.3.")
    message = asked.params.get("message")
    if not isinstance(message, Mapping):
        raise RpcError(INVALID_PARAMS, "Invalid params: there is no message.")
    if message.get("role") not in ("ROLE_USER", "user"):
        raise RpcError(INVALID_PARAMS, "Invalid params: the role of the message must be the user's.")
    context, who = _name(message, "contextId"), _who(asked.params, message)
    return MessageCall(asked.identity, version, streams, _text(message), context, who)


def _text(message: Mapping[str, Any]) -> str:
    parts = message.get("parts")
    if not isinstance(parts, list) or not 0 < len(parts) <= A2A_PARTS:
        raise RpcError(INVALID_PARAMS, f"Invalid params: a message has 1 to {A2A_PARTS} parts.")
    texts = [part.get("text") if isinstance(part, Mapping) else None for part in parts]
    if not all(isinstance(text, str) for text in texts):
        raise RpcError(NO_SUCH_CONTENT, "Incompatible content types: this agent reads text only.")
    joined = "\n".join(text for text in texts if isinstance(text, str))
    if not joined.strip():
        raise RpcError(INVALID_PARAMS, "Invalid params: the message is empty.")
    if not is_unicode(joined):
        raise RpcError(INVALID_PARAMS, "Invalid params: there is half a character in the text.")
    return joined


def _name(fields: Mapping[str, Any], key: str) -> str:
    value = "" if fields.get(key) is None else fields[key]
    if not isinstance(value, str) or len(value) > VISITOR_ID_CHARACTERS or not value.isprintable():
        raise RpcError(INVALID_PARAMS, f"Invalid params: {key} is no id.")
    return value


def _who(params: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    """The personality or model that is meant, from the metadata of the message or of the request."""
    for fields in (message, params):
        metadata = fields.get("metadata")
        if isinstance(metadata, Mapping) and isinstance(metadata.get("model"), str):
            return _name(metadata, "model")
    return ""
