"""Notices an answer that only repeats itself, as small models write when they are asked what they never saw.

Pure. Does not know who answers, nor what is done about it.
"""

from __future__ import annotations

from typing import Final

CIRCLING_LETTERS: Final = 300  # of nothing new; a ruled line on a wide terminal has fewer
LONGEST_ROUND: Final = 24  # letters after which the same comes again


class Circling:
    """Listens to one answer."""

    def __init__(self) -> None:
        self._last = ""

    def hear(self, text: str) -> bool:
        """More of the answer; true when it has long been saying the same over and over."""
        self._last = (self._last + text)[-(CIRCLING_LETTERS + LONGEST_ROUND) :]
        if len(self._last) < CIRCLING_LETTERS + LONGEST_ROUND:
            return False
        said = self._last[-CIRCLING_LETTERS:]
        return any(self._last[-CIRCLING_LETTERS - back : -back] == said for back in range(1, LONGEST_ROUND + 1))
