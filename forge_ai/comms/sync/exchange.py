"""One exchange of memories with a peer: both have everything after it, or it is told that they have not.

Does not know how records are merged, how the peer is reached, nor when an exchange is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.errors import VectorGap
from forge_ai.protocol.version_vector import covers, joined

if TYPE_CHECKING:
    from forge_ai.comms.sync.memory_link import MemoryLink
    from forge_ai.memory.replica import Replica

_TRIES: Final = 3  # a gap closes with the next exchange, which starts where the device really stands


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did: records that came and that were new here, records that went and that were new there."""

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
    """Take what is lacking here, give what is lacking there."""
    for _ in range(_TRIES - 1):
        try:
            return _exchange_once(replica, link)
        except VectorGap:
            continue
    return _exchange_once(replica, link)


def _exchange_once(replica: Replica, link: MemoryLink) -> SyncReport:
    taken = replica.receive(link.frames(replica.vector()))
    theirs = taken.vector
    if theirs is None:
        raise VectorGap(f"{link.peer} did not send all of it.")
    replica.meet(link.known_as, theirs)
    if covers(theirs, replica.vector()):
        return SyncReport(link.peer, taken.records, taken.changed, 0, 0)
    given = link.give(replica.delta(theirs))
    replica.meet(link.known_as, joined(theirs, given.vector))
    return SyncReport(link.peer, taken.records, taken.changed, given.records, given.changed)
