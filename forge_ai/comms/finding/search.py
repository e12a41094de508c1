"""One search for nodes by UDP: sends a few queries, and yields each node as soon as it answers.

Does not know threads, though others may add to it while it runs. Needs no port of its own, so it works beside any
number of nodes on the same machine.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from forge_ai.clock import Clock
from forge_ai.comms.finding.found import FoundNode, found_node, found_nodes
from forge_ai.comms.finding.roster import Roster
from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.inbox import Inbox
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.comms.lan.sender import Refusal, Sender
from forge_ai.errors import BadAnnouncement
from forge_ai.limits import OPEN_QUERIES
from forge_ai.protocol.finding.announce import NONCE_BYTES, Answer, Card, OtherVersion, Query, read_packet, write_query
from forge_ai.protocol.finding.courtesy import OpenQueries
from forge_ai.protocol.finding.sightings import Key, Sighting

_WAVES: Final = (0.0, 0.1, 0.3, 0.8, 1.5)  # seconds: packets get lost, and Wi-Fi saves them up for sleeping devices
LEAST_SECONDS: Final = 1.0  # how long a search lasts that finds something at once: the slower ways need their time
QUIET_SECONDS: Final = 0.4  # after so long without news, a search that found something is over
SEARCH_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that was reached in another way than by a query of this search."""

    card: Card
    host: str
    leg: str
    proved: bool


class Search:
    """A search on the given interfaces. Close it, or use it as a context manager."""

    def __init__(self, interfaces: tuple[Interface, ...], ports: tuple[int, ...], clock: Clock) -> None:
        self._interfaces = interfaces
        self._ports = ports
        self._clock = clock
        self._queries = OpenQueries()
        self._seen = Roster(clock, lambda _: False)
        self._told: set[Key] = set()
        self._wanted: deque[tuple[list[Endpoint], str]] = deque()
        self._reached: deque[Reached] = deque()
        self._sender = Sender(clock)
        self._inbox = Inbox()
        self._inbox.watch(self._sender.sockets)
        self.refusals: set[Refusal] = set()
        self.other_versions: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._inbox.close()
        self._sender.close()

    def nodes(self) -> tuple[FoundNode, ...]:
        """All that was found so far."""
        return found_nodes(self._seen.all(), self._interfaces)

    def ask(self, targets: list[Endpoint], leg: str) -> None:
        """Ask these addresses too; ``leg`` says what led there. May be called from any thread."""
        if len(self._wanted) < OPEN_QUERIES:
            self._wanted.append((targets, leg))
            self._inbox.ring()

    def add(self, reached: Reached) -> None:
        """Take up a node that was reached in another way. May be called from any thread."""
        self._reached.append(reached)
        self._inbox.ring()

    def take_up(self) -> None:
        """Count what was added after the end."""
        for _ in self._take_up():
            pass

    def run(self, seconds: float, *, until_quiet: bool = True) -> Iterator[FoundNode]:
        """Ask, and yield each node when it answers first. Ends after ``seconds``, or sooner when news run dry."""
        start = news = now = self._clock.steady()
        waves = [start + wait for wait in _WAVES if wait < seconds]
        while now < (end := self._end(start, news, seconds, until_quiet=until_quiet)):
            if waves and waves[0] <= now:
                waves.pop(0)
                self._ask_all()
            self._sender.send_again()
            for seen in self._turn(min([*waves, end, self._sender.due]) - now):
                news = self._clock.steady()
                yield found_node(seen, self._interfaces)
            now = self._clock.steady()

    def _end(self, start: float, news: float, seconds: float, *, until_quiet: bool) -> float:
        if until_quiet and self._told:
            return min(start + seconds, max(start + LEAST_SECONDS, news + QUIET_SECONDS))
        return start + seconds

    def _turn(self, seconds: float) -> Iterator[Sighting]:
        while self._wanted:
            targets, leg = self._wanted.popleft()
            packet = self._query(targets[0].host if len(targets) == 1 else "", leg)
            for target in targets:
                self._sender.send(packet, target)
        for data, source in self._inbox.packets(seconds):
            yield from self._hear(data, source)
        yield from self._take_up()

    def _take_up(self) -> Iterator[Sighting]:
        while self._reached:
            yield from self._take(self._reached.popleft())

    def _ask_all(self) -> None:
        """The latest refusals count: some pass."""
        self.refusals = set(self._sender.send_to_all(self._query(), self._interfaces, self._ports))

    def _query(self, host: str = "", leg: str = "udp") -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._queries.add(nonce, self._clock.steady(), host, leg=leg)
        return write_query(Query(nonce))

    def _hear(self, data: bytes, source: Endpoint) -> Iterator[Sighting]:
        try:
            packet = read_packet(data)
        except BadAnnouncement:
            return
        nonce = packet.nonce if isinstance(packet, Answer | OtherVersion) else b""
        leg = self._queries.leg(nonce, source.host, self._clock.steady())
        if leg and isinstance(packet, Answer):
            yield from self._note(packet.card, source.host, source.port, leg)
        if leg and isinstance(packet, OtherVersion):
            self.other_versions[source.host] = packet.version

    def _take(self, reached: Reached) -> Iterator[Sighting]:
        yield from self._note(reached.card, reached.host, 0, reached.leg)
        for seen in self._seen.all() if reached.proved else ():
            if seen.card.device_id == reached.card.device_id and reached.host in seen.hosts:
                self._seen.prove(seen.key, reached.host)

    def _note(self, card: Card, host: str, reply_port: int, leg: str) -> Iterator[Sighting]:
        seen = self._seen.hear(card, host, reply_port, leg)
        if seen is not None and seen.key not in self._told:
            self._told.add(seen.key)
            yield seen
