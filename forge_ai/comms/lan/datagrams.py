"""UDP sockets that never block: opening, binding and reading them, and the addresses that packets come from.

Does not know what is sent, nor to whom.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

PORT: Final = 5001
SPARE_PORT: Final = 5011  # where a node listens when another program holds 5001 for itself
PORTS: Final = (PORT, SPARE_PORT)
IPV4_GROUP: Final = "239.255.80.1"
IPV6_GROUP: Final = "ff12::f09e:a1"
_BUFFER_BYTES: Final = 512 * 1024  # a whole network answers in the same millisecond; a scan waits for a whole network


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


def endpoints(host: str, port: int) -> tuple[Endpoint, ...]:
    """Where a host is, by numbers: of a name, and of an address whose interface has a name. None when nobody knows it.

    May block while the name is looked up.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(endpoint_of(sockaddr) for *_, sockaddr in found))


def endpoint_of(sockaddr: tuple[Any, ...]) -> Endpoint:
    """The endpoint behind an address of the operating system."""
    host, port = str(sockaddr[0]), int(sockaddr[1])
    scope = sockaddr[3] if len(sockaddr) == 4 else 0
    return Endpoint(f"{host.partition('%')[0]}%{scope}" if scope else host, port)


def receive(listener: socket.socket, at_most: int) -> Iterator[tuple[bytes, Endpoint]]:
    """The packets that wait in a socket, at most so many, so that a flood does not stop the rest of the work."""
    for _ in range(at_most):
        try:
            data, source = listener.recvfrom(2048)
        except BlockingIOError:
            return
        except OSError:
            continue  # an earlier packet of ours was refused; the system tells so at the next read
        yield data, endpoint_of(source)


def existing(sockets: Iterable[socket.socket | None]) -> Iterator[socket.socket]:
    """Those that could be opened."""
    return (one for one in sockets if one is not None)


def open_socket(family: socket.AddressFamily) -> socket.socket:
    """A socket that never blocks. Raises OSError where there is no such kind of network."""
    opened = socket.socket(family, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
    if family == socket.AF_INET6:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    return opened


def bound(opened: socket.socket, port: int, host: str = "") -> socket.socket | None:
    """The socket, bound to a port; None (and closed) when another program holds it."""
    try:
        opened.bind((host or ("::" if opened.family == socket.AF_INET6 else ""), port))
    except OSError:
        opened.close()
        return None
    return opened
