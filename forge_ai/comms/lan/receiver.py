"""Receiving what is sent to everybody on the port of the discovery, beside any number of other nodes on this machine.

Does not know what the packets mean.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterable

from forge_ai.comms.lan.datagrams import IPV4_GROUP, IPV6_GROUP, PORTS, bound, existing, open_socket
from forge_ai.comms.lan.interfaces import Interface


class Receiver:
    """The sockets that receive what is sent to everybody on the port of the discovery.

    ``port`` says which port it has: the wanted one, the spare one, or 0 when both are held by other programs. One for
    ``groups_only`` gets multicast alone: of several sockets on one port, only the newest gets what is sent to one.
    """

    def __init__(
        self, interfaces: Iterable[Interface], ports: Iterable[int] = PORTS, *, groups_only: bool = False
    ) -> None:
        self.port, self.sockets = _first_that_opens(ports, IPV4_GROUP) if groups_only else _first_that_opens(ports)
        for interface in interfaces:
            for opened in self.sockets:
                _join(opened, interface)

    def close(self) -> None:
        """Give the sockets back."""
        for opened in self.sockets:
            opened.close()


def _first_that_opens(ports: Iterable[int], group: str = "") -> tuple[int, tuple[socket.socket, ...]]:
    for port in ports:
        ipv4 = _open(socket.AF_INET, port, group)
        if ipv4 is not None:
            return port, tuple(existing((ipv4, None if group else _open(socket.AF_INET6, port))))
    return 0, ()


def _open(family: socket.AddressFamily, port: int, group: str = "") -> socket.socket | None:
    try:
        opened = open_socket(family)
    except OSError:
        return None
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # several nodes on one machine hear the same packets
    if sys.platform != "linux" and hasattr(socket, "SO_REUSEPORT"):
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # what BSD and macOS want for the same
    return bound(opened, port, group)


def _join(opened: socket.socket, interface: Interface) -> None:
    try:
        if opened.family == socket.AF_INET6:
            if interface.ipv6 and interface.index:
                group = struct.pack("@16sI", socket.inet_pton(socket.AF_INET6, IPV6_GROUP), interface.index)
                opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, group)
        elif interface.ipv4:
            group = socket.inet_aton(IPV4_GROUP) + interface.ipv4[0].ip.packed
            opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
    except OSError:
        return  # an interface that knows no multicast, or is gone again: the other legs remain
