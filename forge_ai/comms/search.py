"""One search for nodes: ask everybody a few times, and tell of every node as soon as it answers.

Does not know threads; needs no port of its own, so it works beside any number of nodes on the same machine.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Final, Self

from forge_ai.clock import Clock
from forge_ai.comms.found import FoundNode, found_node
from forge_ai.comms.inbox import Inbox
from forge_ai.comms.interfaces import Interface
from forge_ai.comms.legs import Endpoint, Mouth
from forge_ai.errors import BadAnnouncement
from forge_ai.protocol.announce import NONCE_BYTES, Answer, Query, read_packet, write_query
from forge_ai.protocol.courtesy import OpenQueries
from forge_ai.protocol.sightings import Sightings

_WAVES: Final = (0.0, 0.1, 0.3, 0.8, 1.5)  # seconds: packets get lost, and Wi-Fi saves them up for sleeping devices
LEAST_SECONDS: Final = 0.5  # how long a search lasts that finds something at once
QUIET_SECONDS: Final = 0.4  # after so long without news, a search that found something is over
SEARCH_SECONDS: Final = 2.0


class Search:
    """A search by UDP on the given interfaces. ``known`` are addresses to ask besides (``host`` only)."""

    def __init__(
        self, interfaces: tuple[Interface, ...], ports: tuple[int, ...], clock: Clock, known: tuple[str, ...] = ()
    ) -> None:
        self._interfaces = interfaces
        self._ports = ports
        self._clock = clock
        self._known = known
        self._queries = OpenQueries()
        self._seen = Sightings()
        self._mouth = Mouth()
        self._inbox = Inbox()
        self._inbox.watch(self._mouth.sockets)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._inbox.close()
        self._mouth.close()

    def nodes(self) -> tuple[FoundNode, ...]:
        """All that was found so far."""
        return tuple(found_node(seen, self._interfaces) for seen in self._seen.all())

    def run(self, seconds: float, *, until_quiet: bool = True) -> Iterator[FoundNode]:
        """Ask, and yield each node when it answers first. Ends after ``seconds``, or sooner when news run dry."""
        start = news = now = self._clock.steady()
        waves = [start + wait for wait in _WAVES if wait < seconds]
        while now < (end := self._end(start, news, seconds, until_quiet=until_quiet)):
            if waves and waves[0] <= now:
                waves.pop(0)
                self._ask()
            for data, source in self._inbox.packets(min([*waves, end]) - now):
                for node in self._hear(data, source):
                    news = self._clock.steady()
                    yield node
            now = self._clock.steady()

    def _end(self, start: float, news: float, seconds: float, *, until_quiet: bool) -> float:
        if until_quiet and len(self._seen):
            return min(start + seconds, max(start + LEAST_SECONDS, news + QUIET_SECONDS))
        return start + seconds

    def _ask(self) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._queries.add(nonce, self._clock.steady())
        packet = write_query(Query(nonce))
        self._mouth.say_to_all(packet, self._interfaces, self._ports)
        for host in self._known:
            for port in self._ports:
                self._mouth.say(packet, Endpoint(host, port))

    def _hear(self, data: bytes, source: Endpoint) -> Iterator[FoundNode]:
        try:
            packet = read_packet(data)
        except BadAnnouncement:
            return
        if not isinstance(packet, Answer) or not self._queries.answers(packet.nonce, source.host, self._clock.steady()):
            return
        is_new = self._seen.get(packet.card) is None
        seen = self._seen.hear(packet.card, source.host, source.port, source.leg, self._clock.steady())
        if seen is not None and is_new:
            yield found_node(seen, self._interfaces)
