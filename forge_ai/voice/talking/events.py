"""What can happen in a spoken conversation: sound comes, a key is pressed, words are recognised, an answer is written.

Does not know what is done about it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """20 milliseconds of sound."""

    samples: bytes


@dataclass(frozen=True, slots=True)
class Pressed:
    """The key of push-to-talk was pressed."""


@dataclass(frozen=True, slots=True)
class WakeHeard:
    """The spotter believes that it heard the wake word."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the recogniser has understood so far."""

    text: str


@dataclass(frozen=True, slots=True)
class Transcribed:
    """What the recogniser made of the whole utterance."""

    text: str


@dataclass(frozen=True, slots=True)
class HearingFailed:
    """The recogniser failed; the sentence is for the person."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """The brain has written more of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is whole."""


@dataclass(frozen=True, slots=True)
class AnswerFailed:
    """The answer does not come, or broke off; the sentence is for the person."""

    reason: str


@dataclass(frozen=True, slots=True)
class Began:
    """The piece with that number begins to be heard."""

    number: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """The piece with that number has been heard to its end."""

    number: int


@dataclass(frozen=True, slots=True)
class Silenced:
    """The loudspeaker is quiet, as it was told to be."""


@dataclass(frozen=True, slots=True)
class SoundEnded:
    """The recording ended, or the microphone is gone; then ``reason`` is a sentence for the person."""

    reason: str = ""


Event = (
    Frame
    | Pressed
    | WakeHeard
    | Understood
    | Transcribed
    | HearingFailed
    | AnswerPart
    | Answered
    | AnswerFailed
    | Began
    | Spoken
    | Silenced
    | SoundEnded
)
Report = Callable[[Event], None]
