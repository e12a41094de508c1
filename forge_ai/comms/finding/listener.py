"""The work of the discovery's thread: hellos, queries, answers, and what to do about nodes that fell silent.

Does not know what is in a packet, nor when a hello is due (`protocol/finding/hello_times.py`), nor threads:
:meth:`Listener.run` is called by one, and everything happens in it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from forge_ai.clock import Clock
from forge_ai.comms.finding.correspondence import Correspondence
from forge_ai.comms.finding.roster import Roster
from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.inbox import Inbox
from forge_ai.comms.lan.interfaces import Interface, Interfaces
from forge_ai.comms.lan.receiver import Receiver
from forge_ai.comms.lan.sender import Sender
from forge_ai.limits import OPEN_QUERIES
from forge_ai.protocol.finding.announce import Card, Goodbye, instance_of, write_goodbye
from forge_ai.protocol.finding.hello_times import HelloTimes
from forge_ai.protocol.finding.sightings import Duty, Sighting

INTERFACES_SECONDS: Final = 2.0  # how soon a new address is noticed

CardOf = Callable[[tuple[Interface, ...]], Card]


class Observer(Protocol):
    """Told what the listener notices, from its thread. Every method must return at once."""

    def met(self, seen: Sighting) -> None:
        """A node is new on the list, or has become different."""

    def doubted(self, seen: Sighting) -> None:
        """A node has not been heard for some time; it may be busy, or gone."""

    def moved(self, interfaces: tuple[Interface, ...], reply_port: int) -> None:
        """The device has other addresses now, or another UDP port that answers for this node alone."""

    def looked(self, at: float) -> None:
        """Called every few seconds."""


class Listener:
    """One node's part in the discovery, from the first hello to the goodbye.

    ``card_of`` makes the node's card for the interfaces of the moment; its instance must belong to ``secret``. With
    ``announces=False`` it sends queries again and again instead of hellos, and answers nobody.
    """

    def __init__(
        self,
        *,
        card_of: CardOf,
        secret: bytes,
        roster: Roster,
        observer: Observer,
        interfaces: Interfaces,
        ports: tuple[int, ...],
        announces: bool,
        clock: Clock,
    ) -> None:
        self._card_of = card_of
        self._secret = secret
        self._roster = roster
        self._observer = observer
        self._list_interfaces = interfaces
        self._ports = ports
        self._announces = announces
        self._clock = clock
        self._stopping = False
        self._has_news = False
        self._wanted: deque[tuple[Endpoint, str]] = deque()
        around = interfaces()
        self._sender = Sender(clock)
        self._receiver = Receiver(around, ports, groups_only=not announces)
        self._correspondence = Correspondence(
            card=card_of(around),
            interfaces=around,
            sender=self._sender,
            roster=roster,
            met=observer.met,
            ports=ports,
            announces=announces,
            clock=clock,
        )
        self._look_again = 0.0
        self._hello_times = HelloTimes(instance_of(secret), clock.steady())
        self._inbox = Inbox()
        self._inbox.watch(self._sender.sockets + self._receiver.sockets)

    @property
    def port(self) -> int:
        """The UDP port on which it hears everybody; 0 when other programs hold all of them."""
        return self._receiver.port

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
        self._observer.moved(self._correspondence.interfaces, self._sender.port)
        try:
            while not self._stopping:
                self._turn()
            if self._announces:
                self._correspondence.send_to_all(write_goodbye(Goodbye(self._secret)))
        finally:
            self.close()

    def close(self) -> None:
        """Give the sockets back. For a listener that never ran; :meth:`run` does it itself."""
        self._inbox.close()
        self._sender.close()
        self._receiver.close()

    def _turn(self) -> None:
        for data, source in self._inbox.packets(self._next_deadline() - self._clock.steady()):
            self._correspondence.hear(data, source)
        while self._wanted:
            self._correspondence.ask(*self._wanted.popleft())
        self._sender.send_again()
        self._keep_time(self._clock.steady())

    def _next_deadline(self) -> float:
        deadlines = [self._look_again, self._sender.due, self._hello_times.next]
        due = self._roster.next_due()
        return min(deadlines if due is None else [*deadlines, due])

    def _keep_time(self, at: float) -> None:
        if at >= self._look_again:
            self._look_at_interfaces(at)
        if self._has_news or self._hello_times.next <= at:
            self._has_news = False
            self._correspondence.card = self._card_of(self._correspondence.interfaces)
            self._say_hello(at)
        for duty, seen in self._roster.due():
            self._attend(duty, seen)

    def _look_at_interfaces(self, at: float) -> None:
        self._look_again = at + INTERFACES_SECONDS
        self._observer.looked(at)
        interfaces = self._list_interfaces()
        self._correspondence.card = self._card_of(interfaces)
        if interfaces == self._correspondence.interfaces:
            return
        self._correspondence.interfaces = interfaces
        self._inbox.forget(self._receiver.sockets)
        self._receiver.close()
        self._receiver = Receiver(interfaces, self._ports, groups_only=not self._announces)
        self._inbox.watch(self._receiver.sockets)
        self._hello_times.begin(self._clock.steady())
        self._observer.moved(interfaces, self._sender.port)

    def _say_hello(self, at: float) -> None:
        asks = self._hello_times.said(at)
        if self._announces:
            self._correspondence.say_hello()
        if asks or not self._announces:
            self._correspondence.ask_all()

    def _attend(self, duty: Duty, seen: Sighting) -> None:
        match duty:
            case Duty.ASK:
                self._correspondence.ask_after(seen)
            case Duty.DOUBT:
                self._observer.doubted(seen)
            case Duty.DROP:
                self._roster.drop(seen.key)
