"""What a node says to an A2A call, in the words of the call's version: a message, or a task with its words and its end.

Pure: does not know what computes an answer, nor how bytes travel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.protocol.agents import json_rpc
from forge_ai.protocol.agents.a2a import NEW, OLD, MessageCall

_STATES: Final[Mapping[str, Mapping[str, str]]] = {
    NEW: {"working": "TASK_STATE_WORKING", "completed": "TASK_STATE_COMPLETED", "failed": "TASK_STATE_FAILED"},
    OLD: {"working": "working", "completed": "completed", "failed": "failed"},
}


@dataclass(frozen=True, slots=True)
class Thread:
    """The names of one answer: its context, its task and its message."""

    context: str
    task: str
    message: str


def answer_whole(call: MessageCall, thread: Thread, text: str) -> dict[str, Any]:
    """The answer in one piece: a message."""
    old = {"kind": "message", "role": "agent", "parts": [{"kind": "text", "text": text}]}
    new = {"role": "ROLE_AGENT", "parts": [{"text": text}]}
    names = {"messageId": thread.message, "contextId": thread.context}
    return _result(call, {**names, **old} if call.version == OLD else {"message": {**names, **new}})


def task_begins(call: MessageCall, thread: Thread, now: str) -> dict[str, Any]:
    """The first event of a stream."""
    task = {"id": thread.task, "contextId": thread.context, "status": _status(call, "working", now)}
    return _result(call, {"kind": "task", **task} if call.version == OLD else {"task": task})


def task_says(call: MessageCall, thread: Thread, text: str, *, first: bool) -> dict[str, Any]:
    """Some more words of the answer."""
    part = {"kind": "text", "text": text} if call.version == OLD else {"text": text}
    artifact = {"artifactId": thread.message, "name": "answer", "parts": [part]}
    event = {"taskId": thread.task, "contextId": thread.context, "artifact": artifact, "append": not first}
    return _result(call, {"kind": "artifact-update", **event} if call.version == OLD else {"artifactUpdate": event})


def task_ends(call: MessageCall, thread: Thread, now: str, reason: str = "") -> dict[str, Any]:
    """The last event of a stream; with a reason the task has failed."""
    status = _status(call, "failed" if reason else "completed", now)
    if reason:
        told = answer_whole(call, thread, reason)["result"]
        status["message"] = told if call.version == OLD else told["message"]
    event = {"taskId": thread.task, "contextId": thread.context, "status": status}
    if call.version == OLD:
        return _result(call, {"kind": "status-update", **event, "final": True})
    return _result(call, {"statusUpdate": event})


def _status(call: MessageCall, state: str, now: str) -> dict[str, Any]:
    return {"state": _STATES[call.version][state], "timestamp": now}


def _result(call: MessageCall, result: dict[str, Any]) -> dict[str, Any]:
    return json_rpc.result(call.identity, result)
