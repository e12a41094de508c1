"""What a person is told about a node that was found, and the order of its addresses.

Does not know how nodes are found. ``paired`` is true only when the node has proved who it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, ip_address
from typing import Final, TypedDict

from forge_ai.comms.lan.interfaces import Interface
from forge_ai.protocol.finding.announce import Card
from forge_ai.protocol.finding.sightings import UNKNOWN_INSTANCE, Sighting

UDP_PATIENCE_SECONDS: Final = 0.5  # how long a hinted address may stay silent by UDP before it is asked over HTTP


@dataclass(frozen=True, slots=True)
class PairedDevice:
    """A device that was let in once: its name, and where it was last reached (``host:port``, or nothing)."""

    name: str
    last_address: str = ""


Paired = Callable[[], Mapping[str, PairedDevice]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a node may be, and which device it is said to be (nothing when unknown)."""

    host: str
    port: int
    device_id: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who answered at an address, and what it says. ``proved``: it is a paired device, by its certificate.

    ``host`` is the address by numbers, where it may have been asked by name.
    """

    device_id: str
    name: str
    model: str = ""
    version: str = ""
    proved: bool = False
    host: str = ""


Confirm = Callable[[Candidate], Confirmation | None]


def card_from(said: Confirmation, port: int) -> Card:
    """The card of a node that was reached over HTTP only; its instance is not known there."""
    return Card(said.device_id, UNKNOWN_INSTANCE, said.name, port, said.model, said.version)


class NodeInfo(TypedDict):
    """A node that answered, as plain data for programs and JSON. The fields mean what those of `FoundNode` mean."""

    ip: str
    port: int
    url: str
    name: str
    device_id: str
    model: str
    version: str
    abilities: list[str]
    paired: bool
    addresses: list[str]
    announced: list[str]
    found_by: list[str]


@dataclass(frozen=True, slots=True)
class FoundNode:
    """A node that answered. ``addresses`` are those from which it did, the best first."""

    name: str
    port: int
    device_id: str
    addresses: tuple[str, ...]
    model: str = ""
    version: str = ""
    abilities: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()
    paired: bool = False

    @property
    def ip(self) -> str:
        """The best address."""
        return self.addresses[0]

    @property
    def url(self) -> str:
        """Where its HTTP API is: plain on this device, TLS from elsewhere."""
        host = f"[{self.ip.replace('%', '%25')}]" if ":" in self.ip else self.ip
        return f"{'http' if is_loopback(self.ip) else 'https'}://{host}:{self.port}"

    def to_json(self) -> NodeInfo:
        """The node in the shape that ``discover_enigma_nodes`` returns."""
        return {
            "ip": self.ip,
            "port": self.port,
            "url": self.url,
            "name": self.name,
            "device_id": self.device_id,
            "model": self.model,
            "version": self.version,
            "abilities": list(self.abilities),
            "paired": self.paired,
            "addresses": list(self.addresses),
            "announced": list(self.announced),
            "found_by": list(self.found_by),
        }


def found_node(seen: Sighting, interfaces: Iterable[Interface]) -> FoundNode:
    """The sighting, told to a person; where it proved who it is comes before all other addresses."""
    proved = (seen.proved_at,) if seen.proved_at else ()
    return FoundNode(
        name=seen.card.name,
        port=seen.card.port,
        device_id=seen.card.device_id,
        addresses=tuple(dict.fromkeys(proved + in_order(seen.hosts, tuple(interfaces), seen.card.addresses))),
        model=seen.card.model,
        version=seen.card.software,
        abilities=seen.card.abilities,
        announced=seen.card.addresses,
        found_by=seen.legs,
        paired=bool(proved),
    )


def found_nodes(all_seen: Iterable[Sighting], interfaces: tuple[Interface, ...]) -> tuple[FoundNode, ...]:
    """The sightings, told to a person: what answers under one identity at one address and port is one node."""
    nodes: list[FoundNode] = []
    for node in (found_node(seen, interfaces) for seen in all_seen):
        twin = next((one for one in nodes if _is_same(one, node)), None)
        if twin is None:
            nodes.append(node)
        else:
            nodes[nodes.index(twin)] = _joined(twin, node, interfaces)
    return tuple(nodes)


def by_name(nodes: Iterable[FoundNode]) -> dict[str, NodeInfo]:
    """The nodes under their names. Of several with one name, a paired one keeps it; the others get a number."""
    named: dict[str, NodeInfo] = {}
    for node in sorted(nodes, key=lambda one: (one.name, not one.paired, one.device_id, one.addresses, one.port)):
        named[_free_name(node.name, named)] = node.to_json()
    return named


def in_order(
    addresses: Iterable[str], interfaces: tuple[Interface, ...], announced: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Addresses, the best to connect to first: this device, the home's network, others, containers, IPv6.

    Of equals, one that the node announces comes first: after a change of address the old one is no longer among them.
    """
    known = dict.fromkeys(addresses)
    return tuple(sorted(known, key=lambda address: (_rank(address, interfaces), address not in announced)))


def is_loopback(host: str) -> bool:
    """Whether an address is this device itself."""
    return ip_address(host.partition("%")[0]).is_loopback


def _is_same(one: FoundNode, other: FoundNode) -> bool:
    devices = {one.device_id, other.device_id} - {""}
    return len(devices) <= 1 and one.port == other.port and not {*one.addresses}.isdisjoint(other.addresses)


def _joined(one: FoundNode, other: FoundNode, interfaces: tuple[Interface, ...]) -> FoundNode:
    """Both as one. A program that announces a node beside the node itself may know less of it: what it can answer."""
    best = max(one, other, key=lambda node: (node.paired, bool(node.announced), bool(node.device_id)))
    proved = best.addresses[:1] if best.paired else ()
    return replace(
        best,
        model=best.model or one.model or other.model,
        abilities=best.abilities or one.abilities or other.abilities,
        addresses=tuple(dict.fromkeys(proved + in_order(one.addresses + other.addresses, interfaces, best.announced))),
        found_by=tuple(dict.fromkeys(one.found_by + other.found_by)),
    )


def _rank(address: str, interfaces: tuple[Interface, ...]) -> int:
    ip = ip_address(address.partition("%")[0])
    if ip.is_loopback:
        return 0
    if not isinstance(ip, IPv4Address):
        return 5 if ip.is_link_local else 4
    near = [one for one in interfaces if any(ip in network.network for network in one.ipv4)]
    if not near:
        return 2
    return 3 if all(one.is_for_containers for one in near) else 1


def _free_name(name: str, taken: Mapping[str, object]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate
