"""The table of the nodes that were seen: which are there, since when, and which have fallen silent.

Does not know sockets or clocks: every call says what time it is, in steady seconds. Nothing here is trusted; the table
is bounded, and what strangers say pushes no paired device out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from forge_ai.limits import SEEN_ADDRESSES_OF_A_NODE, SEEN_NODES, SEEN_NODES_FROM_ONE_ADDRESS
from forge_ai.protocol.finding.announce import SECRET_BYTES, Card, instance_of

UNKNOWN_INSTANCE: Final = bytes(SECRET_BYTES)  # of a node that was reached over HTTP only
HELLO_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 6.0  # after one hello was missed, ask
ASK_AGAIN_SECONDS: Final = 1.5
DOUBTED_SECONDS: Final = 9.0  # packets may be lost while the node still answers requests: try one
GONE_SECONDS: Final = 14.0  # a node that was killed is gone from every list within 15 seconds


@dataclass(frozen=True, slots=True)
class Source:
    """An address from which a node answered, the UDP port that it answered from (0: over HTTP only), and when last."""

    host: str
    reply_port: int
    last: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """One node as it was seen. Times are steady seconds.

    ``legs`` are the ways in which it was found, ``proved_at`` is the address at which it proved to be the paired device
    that it says it is (nothing: not proved).
    """

    card: Card
    sources: tuple[Source, ...]
    legs: tuple[str, ...]
    asked: float
    doubted: bool = False
    proved_at: str = ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses from which it answered."""
        return tuple(source.host for source in self.sources)

    @property
    def last(self) -> float:
        """When it was last heard, from wherever."""
        return max(source.last for source in self.sources)

    @property
    def key(self) -> Key:
        """What makes this node different from all others."""
        return key_of(self.card)


Key = tuple[str, bytes, str, int]


def key_of(card: Card) -> Key:
    """A copied data folder has the same device id, but another instance; a liar about name or port is somebody else."""
    return card.device_id, card.instance, card.name, card.port


class Duty(Enum):
    """What is to be done about a node that fell silent."""

    ASK = "ask it for an answer by UDP"
    DOUBT = "try a request"
    DROP = "take it off the list"


class Sightings:
    """The nodes that were seen by one device. Not safe for several threads; its owner holds a lock.

    ``is_paired`` says whether a device id belongs to a paired device: those always find room.
    """

    def __init__(self, is_paired: Callable[[str], bool] = lambda _: False) -> None:
        self._is_paired = is_paired
        self._nodes: dict[Key, Sighting] = {}
        self._departed: dict[bytes, None] = {}  # instances that have said goodbye, the oldest first

    def __len__(self) -> int:
        return len(self._nodes)

    def all(self) -> tuple[Sighting, ...]:
        """Every node on the list, in the order in which they were found."""
        return tuple(self._nodes.values())

    def get(self, card: Card) -> Sighting | None:
        """The node that this card describes, when it is on the list."""
        return self._nodes.get(key_of(card))

    def knows_instance(self, instance: bytes) -> bool:
        """Whether a node with this instance is on the list."""
        return any(key[1] == instance for key in self._nodes)

    def knows(self, card: Card, source: str) -> bool:
        """Whether this node has answered from this address before."""
        seen = self._nodes.get(key_of(card))
        return seen is not None and source in seen.hosts

    def is_outlived(self, key: Key) -> bool:
        """Whether it is off the list, or another start of the same node was heard since: what answers is that one."""
        seen = self._nodes.get(key)
        return seen is None or any(_outlives(other, seen) for other in self._nodes.values())

    def hear(self, card: Card, source: str, reply_port: int, leg: str, at: float) -> Sighting | None:
        """Take up what a node said from ``source``, after a round trip.

        None when there is no room for it, and when it has said goodbye: its last answers may be read after that.
        """
        if card.instance in self._departed:
            return None
        seen = self._nodes.get(key_of(card))
        if seen is None and not self._makes_room(card, source):
            return None
        fresh = Sighting(card, (Source(source, reply_port, at),), (leg,), at)
        heard = _merged(seen, fresh) if seen else fresh
        self._nodes[heard.key] = heard
        return heard

    def refresh(self, card: Card, source: str, at: float) -> bool:
        """Take a hello as a sign of life. False when nobody has answered from there under this card yet."""
        if not self.knows(card, source):
            return False
        seen = self._nodes[key_of(card)]
        self._nodes[seen.key] = replace(_heard_from(seen, {source}, at), card=card)
        return True

    def prove(self, key: Key, source: str, at: float) -> bool:
        """A node proved at this address who it is; whether that is news."""
        seen = self._nodes.get(key)
        if seen is None:
            return False
        self._nodes[key] = replace(_heard_from(seen, {source}, at), proved_at=source)
        return seen.proved_at != source

    def leave(self, secret: bytes) -> list[Sighting]:
        """Take off the nodes whose goodbye this is, for good; who cannot show the secret takes nobody off."""
        instance = instance_of(secret)
        self._departed[instance] = None
        if len(self._departed) > SEEN_NODES:
            del self._departed[next(iter(self._departed))]
        return [self._nodes.pop(key) for key in list(self._nodes) if key[1] == instance]

    def drop(self, keys: Iterable[Key]) -> list[Sighting]:
        """Take nodes off the list."""
        return [self._nodes.pop(key) for key in keys if key in self._nodes]

    def due(self, at: float) -> list[tuple[Duty, Sighting]]:
        """What silence calls for now. Marks the nodes as asked or doubted; :meth:`drop` is the caller's."""
        duties = []
        for seen in self.all():
            duty = _duty(seen, at)
            if duty is not None:
                duties.append((duty, seen))
                self._nodes[seen.key] = _marked(seen, duty, at)
        return duties

    def next_due(self) -> float | None:
        """The time at which :meth:`due` has something to say again; None for never."""
        return min((_next_duty(seen) for seen in self._nodes.values()), default=None)

    def _makes_room(self, card: Card, source: str) -> bool:
        if self._is_paired(card.device_id):
            return self._makes_room_for_claim(card.device_id)
        neighbours = sum(seen.hosts[0] == source for seen in self._nodes.values())
        if neighbours >= SEEN_NODES_FROM_ONE_ADDRESS:
            return False
        return len(self._nodes) < SEEN_NODES or self._makes_room_in_a_crowd(neighbours)

    def _makes_room_in_a_crowd(self, neighbours: int) -> bool:
        """Where the table is full, the newest from the address with most nodes goes, for one with fewer."""
        strangers = [seen for seen in self._nodes.values() if not self._is_paired(seen.card.device_id)]
        crowds = Counter(seen.hosts[0] for seen in strangers)
        crowd, many = crowds.most_common(1)[0] if crowds else ("", 0)
        if many <= neighbours + 1:
            return False
        newest = next(seen for seen in reversed(strangers) if seen.hosts[0] == crowd)
        del self._nodes[newest.key]
        return True

    def _makes_room_for_claim(self, device_id: str) -> bool:
        """Anybody can claim to be a paired device: where too many do, the oldest who has not proved it goes."""
        claims = [seen for seen in self._nodes.values() if seen.card.device_id == device_id]
        if len(claims) < SEEN_NODES_FROM_ONE_ADDRESS:
            return True
        unproved = next((seen for seen in claims if not seen.proved_at), None)
        if unproved is not None:
            del self._nodes[unproved.key]
        return unproved is not None


def _outlives(other: Sighting, seen: Sighting) -> bool:
    is_same_place = other.card.port == seen.card.port and not {*other.hosts}.isdisjoint(seen.hosts)
    is_another_start = other.card.instance not in {seen.card.instance, UNKNOWN_INSTANCE}
    return other.card.device_id == seen.card.device_id and is_same_place and is_another_start and other.last > seen.last


def _merged(seen: Sighting, fresh: Sighting) -> Sighting:
    at = fresh.last
    hosts = {*fresh.hosts}
    others = tuple(source for source in seen.sources if source.host not in hosts and at - source.last < GONE_SECONDS)
    is_full = len(others) >= SEEN_ADDRESSES_OF_A_NODE
    return replace(
        fresh,
        sources=others if is_full else _in_place(seen, fresh.sources[0], others),
        legs=tuple(dict.fromkeys(seen.legs + fresh.legs)),
        proved_at=seen.proved_at,
    )


def _in_place(seen: Sighting, fresh: Source, others: tuple[Source, ...]) -> tuple[Source, ...]:
    """A known address keeps its place, a new one comes last: repeating a card from elsewhere displaces nothing."""
    if fresh.host not in seen.hosts:
        return (*others, fresh)
    place = sum(source in others for source in seen.sources[: seen.hosts.index(fresh.host)])
    return (*others[:place], fresh, *others[place:])


def _heard_from(seen: Sighting, hosts: set[str], at: float) -> Sighting:
    """A sign of life from these addresses; those that have been silent for long are forgotten."""
    sources = tuple(replace(source, last=at) if source.host in hosts else source for source in seen.sources)
    return replace(
        seen, sources=tuple(source for source in sources if at - source.last < GONE_SECONDS) or sources, doubted=False
    )


def _duty(seen: Sighting, at: float) -> Duty | None:
    if at - seen.last >= GONE_SECONDS:
        return Duty.DROP
    if at - seen.last >= DOUBTED_SECONDS and not seen.doubted:
        return Duty.DOUBT
    if at - seen.last >= SILENT_SECONDS and at - seen.asked >= ASK_AGAIN_SECONDS:
        return Duty.ASK
    return None


def _marked(seen: Sighting, duty: Duty, at: float) -> Sighting:
    return replace(seen, doubted=True) if duty is Duty.DOUBT else replace(seen, asked=at)


def _next_duty(seen: Sighting) -> float:
    ask = max(seen.last + SILENT_SECONDS, seen.asked + ASK_AGAIN_SECONDS)
    doubt = seen.last + DOUBTED_SECONDS
    gone = seen.last + GONE_SECONDS
    return min(ask, gone) if seen.doubted else min(ask, doubt, gone)
