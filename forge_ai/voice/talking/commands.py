"""What the loop of a spoken conversation wants done: beep, recognise, ask, say, be quiet, leave.

Does not know who does it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
