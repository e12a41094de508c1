"""Sending to everybody: broadcast and multicast on every interface, over IPv4 and IPv6.

Does not know what the packets mean. One way failing (no route, a filter, a vanished interface) never stops the others.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from forge_ai.clock import Clock
from forge_ai.comms.lan.datagrams import IPV4_GROUP, IPV6_GROUP, Endpoint, bound, existing, open_socket
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.comms.lan.unsent import NOT_YET, Outgoing, Unsent

_FULL: Final = {errno.EAGAIN, errno.ENOBUFS}  # too much at once: the packet is lost, as packets are


@dataclass(frozen=True, slots=True)
class Refusal:
    """A send that the operating system refused: where, and in its words."""

    leg: str
    where: str
    reason: str


class Sender:
    """Two sockets, IPv4 and IPv6, that send to everybody on every interface, and get the answers.

    What an address may not send yet is sent again at :attr:`due`, by :meth:`send_again`.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unsent = Unsent()
        ipv4 = _open(socket.AF_INET, 0)
        port = ipv4.getsockname()[1] if ipv4 else 0
        ipv6 = _open(socket.AF_INET6, port) or _open(socket.AF_INET6, 0)
        self.sockets = tuple(existing((ipv4, ipv6)))

    @property
    def port(self) -> int:
        """The port from which packets come, and where answers go; 0 without any network."""
        return int(self.sockets[0].getsockname()[1]) if self.sockets else 0

    @property
    def due(self) -> float:
        """When to send something again, in steady seconds."""
        return self._unsent.due

    def send_to_all(self, packet: bytes, interfaces: Iterable[Interface], ports: Iterable[int]) -> list[Refusal]:
        """Send by broadcast and by multicast on each interface; return what was refused."""
        ports, interfaces = tuple(ports), tuple(interfaces)
        has_loopback = any(one.is_loopback for one in interfaces)
        refusals: list[Refusal] = []
        for interface in interfaces:
            self._echo(wanted=interface.is_loopback or not has_loopback)
            for leg, target in self._targets(interface, ports):
                outgoing = Outgoing(packet, target, interface, leg)
                reason = self._try(outgoing)
                if reason == NOT_YET:
                    self._unsent.keep(outgoing, self._clock.steady())
                if reason:
                    refusals.append(Refusal(leg, interface.name, reason))
        return refusals

    def send(self, packet: bytes, target: Endpoint) -> str:
        """Send to one; return why it was refused, or nothing."""
        outgoing = Outgoing(packet, target)
        reason = self._try(outgoing)
        if reason == NOT_YET:
            self._unsent.keep(outgoing, self._clock.steady())
        return reason

    def send_again(self) -> None:
        """Try once more what is due."""
        at = self._clock.steady()
        for outgoing, until in self._unsent.take(at):
            if self._try(outgoing) == NOT_YET:
                self._unsent.put_back(outgoing, until, at)

    def close(self) -> None:
        """Give the sockets back."""
        for opened in self.sockets:
            opened.close()

    def _echo(self, *, wanted: bool) -> None:
        """Whether multicast comes back to this machine: once over the loopback is enough for its other nodes."""
        for opened in self.sockets:
            if opened.family == socket.AF_INET:
                opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, wanted)
            else:
                opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, wanted)

    def _targets(self, interface: Interface, ports: tuple[int, ...]) -> Iterator[tuple[str, Endpoint]]:
        for port in ports:
            if interface.ipv4:
                yield "multicast", Endpoint(IPV4_GROUP, port)
            for broadcast in interface.broadcasts:
                yield "broadcast", Endpoint(broadcast, port)
            if interface.ipv6 and not interface.is_loopback:
                yield "multicast6", Endpoint(f"{IPV6_GROUP}%{interface.index}", port)

    def _try(self, outgoing: Outgoing) -> str:
        for opened in self.sockets:
            if opened.family == outgoing.target.family:
                refused = _choose(opened, outgoing.interface, outgoing.leg) if outgoing.interface else ""
                return refused or _send(opened, outgoing.packet, outgoing.target)
        return "this device has no such kind of network"


def _open(family: socket.AddressFamily, port: int) -> socket.socket | None:
    try:
        opened = open_socket(family)
    except OSError:
        return None  # a system without IPv6, or without IPv4
    if family == socket.AF_INET:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    else:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 1)
    return bound(opened, port)


def _choose(opened: socket.socket, interface: Interface, leg: str) -> str:
    try:
        if leg == "multicast":
            opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface.ipv4[0].ip.packed)
        elif leg == "multicast6":
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, interface.index)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _send(opened: socket.socket, packet: bytes, target: Endpoint) -> str:
    try:
        opened.sendto(packet, target.sockaddr())
    except OSError as error:
        return "" if error.errno in _FULL else error.strerror or str(error)
    return ""
