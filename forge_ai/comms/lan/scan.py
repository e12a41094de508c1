"""Knocking at every address of the home's networks, when a person asks for it.

Does not know who opens; a door that opens is only a place to ask. Networks larger than a /24 are not walked through:
only the /24 around this device is.
"""

from __future__ import annotations

import errno
import selectors
import socket
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Interface, IPv4Network
from typing import Final

from forge_ai.clock import Clock
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.limits import SCANNED_ADDRESSES, SCANNED_AT_ONCE

KNOCK_SECONDS: Final = 0.5
_UNDER_WAY: Final = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY}


def addresses_to_scan(interfaces: Iterable[Interface]) -> tuple[str, ...]:
    """Every other address in the /24 around each address of this device, loopback and containers left out."""
    outward = [one for one in interfaces if not one.is_loopback and not one.is_for_containers]
    own = [address for one in outward for address in one.ipv4]
    networks = dict.fromkeys(_home(address) for address in own if address.network.prefixlen <= 30)
    taken = {address.ip for address in own}
    hosts = [str(host) for network in networks for host in network.hosts() if host not in taken]
    return tuple(hosts[:SCANNED_ADDRESSES])


def open_ports(hosts: Iterable[str], port: int, clock: Clock) -> Iterator[str]:
    """The hosts that accept a connection on ``port``, a bounded number tried at a time."""
    waiting = list(hosts)
    while waiting:
        batch, waiting = waiting[:SCANNED_AT_ONCE], waiting[SCANNED_AT_ONCE:]
        yield from _knock(batch, port, clock)


def _home(address: IPv4Interface) -> IPv4Network:
    network = address.network
    return network if network.prefixlen >= 24 else IPv4Network(f"{address.ip}/24", strict=False)


def _knock(hosts: list[str], port: int, clock: Clock) -> Iterator[str]:
    doors = {host: socket.socket(socket.AF_INET, socket.SOCK_STREAM) for host in hosts}
    try:
        with selectors.DefaultSelector() as selector:
            for host, door in doors.items():
                door.setblocking(False)
                if door.connect_ex((host, port)) in _UNDER_WAY:
                    selector.register(door, selectors.EVENT_WRITE, host)
            yield from _opened(selector, clock)
    finally:
        for door in doors.values():
            door.close()


def _opened(selector: selectors.BaseSelector, clock: Clock) -> Iterator[str]:
    deadline = clock.steady() + KNOCK_SECONDS
    while selector.get_map() and (left := deadline - clock.steady()) > 0:
        for key, _ in selector.select(left):
            selector.unregister(key.fileobj)
            if isinstance(key.fileobj, socket.socket) and not key.fileobj.getsockopt(
                socket.SOL_SOCKET, socket.SO_ERROR
            ):
                yield str(key.data)
