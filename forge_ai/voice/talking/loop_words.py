"""What goes into the loop of a spoken conversation and what comes out: its events, its commands and its options.

An event says what has happened, a command what is to be done. Does not know in which order they come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

GOODBYES: Final = frozenset({"goodbye", "good bye", "bye", "bye bye", "quit", "exit"})
ENOUGH: Final = frozenset({"stop", "stop it", "never mind", "nevermind", "cancel", "be quiet", "quiet", "enough"})


class State(Enum):
    """Where the loop is. ``INTERRUPTED``: our own voice is being silenced, and what is heard is kept."""

    WAITING = "waiting"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    INTERRUPTED = "interrupted"


class Trigger(Enum):
    """What makes the loop listen: a key, the wake word, or any speech at all."""

    KEY = "key"
    WAKE = "wake"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class LoopOptions:
    """How the loop behaves; seconds throughout."""

    trigger: Trigger = Trigger.SPEECH
    wake: str = ""
    end_of_speech: float = 0.7  # silence that ends an utterance
    patience: float = 6.0  # how long nobody may speak after the beep
    longest: float = 60.0  # after which an utterance is cut
    barge_in: bool = True  # whether loud speech interrupts; key and wake word always do


# Events


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

# Commands


class Tone(Enum):
    """What a beep means: go on, I have it, I heard nothing."""

    LISTEN = 880
    HEARD = 660
    NOTHING = 330


@dataclass(frozen=True, slots=True)
class Beep:
    """Play a beep."""

    tone: Tone


@dataclass(frozen=True, slots=True)
class Spot:
    """Look for the wake word in this sound."""

    samples: bytes


@dataclass(frozen=True, slots=True)
class StartHearing:
    """Let the recogniser begin an utterance."""


@dataclass(frozen=True, slots=True)
class Hear:
    """Give the recogniser more sound of the utterance."""

    samples: bytes


@dataclass(frozen=True, slots=True)
class FinishHearing:
    """Let the recogniser report the words of the utterance."""


@dataclass(frozen=True, slots=True)
class DropHearing:
    """Let the recogniser forget the utterance: it was no speech."""


@dataclass(frozen=True, slots=True)
class Show:
    """Show what has been understood so far; ``final`` when it is all."""

    text: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the brain this question."""

    text: str


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Stop the brain: nobody wants the rest of the answer."""


@dataclass(frozen=True, slots=True)
class Write:
    """Show more of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """Say a piece of the answer aloud; `Began` and `Spoken` name it by the number."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class StopSpeaking:
    """Be quiet at once; `Silenced` tells when that is so."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Show the person a line that is no part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Leave:
    """End the conversation."""


Command = (
    Beep
    | Spot
    | StartHearing
    | Hear
    | FinishHearing
    | DropHearing
    | Show
    | Ask
    | StopAsking
    | Write
    | Say
    | StopSpeaking
    | Tell
    | Leave
)
