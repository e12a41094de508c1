"""Who may use an engine's slots, and who waits: fair between devices, in order within each.

Pure: does not know what is computed, nor how anybody waits. The rules:

- A free slot goes to the caller that has the fewest already; between equals, to whoever was given one longest ago.
- Where there are several slots, one caller alone never has all of them: somebody else finds one free at once.
- Who waits is bounded, in all and for each caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from forge_ai.errors import EngineBusy


@dataclass(frozen=True, slots=True)
class _Place:
    """One request, by a number that grows with time, and whose it is."""

    ticket: int
    caller: str


class FairQueue:
    """The slots of one engine. With ``slots`` of 0 nobody ever waits."""

    def __init__(self, slots: int, most_waiting: int, most_waiting_of_one: int) -> None:
        self.slots = slots
        self._most_waiting = most_waiting
        self._most_waiting_of_one = most_waiting_of_one
        self._tickets = 0
        self._running: dict[int, _Place] = {}
        self._waiting: dict[int, _Place] = {}
        self._given: dict[str, int] = {}  # when each caller that is here was given its last slot, as a number of gifts
        self._gifts = 0

    @property
    def running(self) -> int:
        """How many have a slot."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self._waiting)

    def arrive(self, caller: str) -> tuple[int, bool]:
        """A ticket, and whether it has a slot already. Raises :class:`EngineBusy` when too many wait."""
        place = _Place(self._tickets, caller)
        if self._may_begin(caller):  # whoever waits may not begin now, or would have
            self._give(place)
        else:
            self._check_room(caller)
            self._waiting[place.ticket] = place
        self._tickets += 1
        return place.ticket, place.ticket in self._running

    def leave(self, ticket: int) -> list[int]:
        """Somebody is done, or waits no longer; the tickets that get a slot now."""
        self._running.pop(ticket, None)
        self._waiting.pop(ticket, None)
        called = list(self._let_in())
        here = {place.caller for place in (*self._running.values(), *self._waiting.values())}
        self._given = {caller: gift for caller, gift in self._given.items() if caller in here}
        return called

    def _give(self, place: _Place) -> None:
        self._running[place.ticket] = place
        self._given[place.caller] = self._gifts
        self._gifts += 1

    def _let_in(self) -> Iterator[int]:
        while (place := self._next()) is not None:
            self._give(self._waiting.pop(place.ticket))
            yield place.ticket

    def _next(self) -> _Place | None:
        shares = Counter(place.caller for place in self._running.values())
        able = [place for place in self._waiting.values() if self._may_begin(place.caller)]
        return min(
            able,
            key=lambda place: (shares[place.caller], self._given.get(place.caller, -1), place.ticket),
            default=None,
        )

    def _may_begin(self, caller: str) -> bool:
        if not self.slots:
            return True
        share = sum(place.caller == caller for place in self._running.values())
        return len(self._running) < self.slots and share < max(1, self.slots - 1)

    def _check_room(self, caller: str) -> None:
        own = sum(place.caller == caller for place in self._waiting.values())
        if len(self._waiting) >= self._most_waiting or own >= self._most_waiting_of_one:
            wait = max(1, len(self._waiting) // max(1, self.slots))
            raise EngineBusy(f"{len(self._waiting)} answers are waited for already.", retry_after=float(wait))
