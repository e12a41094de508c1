"""The pace of one answer: how many events came in what time, and how often the node reads more of them.

Each read costs the node and its client about as much as a small model's token. A node with many fast streams would do
nothing else, so it reads each stream as often as all of them together allow. Does not know what the events say.
"""

from __future__ import annotations

from typing import Final

LOOKS_PER_SECOND: Final = 1_000  # for all answers of a node together
LONGEST_REST_SECONDS: Final = 0.01  # no person sees a hundredth of a second


class Pace:
    """Counts the events of one answer. Times are those of one steady clock, in seconds."""

    def __init__(self) -> None:
        self.events = 0
        self._first_look = 0
        self._first = self._last = 0.0

    @property
    def per_second(self) -> float:
        """How many events a second came after the first look; zero where none did.

        An engine that had no processor for sending says much at once: then this is far more than it computes.
        """
        seconds = self._last - self._first
        return (self.events - self._first_look) / seconds if seconds > 0 else 0.0

    def note(self, events: int, now: float, answers: int) -> float:
        """So many events came just now; how long to look at nothing after them, while so many answers are written.

        An answer whose events come more slowly than that gets each of them at once.
        """
        shortest = min(answers / LOOKS_PER_SECOND, LONGEST_REST_SECONDS)
        rest = shortest if self.events and now - self._last < shortest else 0.0
        if not self.events:
            self._first, self._first_look = now, events
        self._last = now
        self.events += events
        return rest
