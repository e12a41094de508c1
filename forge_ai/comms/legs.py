"""The UDP sockets of the discovery: sending to everybody on every interface, and hearing what is sent to everybody.

Does not know what the packets mean. One leg failing (no route, a filter, a vanished interface) never stops the others.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from forge_ai.comms.interfaces import Interface

PORT: Final = 5001
SPARE_PORT: Final = 5011  # where a node listens when another program holds 5001 for itself
PORTS: Final = (PORT, SPARE_PORT)
IPV4_GROUP: Final = "239.255.80.1"
IPV6_GROUP: Final = "ff12::f09e:a1"
_RECEIVE_BUFFER_BYTES: Final = 512 * 1024  # a whole network answers in the same millisecond


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a packet came from or goes to; an IPv6 address of one link carries its interface's number as ``%4``."""

    host: str
    port: int

    @property
    def family(self) -> socket.AddressFamily:
        """The family of the socket that reaches it."""
        return socket.AF_INET6 if ":" in self.host else socket.AF_INET

    def sockaddr(self) -> tuple[str, int] | tuple[str, int, int, int]:
        """The address as the operating system wants it."""
        if ":" not in self.host:
            return self.host, self.port
        host, _, scope = self.host.partition("%")
        return host, self.port, 0, int(scope or 0)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A send that the operating system refused: where, and in its words."""

    leg: str
    where: str
    reason: str


class Mouth:
    """Two sockets, IPv4 and IPv6, that speak to everybody on every interface, and get the answers."""

    def __init__(self) -> None:
        ipv4 = _open_mouth(socket.AF_INET, 0)
        port = ipv4.getsockname()[1] if ipv4 else 0
        ipv6 = _open_mouth(socket.AF_INET6, port) or _open_mouth(socket.AF_INET6, 0)
        self.sockets = tuple(_existing((ipv4, ipv6)))

    @property
    def port(self) -> int:
        """The port from which packets come, and where answers go; 0 without any network."""
        return int(self.sockets[0].getsockname()[1]) if self.sockets else 0

    def say_to_all(self, packet: bytes, interfaces: Iterable[Interface], ports: Iterable[int]) -> list[Refusal]:
        """Send by broadcast and by multicast on each interface; return what was refused."""
        ports = tuple(ports)
        refusals: list[Refusal] = []
        for interface in interfaces:
            for leg, target in self._targets(interface, ports):
                reason = self._send_on(interface, packet, target, leg)
                if reason:
                    refusals.append(Refusal(leg, interface.name, reason))
        return refusals

    def say(self, packet: bytes, target: Endpoint) -> str:
        """Send to one; return why it was refused, or nothing."""
        for speaker in self.sockets:
            if speaker.family == target.family:
                return _send(speaker, packet, target)
        return "this device has no such kind of network"

    def close(self) -> None:
        """Give the sockets back."""
        for speaker in self.sockets:
            speaker.close()

    def _targets(self, interface: Interface, ports: tuple[int, ...]) -> Iterator[tuple[str, Endpoint]]:
        for port in ports:
            if interface.ipv4:
                yield "multicast", Endpoint(IPV4_GROUP, port)
            for broadcast in interface.broadcasts:
                yield "broadcast", Endpoint(broadcast, port)
            if interface.ipv6 and not interface.is_loopback:
                yield "multicast6", Endpoint(f"{IPV6_GROUP}%{interface.index}", port)

    def _send_on(self, interface: Interface, packet: bytes, target: Endpoint, leg: str) -> str:
        for speaker in self.sockets:
            if speaker.family == target.family:
                return _choose(speaker, interface, leg) or _send(speaker, packet, target)
        return "this device has no such kind of network"


class Ear:
    """The sockets that hear what is said to everybody on the port of the discovery.

    ``port`` says which port it has: the wanted one, the spare one, or 0 when both are held by other programs.
    """

    def __init__(self, interfaces: Iterable[Interface], ports: Iterable[int] = PORTS) -> None:
        self.port, self.sockets = _first_that_opens(ports)
        for interface in interfaces:
            for ear in self.sockets:
                _join(ear, interface)

    def close(self) -> None:
        """Give the sockets back."""
        for ear in self.sockets:
            ear.close()


def receive(listener: socket.socket, at_most: int) -> Iterator[tuple[bytes, Endpoint]]:
    """The packets that wait in a socket, at most so many, so that a flood does not stop the rest of the work."""
    for _ in range(at_most):
        try:
            data, source = listener.recvfrom(2048)
        except BlockingIOError:
            return
        except OSError:
            continue  # an earlier packet of ours was refused; the system tells so at the next read
        yield data, _endpoint(source)


def _endpoint(source: tuple[str, int] | tuple[str, int, int, int]) -> Endpoint:
    if len(source) == 4 and source[3]:
        return Endpoint(f"{source[0].partition('%')[0]}%{source[3]}", source[1])
    return Endpoint(source[0], source[1])


def _existing(sockets: Iterable[socket.socket | None]) -> Iterator[socket.socket]:
    return (one for one in sockets if one is not None)


def _open_mouth(family: socket.AddressFamily, port: int) -> socket.socket | None:
    try:
        mouth = _open(family)
    except OSError:
        return None  # a system without IPv6, or without IPv4
    if family == socket.AF_INET:
        mouth.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
    else:
        mouth.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 1)
        mouth.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 1)
    return _bound(mouth, port)


def _open(family: socket.AddressFamily) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
    if family == socket.AF_INET6:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    return opened


def _bound(opened: socket.socket, port: int) -> socket.socket | None:
    try:
        opened.bind(("::" if opened.family == socket.AF_INET6 else "", port))
    except OSError:
        opened.close()
        return None
    return opened


def _first_that_opens(ports: Iterable[int]) -> tuple[int, tuple[socket.socket, ...]]:
    for port in ports:
        ears = tuple(_existing(_open_ear(family, port) for family in (socket.AF_INET, socket.AF_INET6)))
        if ears and ears[0].family == socket.AF_INET:
            return port, ears
        for ear in ears:
            ear.close()
    return 0, ()


def _open_ear(family: socket.AddressFamily, port: int) -> socket.socket | None:
    try:
        ear = _open(family)
    except OSError:
        return None
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # several nodes on one machine hear the same packets
    if sys.platform != "linux" and hasattr(socket, "SO_REUSEPORT"):
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # what BSD and macOS want for the same
    return _bound(ear, port)


def _join(ear: socket.socket, interface: Interface) -> None:
    try:
        if ear.family == socket.AF_INET6:
            if interface.ipv6 and interface.index:
                group = struct.pack("@16sI", socket.inet_pton(socket.AF_INET6, IPV6_GROUP), interface.index)
                ear.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, group)
        elif interface.ipv4:
            group = socket.inet_aton(IPV4_GROUP) + interface.ipv4[0].ip.packed
            ear.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
    except OSError:
        return  # an interface that knows no multicast, or is gone again: the other legs remain


def _choose(speaker: socket.socket, interface: Interface, leg: str) -> str:
    try:
        if leg == "multicast":
            speaker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface.ipv4[0].ip.packed)
        elif leg == "multicast6":
            speaker.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, interface.index)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _send(speaker: socket.socket, packet: bytes, target: Endpoint) -> str:
    try:
        speaker.sendto(packet, target.sockaddr())
    except OSError as error:
        return error.strerror or str(error)
    return ""
