"""Whether somebody speaks, told by loudness alone: a noise floor that adapts, and where an utterance begins and ends.

Does not know words, nor whose voice it is. The small default: it needs no model. The floor is the quietest moment of
the last two seconds (minimum statistics), because even fast speech has gaps and a fan has none.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from forge_ai.voice.audio.sound import FRAME_SECONDS

MARGIN_DECIBELS: Final = 10.0  # how far above the floor a frame must be to count as speech
QUIETEST_DECIBELS: Final = -55.0  # below this nobody speaks, however quiet the room is
ASSUMED_FLOOR_DECIBELS: Final = -60.0  # before anything was heard
WINDOW_FRAMES: Final = round(2.0 / FRAME_SECONDS)  # how far back the quietest moment is looked for
SPREAD_DECIBELS: Final = 8.0  # speech swells and falls; the loudness of noise and tones stays where it is


class NoiseFloor:
    """How loud the room is when nobody speaks."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=3)
        self._smooth: deque[float] = deque([ASSUMED_FLOOR_DECIBELS], maxlen=WINDOW_FRAMES)

    @property
    def decibels(self) -> float:
        """The level of the room as it is known now, in decibels below full scale."""
        return min(self._smooth)

    def is_above(self, level: float) -> bool:
        """Whether a level is clearly louder than the room."""
        return level > max(self.decibels + MARGIN_DECIBELS, QUIETEST_DECIBELS)

    def stands_out(self, level: float) -> bool:
        """Take in the level of the next frame in decibels. Returns whether it is clearly louder than the room."""
        out = self.is_above(level)
        self._recent.append(level)
        self._smooth.append(sum(self._recent) / len(self._recent))
        return out


class Onset:
    """Notices that somebody begins to speak: 6 of the last 10 frames stand out, so that a click does not count."""

    NEEDED: Final = 6
    OF: Final = 10

    def __init__(self) -> None:
        self._last: deque[bool] = deque(maxlen=self.OF)

    def hear(self, *, stands_out: bool) -> bool:
        """Take in whether the next frame stands out. Returns whether somebody has begun to speak."""
        self._last.append(stands_out)
        return sum(self._last) >= self.NEEDED


class Utterance:
    """One stretch of listening: whether speech has begun in it, and whether it is over.

    It is over after ``end_seconds`` of silence. The first ``deaf_seconds`` do not count: they may hold our own beep.
    """

    def __init__(self, *, end_seconds: float, deaf_seconds: float = 0.0) -> None:
        self._onset = Onset()
        self._deaf = round(deaf_seconds / FRAME_SECONDS)
        self._quiet_needed = round(end_seconds / FRAME_SECONDS)
        self._quiet = 0
        self._levels: list[float] = []
        self.begun = False
        self.frames = 0

    @property
    def seconds(self) -> float:
        """How long it has lasted."""
        return self.frames * FRAME_SECONDS

    @property
    def ended(self) -> bool:
        """Whether speech has begun and then been silent for long enough."""
        return self.begun and self._quiet >= self._quiet_needed

    @property
    def is_speech(self) -> bool:
        """Whether the loud frames swelled and fell as speech does; noise and tones stay at one level."""
        loud = sorted(self._levels)
        if not self.begun or len(loud) < Onset.NEEDED:
            return False
        return loud[-1 - len(loud) // 20] - loud[len(loud) // 10] >= SPREAD_DECIBELS

    def hear(self, level: float, *, stands_out: bool) -> None:
        """Take in the level of the next frame, and whether it stands out from the room."""
        self.frames += 1
        if self.frames <= self._deaf:
            return
        self.begun = self._onset.hear(stands_out=stands_out) or self.begun
        self._quiet = 0 if stands_out else self._quiet + 1
        if self.begun and self._quiet < Onset.OF:
            self._levels.append(level)


class BargeIn:
    """Notices that somebody speaks over our own voice: clearly louder than the microphone has heard that voice so far.

    The first half second teaches how loud our own voice arrives. With a headset that is nothing; beside a loudspeaker
    a person has to raise their voice, or press the key, or say the wake word.
    """

    LEARN_FRAMES: Final = round(0.5 / FRAME_SECONDS)
    ABOVE_ECHO_DECIBELS: Final = 6.0
    FADE_DECIBELS: Final = 0.02  # by which the remembered loudness of our voice falls with each frame

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=5)
        self._onset = Onset()
        self._echo = ASSUMED_FLOOR_DECIBELS
        self._frames = 0

    def hear(self, level: float, floor: float) -> bool:
        """Take in the level of a frame that was heard while we speak, and that of the room, both in decibels.

        Returns whether somebody interrupts.
        """
        self._frames += 1
        self._recent.append(level)
        smooth = sum(self._recent) / len(self._recent)
        least = max(self._echo + self.ABOVE_ECHO_DECIBELS, floor + MARGIN_DECIBELS, QUIETEST_DECIBELS)
        louder = self._frames > self.LEARN_FRAMES and level > least
        interrupts = self._onset.hear(stands_out=louder)
        self._echo = max(self._echo - self.FADE_DECIBELS, smooth if not louder else self._echo)
        return interrupts
