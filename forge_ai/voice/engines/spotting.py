"""Spotting a wake word with a recogniser that judges the first moments of whatever is spoken.

Costs nothing while nobody speaks. The recogniser, behind a connection, judges each stretch of speech: whether it
begins with the wake word. Does not know how it does so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from forge_ai.errors import VoiceFailed
from forge_ai.voice.audio.activity import NoiseFloor, Onset
from forge_ai.voice.audio.sound import FRAME_SECONDS, RATE, Sound, frames_of, level_of
from forge_ai.voice.wyoming.events import SOUND_STOP, WyomingEvent, sound_chunks, sound_start
from forge_ai.voice.wyoming.link import Link

LONGEST_FRAMES: Final = round(1.8 / FRAME_SECONDS)  # of a stretch: no wake word takes longer
QUIET_FRAMES: Final = round(0.3 / FRAME_SECONDS)  # of silence, which end a stretch
BEFORE_FRAMES: Final = round(0.3 / FRAME_SECONDS)  # before the speech was noticed, which belong to it


class Stretches:
    """Cuts out of sound the beginning of each stretch of speech. Pure."""

    def __init__(self) -> None:
        self._floor = NoiseFloor()
        self._before: deque[bytes] = deque(maxlen=BEFORE_FRAMES + Onset.OF)
        self._onset = Onset()
        self._frames: list[bytes] | None = None
        self._given = False
        self._quiet = 0

    def hear(self, frame: bytes) -> bytes:
        """Take in a frame. Returns the samples of a stretch's beginning when that is complete, else nothing."""
        stands_out = self._floor.stands_out(level_of(frame))
        self._quiet = 0 if stands_out else self._quiet + 1
        if self._frames is None:
            self._before.append(frame)
            if self._onset.hear(stands_out=stands_out):
                self._frames = list(self._before)
            return b""
        self._frames.append(frame)
        found = b""
        if not self._given and (self._quiet >= QUIET_FRAMES or len(self._frames) >= LONGEST_FRAMES):
            self._given, found = True, b"".join(self._frames)
        if self._given:
            self._frames = [frame]
        if self._quiet >= QUIET_FRAMES:
            self._begin_anew()
        return found

    def _begin_anew(self) -> None:
        self._onset = Onset()
        self._frames = None
        self._given = False
        self._quiet = 0
        self._before.clear()


class StretchSpotter:
    """Listens for a wake word through a connection to a judge."""

    def __init__(self, open_link: Callable[[], Link]) -> None:
        self._open_link = open_link

    def spot(self, wake: str) -> StretchSpotting:
        """Begin to listen for it."""
        return StretchSpotting(self._open_link(), wake)


class StretchSpotting:
    """A wake word that is being listened for."""

    def __init__(self, link: Link, wake: str) -> None:
        self._link = link
        self._wake = wake
        self._stretches = Stretches()
        self._judged = 0  # how many answers are still to come
        self._check_word()

    def hear(self, samples: bytes) -> bool:
        """Take in more sound. Returns whether the word was heard since the last call."""
        for frame in frames_of(samples):
            stretch = self._stretches.hear(frame)
            if stretch:
                self._judge(stretch)
        heard = False
        while event := self._link.arrived():
            heard = self._is_detection(event) or heard
        return heard

    def catch_up(self) -> bool:
        """Wait for every judgement that is still to come. Returns whether one of them was that the word was heard."""
        heard = False
        while self._judged:
            heard = self._is_detection(self._link.receive()) or heard
        return heard

    def close(self) -> None:
        """Stop listening for it."""
        self._link.close()

    def _check_word(self) -> None:
        """Raise :class:`VoiceFailed` now, not when it is said in vain, for a word that the recogniser does not know."""
        try:
            self._judge(b"")
            self.catch_up()
        except VoiceFailed:
            self._link.close()
            raise

    def _judge(self, stretch: bytes) -> None:
        self._link.send(WyomingEvent("detect", {"names": [self._wake]}), sound_start(RATE))
        self._link.send(*sound_chunks(Sound(RATE, stretch)), SOUND_STOP)
        self._judged += 1

    def _is_detection(self, event: WyomingEvent) -> bool:
        if event.kind == "error":
            raise VoiceFailed(event.text() or "The wake word cannot be listened for.", hint="Choose another wake word.")
        if event.kind in ("detection", "not-detected"):
            self._judged = max(0, self._judged - 1)
        return event.kind == "detection"
