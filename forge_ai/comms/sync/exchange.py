"""One exchange of memories with a peer: afterwards both have the same, or an error says that they have not.

Does not know how records are merged, how the peer is reached, nor when an exchange is due.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from forge_ai.errors import VectorGap
from forge_ai.protocol.memory.version_vector import covers, joined

if TYPE_CHECKING:
    from forge_ai.comms.sync.memory_link import MemoryLink
    from forge_ai.memory.replica import Received, Replica
    from forge_ai.protocol.memory.version_vector import Vector

_Result = TypeVar("_Result")
_TRIES: Final = 3  # a gap closes with the next exchange, which starts where the device really stands


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did: records that came, those of them that were new here; records that went, those new there."""

    peer: str
    received: int
    new_here: int
    sent: int
    new_there: int

    def __str__(self) -> str:
        """One line for a person."""
        if not self.received and not self.sent:
            return f"{self.peer} and this device already had the same memories."
        came = f"{self.received} came from {self.peer} ({self.new_here} new here)"
        return f"{came}, {self.sent} went there ({self.new_there} new there)."


def exchange(replica: Replica, link: MemoryLink) -> SyncReport:
    """Take what is missing here, give what is missing there.

    Raises :class:`Unreachable`, :class:`PeerFault` or what the peer refused with; what was merged before is kept.
    """
    return _persistently(lambda: _exchange_once(replica, link))


def take(replica: Replica, link: MemoryLink) -> Received:
    """Take what is missing here. When nothing is, wait for it as long as the link waits."""
    return _persistently(lambda: _take_once(replica, link)[0])


def _persistently(act: Callable[[], _Result]) -> _Result:
    for _ in range(_TRIES - 1):
        with suppress(VectorGap):
            return act()
    return act()


def _exchange_once(replica: Replica, link: MemoryLink) -> SyncReport:
    taken, theirs = _take_once(replica, link)
    if covers(theirs, replica.vector()):
        return SyncReport(link.peer, taken.records, taken.changed, 0, 0)
    with closing(replica.delta(theirs)) as frames:  # who still reads keeps the log from shrinking
        given = link.give(frames)
    replica.meet(link.known_as, joined(theirs, given.vector))
    return SyncReport(link.peer, taken.records, taken.changed, given.records, given.changed)


def _take_once(replica: Replica, link: MemoryLink) -> tuple[Received, Vector]:
    taken = replica.receive(link.frames(replica.vector()))
    if taken.vector is None:
        raise VectorGap(f"{link.peer} did not send all of it.")
    replica.meet(link.known_as, taken.vector)
    return taken, taken.vector
