"""A2A, versions 1.0 and 0.3, as far as a node speaks it: its card, the calls that it understands, and its answers.

JSON-RPC 2.0 in, JSON-RPC 2.0 out; both versions at one address, told apart by the names of their methods. Pure: does
not know who asks, what computes an answer, or how bytes travel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.limits import A2A_ID_CHARACTERS, A2A_PARTS
from forge_ai.protocol.agents import json_rpc
from forge_ai.protocol.agents.json_rpc import INVALID_PARAMS, INVALID_REQUEST, METHOD_NOT_FOUND, CallIdentity, RpcError

PATH: Final = "/a2a/v1"
CARD_PATH: Final = "/.well-known/agent-card.json"
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
_STATES: Final[Mapping[str, Mapping[str, str]]] = {
    NEW: {"working": "TASK_STATE_WORKING", "completed": "TASK_STATE_COMPLETED", "failed": "TASK_STATE_FAILED"},
    OLD: {"working": "working", "completed": "completed", "failed": "failed"},
}


@dataclass(frozen=True, slots=True)
class Call:
    """A message for the node: what is said, in which context ("" for a new one), to whom, and how to answer."""

    identity: CallIdentity
    version: str
    streams: bool
    text: str
    context: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """The names of one answer: its context, its task and its message."""

    context: str
    task: str
    message: str


def card(name: str, version: str, address: str) -> dict[str, Any]:
    """What a node tells any agent about itself, in the words of both versions: nothing that a stranger may not know."""
    url = f"{address}{PATH}"
    skill = {
        "id": "converse",
        "name": "Converse",
        "description": "Answers in plain text and remembers what was said in the same context.",
        "tags": ["conversation"],
        "examples": ["Let us talk about the sea."],
    }
    key = {"scheme": "bearer", "description": "A key of this node: forge-ai pair --app NAME makes one."}
    return {
        "name": name,
        "description": "A personal AI on somebody's own device. It answers those who were let in.",
        "version": version,
        "supportedInterfaces": [
            {"url": url, "protocolBinding": "JSONRPC", "protocolVersion": NEW},
            {"url": url, "protocolBinding": "JSONRPC", "protocolVersion": OLD},
        ],
        "capabilities": {"streaming": True, "pushNotifications": False},
        "defaultInputModes": ["text/plain"],
        "defaultOutputModes": ["text/plain"],
        "skills": [skill],
        "securitySchemes": {"key": {"httpAuthSecurityScheme": key, "type": "http", **key}},
        "securityRequirements": [{"schemes": {"key": {"list": []}}}],
        "url": url,
        "preferredTransport": "JSONRPC",
        "protocolVersion": "0.3.0",
        "security": [{"key": []}],
    }


def read_call(body: object, version_header: str = "") -> Call:
    """The message in a call. Raises :class:`RpcError` for everything else."""
    asked = json_rpc.read_call(body)
    if asked is None:
        raise RpcError(INVALID_REQUEST, "The request is no call.")
    try:
        return _call(asked, version_header)
    except RpcError as refused:
        raise RpcError(refused.code, refused.message, identity=asked.identity) from refused


def _call(asked: json_rpc.Call, version_header: str) -> Call:
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
    return Call(asked.identity, version, streams, _text(message), context, who)


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
    return joined


def _name(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key) or ""
    if not isinstance(value, str) or len(value) > A2A_ID_CHARACTERS or not value.isprintable():
        raise RpcError(INVALID_PARAMS, f"Invalid params: {key} is no id.")
    return value


def _who(params: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    """The personality or model that is meant, from the metadata of the message or of the request."""
    for fields in (message, params):
        metadata = fields.get("metadata")
        if isinstance(metadata, Mapping) and isinstance(metadata.get("model"), str):
            return _name(metadata, "model")
    return ""


def answer_whole(call: Call, thread: Thread, text: str) -> dict[str, Any]:
    """The answer in one piece: a message."""
    old = {"kind": "message", "role": "agent", "parts": [{"kind": "text", "text": text}]}
    new = {"role": "ROLE_AGENT", "parts": [{"text": text}]}
    names = {"messageId": thread.message, "contextId": thread.context}
    return _result(call, {**names, **old} if call.version == OLD else {"message": {**names, **new}})


def task_begins(call: Call, thread: Thread, now: str) -> dict[str, Any]:
    """The first event of a stream."""
    task = {"id": thread.task, "contextId": thread.context, "status": _status(call, "working", now)}
    return _result(call, {"kind": "task", **task} if call.version == OLD else {"task": task})


def task_says(call: Call, thread: Thread, text: str, *, first: bool) -> dict[str, Any]:
    """Some more words of the answer."""
    part = {"kind": "text", "text": text} if call.version == OLD else {"text": text}
    artifact = {"artifactId": thread.message, "name": "answer", "parts": [part]}
    event = {"taskId": thread.task, "contextId": thread.context, "artifact": artifact, "append": not first}
    return _result(call, {"kind": "artifact-update", **event} if call.version == OLD else {"artifactUpdate": event})


def task_ends(call: Call, thread: Thread, now: str, reason: str = "") -> dict[str, Any]:
    """The last event of a stream; with a reason the task has failed."""
    status = _status(call, "failed" if reason else "completed", now)
    if reason:
        told = answer_whole(call, thread, reason)["result"]
        status["message"] = told if call.version == OLD else told["message"]
    event = {"taskId": thread.task, "contextId": thread.context, "status": status}
    if call.version == OLD:
        return _result(call, {"kind": "status-update", **event, "final": True})
    return _result(call, {"statusUpdate": event})


def _status(call: Call, state: str, now: str) -> dict[str, Any]:
    return {"state": _STATES[call.version][state], "timestamp": now}


def _result(call: Call, result: dict[str, Any]) -> dict[str, Any]:
    return json_rpc.result(call.identity, result)
