"""Who may try a join key now: so many in a minute, and so many of one address, for each try costs arithmetic.

Most turns are for first tries, so that whoever has few addresses keeps no newcomer out. Who knew the key gives the turn
back, so that a fleet of any size gets in. Does not know keys, nor reads a clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final

from forge_ai.errors import PairingClosed
from forge_ai.limits import JOIN_EXCHANGES_OF_ONE, JOIN_EXCHANGES_PER_MINUTE, JOIN_EXCHANGES_REPEATED

WINDOW_SECONDS: Final = 60.0
NETWORK_BITS: Final = 64  # of IPv6: whoever has one address of such a network has them all


@dataclass(eq=False, frozen=True, slots=True)
class Turn:
    """One try: when it began, and from where."""

    at: float
    address: str
    is_first: bool = True


class JoinTurns:
    """The tries of the last minute."""

    def __init__(self) -> None:
        self._taken: deque[Turn] = deque()

    def take(self, address: str, now: float) -> Turn:
        """Begin a try. Raises :class:`PairingClosed` when that address, or all together, had too many."""
        while self._taken and self._taken[0].at <= now - WINDOW_SECONDS:
            self._taken.popleft()
        place = _place(address)
        of_one = sum(turn.address == place for turn in self._taken)
        repeated = sum(not turn.is_first for turn in self._taken)
        is_one_too_many = of_one >= JOIN_EXCHANGES_OF_ONE or (of_one > 0 and repeated >= JOIN_EXCHANGES_REPEATED)
        if is_one_too_many or len(self._taken) >= JOIN_EXCHANGES_PER_MINUTE:
            raise PairingClosed("Too many devices are joining at this moment.", hint="Try again in a minute.")
        turn = Turn(now, place, not of_one)
        self._taken.append(turn)
        return turn

    def give_back(self, turn: Turn) -> None:
        """Whoever had it knew the key."""
        if turn in self._taken:
            self._taken.remove(turn)


def _place(address: str) -> str:
    """The address, or the network of an IPv6 address."""
    try:
        literal = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return address if literal.version == 4 else str(ip_network((literal, NETWORK_BITS), strict=False))
