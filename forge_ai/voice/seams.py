"""What every recogniser and every voice is: a listener turns sound into words, a speaker turns words into sound.

Each may run in a child process, in another program or on another device. Does not know any engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from forge_ai.voice.audio.sound import Sound


class Hearing(Protocol):
    """One utterance that is being heard."""

    def hear(self, samples: bytes) -> str:
        """Take in sound (mono, 16 bits, ``RATE`` samples a second). Returns what was understood so far, "" if unknown.

        Raises our errors when the engine failed.
        """

    def finish(self) -> str:
        """The words of the whole utterance; "" when there were none. Raises our errors when the engine failed."""

    def drop(self) -> None:
        """Forget the utterance; nobody wants its words. Harmless after :meth:`finish`."""


class Spotting(Protocol):
    """A wake word that is being listened for."""

    def hear(self, samples: bytes) -> bool:
        """Take in more sound. Returns whether the wake word was heard since the last call; never blocks for long."""

    def catch_up(self) -> bool:
        """Wait until all sound so far was looked at. Returns whether the wake word was heard since the last call."""

    def close(self) -> None:
        """Stop listening for it."""


class Listener(Protocol):
    """Turns sound into words. One utterance at a time."""

    @property
    def name(self) -> str:
        """What a person reads: the engine, its model, and where it runs."""

    def begin(self) -> Hearing:
        """Begin to hear an utterance. Raises our errors when the engine cannot be had."""

    def close(self) -> None:
        """End the engine and what it holds."""


class Spotter(Protocol):
    """Can listen for a wake word."""

    def spot(self, wake: str) -> Spotting:
        """Begin to listen for it. Raises :class:`BadInput` for a word that the engine does not know."""


class Speaker(Protocol):
    """Turns words into sound."""

    @property
    def name(self) -> str:
        """What a person reads: the engine, its voice, and where it runs."""

    def say(self, text: str, voice: str = "") -> Iterator[Sound]:
        """The sound of a text, in parts as they are made; closing the iterator stops it. Raises our errors."""

    def close(self) -> None:
        """End the engine and what it holds."""
