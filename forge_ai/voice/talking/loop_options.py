"""How the loop of a spoken conversation behaves, and where it can be.

Does not know what happens in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
