"""Who may try a join key now: so many in a minute, and so many of one address, for each try costs arithmetic.

Who knew the key gives the turn back, so that a fleet of any size gets in. Does not know keys, nor reads a clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import PairingClosed
from forge_ai.limits import JOIN_EXCHANGES_OF_ONE, JOIN_EXCHANGES_PER_MINUTE

WINDOW_SECONDS: Final = 60.0


@dataclass(eq=False, frozen=True, slots=True)
class Turn:
    """One try: when it began, and from where."""

    at: float
    address: str


class JoinTurns:
    """The tries of the last minute."""

    def __init__(self) -> None:
        self._taken: deque[Turn] = deque()

    def take(self, address: str, now: float) -> Turn:
        """Begin a try. Raises :class:`PairingClosed` when that address, or all together, had too many."""
        while self._taken and self._taken[0].at <= now - WINDOW_SECONDS:
            self._taken.popleft()
        of_one = sum(turn.address == address for turn in self._taken)
        if of_one >= JOIN_EXCHANGES_OF_ONE or len(self._taken) >= JOIN_EXCHANGES_PER_MINUTE:
            raise PairingClosed("Too many devices are joining at this moment.", hint="Try again in a minute.")
        turn = Turn(now, address)
        self._taken.append(turn)
        return turn

    def give_back(self, turn: Turn) -> None:
        """Whoever had it knew the key."""
        if turn in self._taken:
            self._taken.remove(turn)
