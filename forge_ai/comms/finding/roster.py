"""The table of the nodes that were seen, safe to use from several threads.

Does not know packets or sockets.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from forge_ai.clock import Clock
from forge_ai.protocol.finding.announce import Card
from forge_ai.protocol.finding.sightings import Duty, Key, Sighting, Sightings


class Roster:
    """:class:`Sightings` behind a lock. ``changes`` counts how often a node came, left or changed."""

    def __init__(self, clock: Clock, is_paired: Callable[[str], bool]) -> None:
        self._clock = clock
        self._table = Sightings(is_paired)
        self._changed = threading.Condition()
        self._changes = 0

    def all(self) -> tuple[Sighting, ...]:
        """Every node on the list."""
        with self._changed:
            return self._table.all()

    @property
    def changes(self) -> int:
        """How often something changed so far."""
        with self._changed:
            return self._changes

    def wait_for_change(self, since: int, seconds: float) -> int:
        """Wait until ``changes`` is no longer ``since``, at most so many seconds; return ``changes``."""
        with self._changed:
            self._changed.wait_for(lambda: self._changes != since, seconds)
            return self._changes

    def hear(self, card: Card, source: str, reply_port: int, leg: str) -> Sighting | None:
        """A node answered; the sighting when it is new, or has become different."""
        news: list[Sighting] = []

        def hear() -> bool:
            before = self._table.get(card)
            now = self._table.hear(card, source, reply_port, leg, self._clock.steady())
            if now is not None and _differs(before, now):
                news.append(now)
            return bool(news)

        self._do(hear)
        return news[0] if news else None

    def refresh(self, card: Card, source: str) -> bool:
        """A node said hello; whether it is known from there."""
        known = False

        def refresh() -> bool:
            nonlocal known
            before = self._table.get(card)
            known = self._table.refresh(card, source, self._clock.steady())
            return known and before is not None and before.card != card

        self._do(refresh)
        return known

    def prove(self, key: Key, source: str) -> bool:
        """A node proved at this address who it is; whether that is news."""
        return self._do(lambda: self._table.prove(key, source, self._clock.steady()))

    def knows_device(self, device_id: str) -> bool:
        """Whether a node is on the list that has proved to be of this device."""
        return any(seen.card.device_id == device_id and seen.proved_at for seen in self.all())

    def knows_instance(self, instance: bytes) -> bool:
        """Whether a node with this instance is on the list."""
        with self._changed:
            return self._table.knows_instance(instance)

    def is_outlived(self, key: Key) -> bool:
        """Whether it is off the list, or the same node was started again since."""
        with self._changed:
            return self._table.is_outlived(key)

    def leave(self, secret: bytes) -> bool:
        """Somebody said goodbye; whether anybody left."""
        return self._do(lambda: bool(self._table.leave(secret)))

    def drop(self, key: Key) -> bool:
        """Take a node off the list."""
        return self._do(lambda: bool(self._table.drop([key])))

    def due(self) -> list[tuple[Duty, Sighting]]:
        """What is to be done now about nodes that fell silent."""
        with self._changed:
            return self._table.due(self._clock.steady())

    def next_due(self) -> float | None:
        """When :meth:`due` has something to say again."""
        with self._changed:
            return self._table.next_due()

    def _do(self, act: Callable[[], bool]) -> bool:
        with self._changed:
            changed = act()
            if changed:
                self._changes += 1
                self._changed.notify_all()
            return changed


def _differs(before: Sighting | None, now: Sighting) -> bool:
    return before is None or (before.card, before.hosts, before.legs) != (now.card, now.hosts, now.legs)
