"""What a scripted engine answers: replies made of steps, and the requests that it was asked.

Does not know how a reply is sent.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Say:
    """A part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Go on when the event is set, or when the client has left."""

    event: threading.Event


@dataclass(frozen=True, slots=True)
class Cut:
    """Close the connection in the middle of the answer."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they are, such as an event that is none."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Endless:
    """The same part again and again, until the client leaves."""

    text: str = "on and "


Step = Say | Wait | Cut | Raw | Endless


@dataclass(frozen=True, slots=True)
class Reply:
    """How one request is answered: refused with a status and a body, or with steps and a finish reason.

    A finish reason of None lets the stream end silently, as a bad server's does.
    """

    steps: tuple[Step, ...] = ()
    finish_reason: str | None = "stop"
    status: int = 200
    body: Mapping[str, Any] = field(default_factory=dict)
    tool_calls: tuple[Mapping[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """All that is said."""
        return "".join(step.text for step in self.steps if isinstance(step, Say))


def say(*parts: str, finish_reason: str | None = "stop") -> Reply:
    """A plain answer of these parts."""
    return Reply(tuple(Say(part) for part in parts), finish_reason)


def refuse(status: int, message: str, kind: str = "invalid_request_error") -> Reply:
    """A refusal in the shape of the OpenAI API."""
    return Reply(status=status, body={"error": {"message": message, "type": kind, "code": status}})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that arrived."""

    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, Any]
