"""One answer by several brains: which is asked next when one fails, and what it is told of the answer so far.

Pure: does not know what brains are, only how many there are, the best first. Somebody else asks them and says here what
came of it. The rules:

- What a brain refused, because the request is wrong, is refused: nobody else is asked the same.
- A brain that failed is not asked again. One that is only busy is, when nobody else is left, after the time that it
  named.
- The next brain gets what was said so far as the beginning of its own turn (:mod:`forge_ai.protocol.brains.joint`).
- Without leave to go on elsewhere, the first brain's failure is the answer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from forge_ai.protocol.brains.joint import Joint

UNKNOWN_WAIT_SECONDS: Final = 2.0
LONGEST_WAIT_SECONDS: Final = 30.0
MOST_WAITS: Final = 60  # a brain that is busy for ever is an answer too


class Failure(Enum):
    """Why a brain did not answer, or not to the end."""

    REFUSED = auto()  # the request is wrong, whoever answers it
    UNSUITED = auto()  # it has not let us in, or has no such model
    BUSY = auto()  # it did not take the request now and may do so later
    BROKEN = auto()  # it was not reached, fell silent, broke off or failed


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the brain of that number, after so many seconds; its turn begins with ``prefill``."""

    brain: int
    prefill: str = ""
    wait_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nobody is left, or nobody else may be asked."""


class Failover:
    """One answer. ``said`` is what the person has seen of it, ``parts`` how many pieces of text that was."""

    def __init__(self, brains: int, *, may_go_on: bool = True) -> None:
        self.said = ""
        self.parts = 0
        self._left = list(range(brains))
        self._busy: dict[int, float] = {}
        self._may_go_on = may_go_on
        self._waits = 0
        self._joint = Joint("")

    @property
    def is_last(self) -> bool:
        """Whether nobody else would go on if the brain that is asked failed."""
        return not self._may_go_on or len(self._left) <= 1

    def begin(self) -> Ask | GiveUp:
        """Whom to ask first."""
        return self._next()

    def hear(self, text: str) -> str:
        """The brain that was asked says something; returns what of it is to be passed on."""
        return self._say(self._joint.feed(text))

    def end(self) -> str:
        """The answer has ended well; returns the last text to be passed on."""
        return self._say(self._joint.end())

    def fail(self, failure: Failure, wait_seconds: float | None = None) -> Ask | GiveUp:
        """The brain that was asked has failed. ``wait_seconds`` is what a busy one named, if it did."""
        brain = self._left.pop(0)
        if failure is Failure.BUSY:
            named = UNKNOWN_WAIT_SECONDS if wait_seconds is None else wait_seconds
            self._busy[brain] = min(max(named, 0.0), LONGEST_WAIT_SECONDS)
        if failure is Failure.REFUSED or not (self._may_go_on or failure is Failure.BUSY):
            return GiveUp()
        if not self._may_go_on:
            self._left.clear()
        return self._next()

    def _next(self) -> Ask | GiveUp:
        wait = 0.0
        if not self._left and self._busy and self._waits < MOST_WAITS:
            self._waits += 1
            brain = min(self._busy, key=lambda one: (self._busy[one], one))
            wait = self._busy.pop(brain)
            self._left.append(brain)
        if not self._left:
            return GiveUp()
        self._joint = Joint(self.said)
        return Ask(self._left[0], self._joint.prefill, wait)

    def _say(self, text: str) -> str:
        self.said += text
        self.parts += bool(text)
        return text
