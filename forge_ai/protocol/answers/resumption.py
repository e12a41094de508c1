"""A stream whose connection broke: whether to take it up again, when, and when to give it up.

Pure: does not know how to connect; time is an argument, in seconds of a steady counter. The rules:

- The first try is made at once, the next ones after growing pauses, for as long as the patience lasts. Every byte that
  arrives makes the patience whole again: it is for stalls, not for the whole answer.
- A device that is not reached at all may have lost its network, or we ours: that comes back.
- A node that takes the connection and then says nothing is frozen. With another brain at hand that is an end at once.
- Where nobody listens any more, the stream is not known, or this device was let go, there is nothing to come back to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

FROZEN_SECONDS: Final = 10.0  # how long a node that is there and says nothing is waited for by who is patient
PAUSES: Final = (0.0, 0.2, 0.3, 0.5)  # seconds before each try; the last one again and again


class Obstacle(Enum):
    """Why a try failed."""

    UNREACHED = auto()  # no connection
    NOBODY = auto()  # the device is there, and no node on it
    SILENT = auto()  # a connection, and no word
    CUT = auto()  # a connection that broke again
    FORGOTTEN = auto()  # the node does not know the stream
    REFUSED = auto()  # the node has let this device go


@dataclass(frozen=True, slots=True)
class Resumption:
    """One break. ``patient``: nobody else could go on with the answer, so that frozen nodes are waited for as well."""

    lost_at: float
    patience: float
    patient: bool = False
    tries: int = 0

    def pause(self) -> float:
        """How long to wait before the next try."""
        return PAUSES[min(self.tries, len(PAUSES) - 1)]

    def failed(self, obstacle: Obstacle, now: float) -> Resumption | None:
        """What to do after a try that failed: the next state, or nothing when it is to be given up."""
        if obstacle in (Obstacle.NOBODY, Obstacle.FORGOTTEN, Obstacle.REFUSED):
            return None
        patience = self.patience
        if obstacle is Obstacle.SILENT:
            patience = min(patience, FROZEN_SECONDS) if self.patient else 0.0
        after = replace(self, tries=self.tries + 1)
        return after if now + after.pause() - self.lost_at < patience else None
