"""One answer while it is written and said: its pieces, and which of them may be heard just now.

Pure: the time comes in as seconds that only grow. Does not know what makes the pieces sound.
"""

from __future__ import annotations

from typing import Final

from forge_ai.voice.words.sentences import Sentences
from forge_ai.voice.words.wake import says

ECHO_SECONDS: Final = 1.5  # how long a piece may still sound after it was played


class SpokenAnswer:
    """One answer: the pieces into which it is cut, and which of them sound or have sounded."""

    def __init__(self) -> None:
        self._sentences = Sentences()
        self._pieces: list[str] = []
        self._sounding: set[int] = set()
        self._sounded: dict[int, float] = {}
        self._whole = False

    @property
    def is_said(self) -> bool:
        """Whether the answer is whole and every piece of it has been heard."""
        return self._whole and len(self._sounded) == len(self._pieces)

    def add(self, text: str) -> list[str]:
        """Take in more of the answer; returns the pieces that are whole now."""
        return self._sentences.feed(text)

    def end(self) -> list[str]:
        """The answer is whole; returns the last pieces."""
        self._whole = True
        return self._sentences.finish()

    def number(self, words: str) -> int:
        """Keep the words of a piece that is to be said; returns its number."""
        self._pieces.append(words)
        return len(self._pieces) - 1

    def begin(self, number: int) -> None:
        """Note that a piece begins to sound."""
        if number < len(self._pieces):
            self._sounding.add(number)

    def finish(self, number: int, now: float) -> None:
        """Note that a piece has sounded at the time ``now``."""
        self._sounding.discard(number)
        if number < len(self._pieces):
            self._sounded[number] = now

    def may_be_heard_saying(self, wake: str, now: float) -> bool:
        """Whether the wake word is in what comes out of our own loudspeaker now or did a moment ago."""
        late = [number for number, when in self._sounded.items() if now - when <= ECHO_SECONDS]
        nearby = sorted({*self._sounding, *late})
        return says(" ".join(self._pieces[number] for number in nearby), wake)
