"""An engine's events made ready for a client: whole, without progress reports, without a premature end.

Pure. Does not know how the bytes arrive, nor how they are sent on.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.engines.answers.pieces import DONE
from forge_ai.engines.answers.usage_sum import Count, LastUsage
from forge_ai.errors import EngineDied
from forge_ai.limits import EVENT_BYTES
from forge_ai.protocol.answers.stream import EVENT_END

EVENT: Final = b"data:"
PROGRESS: Final = b'"prompt_progress"'
_ENDINGS: Final = (b'"finish_reason":"', b'"finish_reason": "', b'"error":')  # a stream has ended when it said one

_TOLD_PACE: Final = re.compile(rb'"predicted_per_second": ?(\d{1,9}(?:\.\d{1,9})?)')


class EngineEvents:
    """The events of an order for ``count`` answers. ``finished``: they have said why they end."""

    def __init__(self, model: str, count: Count) -> None:
        self.finished = False
        self._model = model
        self._usage = LastUsage(count)
        self._pending = b""

    def feed(self, block: bytes) -> bytes:
        """The events that are whole now, as they are passed on. Raises :class:`EngineDied` for one without an end.

        Lines may end with a carriage return too, as those of many servers in Python do; inside JSON there is none.
        """
        ready, mark, self._pending = (self._pending + block.replace(b"\r", b"")).rpartition(EVENT_END)
        if len(self._pending) > EVENT_BYTES:
            raise EngineDied(f"The engine of {self._model} sent an event without an end.")
        self.finished = self.finished or any(ending in ready for ending in _ENDINGS)
        ready = _without_progress(self._usage.pass_on(ready if self.finished else _without_done(ready)))
        return ready + mark if ready else b""


def count_events(block: bytes) -> int:
    """How many events of the answer begin in these bytes; those that tell of the prompt's progress are none."""
    return 0 if PROGRESS in block else block.count(EVENT)


def told_pace(block: bytes) -> float:
    """Tokens a second as llama.cpp tells them at the end of an answer; zero for bytes that do not."""
    told = _TOLD_PACE.search(block)
    return float(told[1]) if told else 0.0


def _without_done(events: bytes) -> bytes:
    """The same events without the one that ends a stream: a client that stops there would miss the error after it."""
    if DONE not in events:
        return events
    return EVENT_END.join(event for event in events.split(EVENT_END) if event.removeprefix(EVENT).strip() != DONE)


def _without_progress(events: bytes) -> bytes:
    """The same events without those that only tell how far the prompt is read: the node beats by itself."""
    if PROGRESS not in events:
        return events
    return EVENT_END.join(event for event in events.split(EVENT_END) if PROGRESS not in event)
