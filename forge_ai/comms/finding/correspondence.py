"""The packets of one node: how it answers each that it receives, and which it sends.

Does not know threads, nor when a packet is due. No answer is larger than the packet that it answers.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from forge_ai.clock import Clock
from forge_ai.comms.finding.roster import Roster
from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.interfaces import Interface, is_near
from forge_ai.comms.lan.sender import Sender
from forge_ai.errors import BadAnnouncement
from forge_ai.protocol.finding.announce import (
    NONCE_BYTES,
    SMALLEST_QUERY,
    Answer,
    Card,
    Goodbye,
    HelloPacket,
    Kind,
    OtherVersion,
    Packet,
    Query,
    read_packet,
    write_answer,
    write_hello,
    write_query,
)
from forge_ai.protocol.finding.courtesy import Courtesy, OpenQueries
from forge_ai.protocol.finding.sightings import Sighting

ECHO_SECONDS: Final = 0.05


class Correspondence:
    """Reads and answers the packets of one node.

    ``card`` and ``interfaces`` are those of the moment; the owner sets them when they change. ``met`` is called for a
    node that is new on the list or has become different, and must return at once. With ``announces=False`` nobody is
    answered.
    """

    def __init__(
        self,
        *,
        card: Card,
        interfaces: tuple[Interface, ...],
        sender: Sender,
        roster: Roster,
        met: Callable[[Sighting], None],
        ports: tuple[int, ...],
        announces: bool,
        clock: Clock,
    ) -> None:
        self.card = card
        self.interfaces = interfaces
        self._sender = sender
        self._roster = roster
        self._met = met
        self._ports = ports
        self._announces = announces
        self._clock = clock
        self._queries = OpenQueries()
        self._courtesy = Courtesy(clock.steady())
        self._latest = (b"", Endpoint("", 0), 0.0)

    def send_to_all(self, packet: bytes) -> None:
        """Send by broadcast and multicast on every interface."""
        self._sender.send_to_all(packet, self.interfaces, self._ports)

    def say_hello(self) -> None:
        """Send a hello with the card to every node."""
        self.send_to_all(write_hello(HelloPacket(self.card)))

    def ask_all(self) -> None:
        """Send a query to every node."""
        self.send_to_all(write_query(self._query()))

    def ask(self, target: Endpoint, leg: str) -> None:
        """Send a query to one address; ``leg`` is the way by which the address became known."""
        self._sender.send(write_query(self._query(target.host, target.port, leg)), target)

    def ask_after(self, seen: Sighting) -> None:
        """Ask a silent node whether it is still there."""
        for source in seen.sources:
            if source.reply_port:
                self.ask(Endpoint(source.host, source.reply_port), seen.legs[0])

    def hear(self, data: bytes, source: Endpoint) -> None:
        """Read one packet, from anybody, and answer it if it calls for that. A packet that is not one is ignored."""
        if self._is_echo(data, source):
            return
        try:
            packet = read_packet(data)
        except BadAnnouncement:
            return
        if is_near(source.host, self.interfaces):
            self._take(packet, source, len(data))

    def _is_echo(self, data: bytes, source: Endpoint) -> bool:
        """Whether this packet is the last one once more: what is sent by broadcast and by multicast arrives twice."""
        latest, at = self._latest, self._clock.steady()
        self._latest = (data, source, at)
        return latest[:2] == (data, source) and at - latest[2] < ECHO_SECONDS

    def _take(self, packet: Packet, source: Endpoint, size: int) -> None:
        match packet:
            case Query():
                self._answer(packet, source, size)
            case Answer():
                self._found(packet, source)
            case HelloPacket():
                self._greet(packet.card, source, size)
            case Goodbye():
                self._roster.leave(packet.secret)
            case OtherVersion(kind=Kind.QUERY):
                self._answer(Query(packet.nonce), source, size)

    def _answer(self, query: Query, source: Endpoint, size: int) -> None:
        if not self._announces or query.asker == self.card.instance:
            return
        if self._courtesy.is_repeated(query.nonce, source.host):
            return
        if not self._courtesy.allows(source.host, self._clock.steady()):
            return
        packet = write_answer(Answer(query.nonce, self.card), size)
        if packet:
            self._sender.send(packet, source)
        if query.asker and not self._roster.knows_instance(query.asker):
            self._ask_back(source, size)

    def _found(self, answer: Answer, source: Endpoint) -> None:
        if answer.card.instance == self.card.instance:
            return
        leg = self._queries.leg(answer.nonce, source.host, self._clock.steady())
        if leg:
            news = self._roster.hear(answer.card, source.host, source.port, leg)
            if news is not None:
                self._met(news)

    def _greet(self, card: Card, source: Endpoint, size: int) -> None:
        if card.instance == self.card.instance or self._roster.refresh(card, source.host):
            return
        if self._courtesy.allows(source.host, self._clock.steady()):
            self._ask_back(source, size)

    def _ask_back(self, source: Endpoint, size: int) -> None:
        """Query the sender, with no more bytes than it sent, so that a false sender address amplifies nothing."""
        if size >= SMALLEST_QUERY and not self._queries.is_asking(source.host, source.port, self._clock.steady()):
            self._sender.send(write_query(self._query(source.host, source.port), size), source)

    def _query(self, host: str = "", port: int = 0, leg: str = "udp") -> Query:
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._queries.add(nonce, self._clock.steady(), host, port, leg)
        return Query(nonce, self.card.instance if self._announces else b"")
