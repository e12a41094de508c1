"""Hearing what is said to everybody on the port of the discovery, beside any number of other nodes on this machine.

Does not know what the packets mean.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterable

from forge_ai.comms.lan.datagrams import IPV4_GROUP, IPV6_GROUP, PORTS, bound, existing, open_socket
from forge_ai.comms.lan.interfaces import Interface


class Ear:
    """The sockets that hear what is said to everybody on the port of the discovery.

    ``port`` says which port it has: the wanted one, the spare one, or 0 when both are held by other programs. An ear
    for ``groups_only`` hears multicast alone: of several sockets on one port, only the newest gets what is sent to one.
    """

    def __init__(
        self, interfaces: Iterable[Interface], ports: Iterable[int] = PORTS, *, groups_only: bool = False
    ) -> None:
        self.port, self.sockets = _first_that_opens(ports, IPV4_GROUP) if groups_only else _first_that_opens(ports)
        for interface in interfaces:
            for ear in self.sockets:
                _join(ear, interface)

    def close(self) -> None:
        """Give the sockets back."""
        for ear in self.sockets:
            ear.close()


def _first_that_opens(ports: Iterable[int], group: str = "") -> tuple[int, tuple[socket.socket, ...]]:
    for port in ports:
        ipv4 = _open_ear(socket.AF_INET, port, group)
        if ipv4 is not None:
            return port, tuple(existing((ipv4, None if group else _open_ear(socket.AF_INET6, port))))
    return 0, ()


def _open_ear(family: socket.AddressFamily, port: int, group: str = "") -> socket.socket | None:
    try:
        ear = open_socket(family)
    except OSError:
        return None
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # several nodes on one machine hear the same packets
    if sys.platform != "linux" and hasattr(socket, "SO_REUSEPORT"):
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # what BSD and macOS want for the same
    return bound(ear, port, group)


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
