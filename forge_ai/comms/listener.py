"""The work of the discovery's thread: says hello, answers, asks back, and asks after who has fallen silent.

Does not know threads: :meth:`Listener.run` is called by one, and everything here happens in it.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from forge_ai.clock import Clock
from forge_ai.comms.datagrams import Endpoint
from forge_ai.comms.ear import Ear
from forge_ai.comms.inbox import Inbox
from forge_ai.comms.interfaces import Interface, Interfaces, is_near
from forge_ai.comms.mouth import Mouth
from forge_ai.comms.roster import Roster
from forge_ai.errors import BadAnnouncement
from forge_ai.limits import OPEN_QUERIES
from forge_ai.protocol.announce import (
    NONCE_BYTES,
    SMALLEST_QUERY,
    Answer,
    Card,
    Goodbye,
    Hello,
    Kind,
    OtherVersion,
    Packet,
    Query,
    instance_of,
    read_packet,
    write_answer,
    write_goodbye,
    write_hello,
    write_query,
)
from forge_ai.protocol.courtesy import Courtesy, OpenQueries
from forge_ai.protocol.sightings import HELLO_SECONDS, Duty, Sighting

ECHO_SECONDS: Final = 0.05
INTERFACES_SECONDS: Final = 2.0  # how soon a new address is noticed
_BURST: Final = (0.0, 0.2, 1.0)  # after a start or a change: packets get lost, most of all the first ones

CardOf = Callable[[tuple[Interface, ...]], Card]


class Audience(Protocol):
    """Who is told what the listener notices. Called from its thread; must return at once."""

    def met(self, seen: Sighting) -> None:
        """A node is new on the list, or has become different."""

    def doubted(self, seen: Sighting) -> None:
        """No packet reaches this node any more."""

    def moved(self, interfaces: tuple[Interface, ...], reply_port: int) -> None:
        """The device has other addresses now, or another UDP port that answers for this node alone."""

    def looked(self, at: float) -> None:
        """Some seconds have passed."""


class Listener:
    """One node's part in the discovery, from the first hello to the goodbye.

    ``card_of`` makes the node's card for the interfaces of the moment; its instance must belong to ``secret``. A
    listener that does not announce asks again and again instead, and answers nobody.
    """

    def __init__(
        self,
        *,
        card_of: CardOf,
        secret: bytes,
        roster: Roster,
        audience: Audience,
        interfaces: Interfaces,
        ports: tuple[int, ...],
        announces: bool,
        clock: Clock,
    ) -> None:
        self._card_of = card_of
        self._secret = secret
        self._instance = instance_of(secret)
        self._roster = roster
        self._audience = audience
        self._list_interfaces = interfaces
        self._ports = ports
        self._announces = announces
        self._clock = clock
        self._queries = OpenQueries()
        self._courtesy = Courtesy(clock.steady())
        self._latest = (b"", Endpoint("", 0), 0.0)
        self._stopping = False
        self._has_news = False
        self._wanted: deque[tuple[Endpoint, str]] = deque()
        self._interfaces = interfaces()
        self._card = card_of(self._interfaces)
        self._mouth = Mouth()
        self._ear = Ear(self._interfaces, ports, groups_only=not announces)
        self._look_again = 0.0
        self._hellos: list[float] = []
        self._inbox = Inbox()
        self._inbox.watch(self._mouth.sockets + self._ear.sockets)
        self._begin_burst()

    @property
    def port(self) -> int:
        """The UDP port on which it hears everybody; 0 when other programs hold all of them."""
        return self._ear.port

    def stop(self) -> None:
        """Make :meth:`run` return. May be called from any thread."""
        self._stopping = True
        self._inbox.ring()

    def say_news(self) -> None:
        """Say hello soon: something about this node has changed. May be called from any thread."""
        self._has_news = True
        self._inbox.ring()

    def ask(self, target: Endpoint, leg: str) -> None:
        """Ask one address soon; ``leg`` says what led there. May be called from any thread."""
        if len(self._wanted) < OPEN_QUERIES:
            self._wanted.append((target, leg))
            self._inbox.ring()

    def run(self) -> None:
        """Work until :meth:`stop`, then say goodbye and give the sockets back."""
        self._audience.moved(self._interfaces, self._mouth.port)
        try:
            while not self._stopping:
                self._turn()
            if self._announces:
                self._say_to_all(write_goodbye(Goodbye(self._secret)))
        finally:
            self.close()

    def close(self) -> None:
        """Give the sockets back. For a listener that never ran; :meth:`run` does it itself."""
        self._inbox.close()
        self._mouth.close()
        self._ear.close()

    def _turn(self) -> None:
        for data, source in self._inbox.packets(self._next_deadline() - self._clock.steady()):
            self.hear(data, source)
        while self._wanted:
            target, leg = self._wanted.popleft()
            self._mouth.say(write_query(self._query(target.host, target.port, leg)), target)
        self._keep_time(self._clock.steady())

    def _next_deadline(self) -> float:
        deadlines = [self._look_again, *self._hellos]
        due = self._roster.next_due()
        return min(deadlines if due is None else [*deadlines, due])

    def _keep_time(self, at: float) -> None:
        if at >= self._look_again:
            self._look_at_interfaces(at)
        if self._has_news or any(hello <= at for hello in self._hellos):
            self._has_news = False
            self._card = self._card_of(self._interfaces)
            self._say_hello(at)
        for duty, seen in self._roster.due():
            self._attend(duty, seen)

    def _look_at_interfaces(self, at: float) -> None:
        self._look_again = at + INTERFACES_SECONDS
        self._audience.looked(at)
        interfaces = self._list_interfaces()
        self._card = self._card_of(interfaces)
        if interfaces == self._interfaces:
            return
        self._interfaces = interfaces
        self._inbox.forget(self._ear.sockets)
        self._ear.close()
        self._ear = Ear(interfaces, self._ports, groups_only=not self._announces)
        self._inbox.watch(self._ear.sockets)
        self._begin_burst()
        self._audience.moved(interfaces, self._mouth.port)

    def _begin_burst(self) -> None:
        at = self._clock.steady()
        self._hellos = [at + wait for wait in _BURST]
        self._asks_with_hello = len(_BURST)

    def _say_hello(self, at: float) -> None:
        self._hellos = [hello for hello in self._hellos if hello > at]
        if not self._hellos:
            self._hellos.append(at + HELLO_SECONDS * self._own_pace)
        if self._announces:
            self._say_to_all(write_hello(Hello(self._card)))
        if self._asks_with_hello or not self._announces:
            self._asks_with_hello -= 1
            self._say_to_all(write_query(self._query()))

    @property
    def _own_pace(self) -> float:
        """From 0.9 to 1.0, different for each node, so that a whole home does not speak in the same moment."""
        return 0.9 + self._instance[0] / 2550

    def _query(self, host: str = "", port: int = 0, leg: str = "udp") -> Query:
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._queries.add(nonce, self._clock.steady(), host, port, leg)
        return Query(nonce, self._instance if self._announces else b"")

    def _say_to_all(self, packet: bytes) -> None:
        self._mouth.say_to_all(packet, self._interfaces, self._ports)

    def hear(self, data: bytes, source: Endpoint) -> None:
        """Take one packet from anybody. Called by :meth:`run`, in its thread."""
        if self._is_echo(data, source):
            return
        try:
            packet = read_packet(data)
        except BadAnnouncement:
            return
        if is_near(source.host, self._interfaces):
            self._take(packet, source, len(data))

    def _is_echo(self, data: bytes, source: Endpoint) -> bool:
        """Whether this is the packet before once more: what is sent by broadcast and by multicast comes twice."""
        latest, at = self._latest, self._clock.steady()
        self._latest = (data, source, at)
        return latest[:2] == (data, source) and at - latest[2] < ECHO_SECONDS

    def _take(self, packet: Packet, source: Endpoint, size: int) -> None:
        match packet:
            case Query():
                self._answer(packet, source, size)
            case Answer():
                self._found(packet, source)
            case Hello():
                self._greet(packet.card, source, size)
            case Goodbye():
                self._roster.leave(packet.secret)
            case OtherVersion(kind=Kind.QUERY):
                self._answer(Query(packet.nonce), source, size)

    def _answer(self, query: Query, source: Endpoint, size: int) -> None:
        if not self._announces or query.asker == self._instance:
            return
        if self._courtesy.is_repeated(query.nonce, source.host):
            return
        if not self._courtesy.allows(source.host, self._clock.steady()):
            return
        packet = write_answer(Answer(query.nonce, self._card), size)
        if packet:
            self._mouth.say(packet, source)
        if query.asker and not self._roster.knows_instance(query.asker):
            self._ask_back(source, size)

    def _found(self, answer: Answer, source: Endpoint) -> None:
        if answer.card.instance == self._instance:
            return
        leg = self._queries.leg(answer.nonce, source.host, self._clock.steady())
        if leg:
            news = self._roster.hear(answer.card, source.host, source.port, leg)
            if news is not None:
                self._audience.met(news)

    def _greet(self, card: Card, source: Endpoint, size: int) -> None:
        if card.instance == self._instance or self._roster.refresh(card, source.host):
            return
        if self._courtesy.allows(source.host, self._clock.steady()):
            self._ask_back(source, size)

    def _ask_back(self, source: Endpoint, size: int) -> None:
        """Ask who spoke, with a packet that is no larger than what was heard: nobody gains by a false sender."""
        if size >= SMALLEST_QUERY and not self._queries.is_asking(source.host, source.port, self._clock.steady()):
            self._mouth.say(write_query(self._query(source.host, source.port), size), source)

    def _ask_after(self, seen: Sighting) -> None:
        for source in seen.sources:
            if source.reply_port:
                query = self._query(source.host, source.reply_port, seen.legs[0])
                self._mouth.say(write_query(query), Endpoint(source.host, source.reply_port))

    def _attend(self, duty: Duty, seen: Sighting) -> None:
        match duty:
            case Duty.ASK:
                self._ask_after(seen)
            case Duty.DOUBT:
                self._audience.doubted(seen)
            case Duty.DROP:
                self._roster.drop(seen.key)
