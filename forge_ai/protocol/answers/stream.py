"""An answer as a stream of events that can be taken up again where it was cut: stream, version 1.

Pure: does not know how bytes travel. The text of a stream is its events, each with the blank line that ends it;
comments (a block that begins with a colon) are said in between, never count and are never said again. An offset
counts bytes of that text. See `docs/specs/stream-v1.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from forge_ai.errors import BadInput, PeerFault
from forge_ai.limits import EVENT_BYTES, MIB

STREAM_HEADER: Final = "X-ForgeAI-Stream"
HOP_HEADER: Final = "X-ForgeAI-Hop"
MEMORY_HEADER: Final = "X-ForgeAI-Memory"  # "off": nothing is looked up or kept for this request
UNKEPT_HEADER: Final = "X-ForgeAI-Not-Kept"  # in an answer: why what the person told could not be kept
CALM_HEADER: Final = "X-ForgeAI-Calm"  # "on": no chance, unless the request or a personality wants some
EVENT_END: Final = b"\n\n"
BEAT: Final = b": still here\n\n"
BEAT_SECONDS: Final = 0.5  # a node that has nothing to say says that it is still here
_STREAM_ID: Final = re.compile(r"[A-Za-z0-9_-]{22,64}")


def check_stream_id(text: str) -> str:
    """Return the id of a stream: 22 to 64 letters, digits, dashes or underscores. Raises :class:`BadInput`."""
    if not _STREAM_ID.fullmatch(text):
        raise BadInput("The id of a stream has 22 to 64 letters, digits, dashes or underscores.")
    return text


def written(value: Mapping[str, Any]) -> bytes:
    """A JSON object as one event."""
    return b"data: " + json.dumps(value).encode() + EVENT_END


def without_comments(events: bytes) -> bytes:
    """Whole events without the comments between them."""
    if not events.startswith(b":") and EVENT_END + b":" not in events:
        return events
    kept = (event for event in events.split(EVENT_END) if event and not event.startswith(b":"))
    return b"".join(event + EVENT_END for event in kept)


class Cursor:
    """Reads a stream from ``offset`` on. ``offset`` then stands behind the last whole event."""

    def __init__(self, offset: int = 0, most: int = EVENT_BYTES) -> None:
        self.offset = offset
        self._most = most
        self._rest = b""

    def feed(self, block: bytes) -> list[bytes]:
        """The data of each event that this block completes. Raises :class:`PeerFault` when one grows too large."""
        *whole, self._rest = (self._rest + block).split(EVENT_END)
        if len(self._rest) > self._most:
            raise PeerFault(f"What answers sent an event of more than {self._most / MIB:g} MiB.")
        return [data for event in whole if (data := self._take(event))]

    def cut(self) -> None:
        """The connection broke: what was begun and not ended will be said again."""
        self._rest = b""

    def _take(self, event: bytes) -> bytes:
        if event.startswith(b":"):
            return b""
        self.offset += len(event) + len(EVENT_END)
        lines = (line for line in event.split(b"\n") if line.startswith(b"data:"))
        return b"\n".join(line[5:].removeprefix(b" ") for line in lines)
