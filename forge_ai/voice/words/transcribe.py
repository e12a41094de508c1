"""A whole recording turned into words: cut where nobody speaks, so that its length costs time and no memory.

Does not know where the recording comes from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from forge_ai.voice.audio.activity import NoiseFloor, Onset, Utterance
from forge_ai.voice.audio.sound import FRAME_SECONDS, level_of
from forge_ai.voice.seams import Hearing, Listener

END_SECONDS: Final = 0.7  # of silence, which end a stretch of speech
LONGEST_SECONDS: Final = 30.0  # after which a stretch is cut
BEFORE_FRAMES: Final = round(0.4 / FRAME_SECONDS)  # before speech was noticed, which belong to it


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of speech and its words; the times are seconds from the beginning of the recording."""

    start: float
    end: float
    text: str


def transcribe(listener: Listener, frames: Iterable[bytes]) -> Iterator[Segment]:
    """The stretches of speech with words in a recording (frames of 20 milliseconds), in order, as they are recognised.

    Raises what the listener raises.
    """
    cutter = _Cutter(listener)
    try:
        for frame in frames:
            yield from cutter.hear(frame)
        yield from cutter.finish()
    finally:
        cutter.drop()


class _Cutter:
    """Cuts a recording where nobody speaks."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._floor, self._onset = NoiseFloor(), Onset()
        self._before: deque[bytes] = deque(maxlen=BEFORE_FRAMES)
        self._current: _Stretch | None = None
        self._place = 0

    def hear(self, frame: bytes) -> Iterator[Segment]:
        """Take in the next frame; the stretch that ends with it, if it holds words."""
        self._place += 1
        level = level_of(frame)
        stands_out = self._floor.stands_out(level)
        if self._current is None:
            self._wait(frame, stands_out=stands_out)
        elif self._current.hear(frame, level, stands_out=stands_out):
            yield from self.finish()

    def finish(self) -> Iterator[Segment]:
        """End the stretch that is being heard, if there is one."""
        if self._current:
            yield from self._current.finish(self._place)
            self._current = None

    def drop(self) -> None:
        """Forget a stretch that was not finished."""
        if self._current:
            self._current.hearing.drop()

    def _wait(self, frame: bytes, *, stands_out: bool) -> None:
        self._before.append(frame)
        if self._onset.hear(stands_out=stands_out):
            self._current = _Stretch(self._listener, self._place - len(self._before), list(self._before))
            self._onset = Onset()
            self._before.clear()


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
