"""The second way to be found: DNS-SD, the service discovery of printers and speakers, by multicast DNS.

Does not decide who is there: multicast DNS remembers a dead node for more than an hour, so what it says is only a hint
where to ask. Every call may block for a while; the caller has a thread for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from forge_ai.comms.lan.interfaces import Interface
from forge_ai.limits import ANNOUNCED_ADDRESSES, SERVICES_LOOKED_UP
from forge_ai.protocol.finding.announce import VERSION, Card

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

log: Final = logging.getLogger(__name__)

OWN_TYPE: Final = "_forge-ai._tcp.local."
AGENT_TYPE: Final = "_agent._tcp.local."  # a draft: announced for browsers of services, not looked for
WYOMING_TYPE: Final = "_wyoming._tcp.local."  # Home Assistant looks for it
_LOOK_UP_MS: Final = 400  # also how long closing may have to wait


@dataclass(frozen=True, slots=True)
class Service:
    """A service that says it is a node: where, and (when it tells) the UDP port that answers for it alone."""

    addresses: tuple[str, ...]
    port: int
    udp_port: int


@dataclass(frozen=True, slots=True)
class Wyoming:
    """A Wyoming port of this node; without ``addresses`` it is open at all that the node has."""

    port: int
    addresses: tuple[str, ...] = ()


class Present:
    """The names of the services that are there, as far as there is room: each start of a node has another name."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def note(self, name: str, *, is_gone: bool) -> bool:
        """A service came, changed or went; whether it is worth being looked up."""
        if is_gone:
            self._names.discard(name)
            return False
        if name not in self._names and len(self._names) >= SERVICES_LOOKED_UP:
            return False
        self._names.add(name)
        return True


class DnsSd:
    """One connection to multicast DNS on the given interfaces. ``found`` is called from another thread."""

    def __init__(self, interfaces: tuple[Interface, ...], found: Callable[[Service], None]) -> None:
        from zeroconf import IPVersion, Zeroconf

        outward = _outward(interfaces)
        ipv4 = [str(address.ip) for one in outward for address in one.ipv4]
        ipv6 = [one.index for one in outward if one.ipv6]
        self._zeroconf: Zeroconf = (
            Zeroconf(interfaces=ipv4, ip_version=IPVersion.V4Only)
            if ipv4
            else Zeroconf(interfaces=ipv6, ip_version=IPVersion.V6Only)
        )
        self._found = found
        self._present = Present()
        self._looking = threading.Lock()
        self._closing = False

    def browse(self) -> None:
        """Look for nodes until :meth:`close`."""
        from zeroconf import ServiceBrowser

        ServiceBrowser(self._zeroconf, OWN_TYPE, handlers=[self._on_change])

    def advertise(self, card: Card, udp_port: int) -> None:
        """Tell of this node until :meth:`close`."""
        for kind in (OWN_TYPE, AGENT_TYPE):
            info = service_info(kind, card, udp_port)
            # The name holds a number of this start that nobody else has, so there is no need to ask whether it is free.
            self._zeroconf.register_service(info, cooperating_responders=True)

    def advertise_wyoming(self, card: Card, wyoming: Wyoming) -> None:
        """Tell of this node's Wyoming port until :meth:`close`."""
        self._zeroconf.register_service(wyoming_info(card, wyoming), cooperating_responders=True)

    def close(self) -> None:
        """Say goodbye and give the sockets back."""
        from zeroconf import EventLoopBlocked

        self._closing = True
        with self._looking:
            pass  # the library cannot be closed while something is being looked up
        with suppress(EventLoopBlocked, OSError):
            self._zeroconf.close()

    def _on_change(self, *, service_type: str, name: str, state_change: ServiceStateChange, **_: object) -> None:
        if not self._present.note(name, is_gone=state_change.name == "Removed"):
            return
        with self._looking:
            service = None if self._closing else read_service(self._look_up(service_type, name))
        if service is not None:
            self._found(service)

    def _look_up(self, service_type: str, name: str) -> ServiceInfo | None:
        """The records of a service: mostly they came with its name, else they are asked for."""
        from zeroconf import BadTypeInNameException, EventLoopBlocked, ServiceInfo

        try:
            info = ServiceInfo(service_type, name)
            known = info.load_from_cache(self._zeroconf) or info.request(self._zeroconf, _LOOK_UP_MS)
        except (BadTypeInNameException, EventLoopBlocked):
            return None
        return info if known else None


def open_dns_sd(interfaces: tuple[Interface, ...], found: Callable[[Service], None]) -> DnsSd | None:
    """A :class:`DnsSd` when this device is on a network and multicast DNS can be used there; None otherwise."""
    if not _outward(interfaces):
        return None
    try:
        return DnsSd(interfaces, found)
    except OSError as error:
        log.info("DNS-SD cannot be used here: %s", error)
        return None


def service_info(kind: str, card: Card, udp_port: int) -> ServiceInfo:
    """The records that tell of a node, for one type of service."""
    from zeroconf import ServiceInfo

    properties: dict[str, Any] = {
        "v": str(VERSION),
        "id": card.device_id,
        "name": card.name,
        "model": card.model,
        "udp": str(udp_port),
    }
    return ServiceInfo(
        kind,
        f"{card.name[:40]}-{_number(card)}.{kind}",
        port=card.port,
        server=f"forge-ai-{_number(card)}.local.",
        parsed_addresses=list(card.addresses),
        properties=properties,
    )


def wyoming_info(card: Card, wyoming: Wyoming) -> ServiceInfo:
    """The records that tell of a node's Wyoming port.

    Their name stays the same for ever: Home Assistant knows by it what a person has added, or wants to hear no more of.
    """
    from zeroconf import ServiceInfo

    return ServiceInfo(
        WYOMING_TYPE,
        f"{card.name[:40]}-{card.device_id[:9]}-{wyoming.port}.{WYOMING_TYPE}",
        port=wyoming.port,
        server=f"forge-ai-{_number(card)}-wyoming.local.",
        parsed_addresses=list(wyoming.addresses or card.addresses),
    )


def _number(card: Card) -> str:
    """A number of this start of the node, which no other has."""
    return card.instance.hex()[:8]


def read_service(info: ServiceInfo | None) -> Service | None:
    """What the records of a stranger say, with a few addresses at most; None when they name no place to ask."""
    if info is None or not info.port:
        return None
    addresses = [address for address in info.parsed_scoped_addresses() if _can_be_asked(address)]
    if not addresses:
        return None
    return Service(tuple(addresses[:ANNOUNCED_ADDRESSES]), info.port, _udp_port(info.properties))


def _udp_port(properties: Mapping[bytes, bytes | None]) -> int:
    text = properties.get(b"udp") or b""
    return int(text) if text.isdigit() and len(text) <= 5 and int(text) <= 65_535 else 0


def _can_be_asked(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    return not ip.is_multicast and not ip.is_unspecified and not ip.is_loopback and not ip.is_global


def _outward(interfaces: tuple[Interface, ...]) -> list[Interface]:
    return [one for one in interfaces if not one.is_loopback and not one.is_for_containers]
