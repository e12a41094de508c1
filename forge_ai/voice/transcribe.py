"""A whole recording turned into words: cut where nobody speaks, so that its length costs time and no memory.

Does not know where the recording comes from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from forge_ai.voice.activity import NoiseFloor, Onset, Utterance
from forge_ai.voice.seams import Hearing, Listener
from forge_ai.voice.sound import FRAME_SECONDS, level_of

END_SECONDS: Final = 0.7
LONGEST_SECONDS: Final = 30.0
BEFORE_FRAMES: Final = round(0.4 / FRAME_SECONDS)


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of speech, in seconds from the beginning of the recording."""

    start: float
    end: float
    text: str


def transcribe(listener: Listener, frames: Iterable[bytes]) -> Iterator[Segment]:
    """The stretches of speech in a recording, in order. Raises what the listener raises."""
    floor, onset = NoiseFloor(), Onset()
    before: deque[bytes] = deque(maxlen=BEFORE_FRAMES)
    current: _Stretch | None = None
    place = 0
    try:
        for frame in frames:
            place += 1
            level = level_of(frame)
            stands_out = floor.stands_out(level)
            if current is None:
                before.append(frame)
                if onset.hear(stands_out=stands_out):
                    current, onset = _Stretch(listener, place - len(before), list(before)), Onset()
                    before.clear()
                continue
            if current.hear(frame, level, stands_out=stands_out):
                yield from current.finish(place)
                current = None
        if current is not None:
            yield from current.finish(place)
            current = None
    finally:
        if current is not None:
            current.hearing.drop()


class _Stretch:
    """A stretch of speech that is being heard."""

    def __init__(self, listener: Listener, start: int, before: list[bytes]) -> None:
        self._start = start
        self._utterance = Utterance(end_seconds=END_SECONDS)
        self.hearing: Hearing = listener.begin()
        for frame in before:
            self.hearing.hear(frame)
            self._utterance.hear(level_of(frame), stands_out=True)

    def hear(self, frame: bytes, level: float, *, stands_out: bool) -> bool:
        """Take in a frame; true when the stretch is over."""
        self.hearing.hear(frame)
        self._utterance.hear(level, stands_out=stands_out)
        return self._utterance.ended or self._utterance.seconds >= LONGEST_SECONDS

    def finish(self, end: int) -> Iterator[Segment]:
        """The words of it, when there are any."""
        if not self._utterance.is_speech:
            self.hearing.drop()
            return
        text = self.hearing.finish()
        if text:
            yield Segment(round(self._start * FRAME_SECONDS, 2), round(end * FRAME_SECONDS, 2), text)
