"""The network interfaces of this device: their addresses, and which of them lead to other devices.

Does not know what is sent over them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Interface, IPv6Address, ip_address
from typing import Final

from forge_ai.limits import ANNOUNCED_ADDRESSES, INTERFACES
from forge_ai.settings import settings_of_this_process

# Bridges and pairs that container engines and virtual machines make: their addresses mean nothing on the network.
_CONTAINERS: Final = re.compile(
    r"(docker|br-[0-9a-f]{6,}|veth|virbr|vnet|lxc|lxd|cni|flannel|cali|podman|kube|vmnet|vboxnet|vEthernet \(WSL)"
)


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface with its addresses. ``index`` is the number by which IPv6 calls it."""

    name: str
    index: int
    ipv4: tuple[IPv4Interface, ...]
    ipv6: tuple[IPv6Address, ...]

    @property
    def is_loopback(self) -> bool:
        """Whether it leads back to this device."""
        return any(address.is_loopback for address in self.ipv4) or any(address.is_loopback for address in self.ipv6)

    @property
    def is_for_containers(self) -> bool:
        """Whether only containers and virtual machines of this device live behind it."""
        return bool(_CONTAINERS.match(self.name))

    @property
    def broadcasts(self) -> tuple[str, ...]:
        """The directed broadcast address of every IPv4 network on it."""
        return tuple(str(one.network.broadcast_address) for one in self.ipv4 if one.network.prefixlen <= 30)


Interfaces = Callable[[], tuple[Interface, ...]]


def all_interfaces() -> tuple[Interface, ...]:
    """Every interface that has an address now, at most :data:`~forge_ai.limits.INTERFACES`."""
    import ifaddr

    found = [_interface(adapter.nice_name, adapter.index or 0, adapter.ips) for adapter in ifaddr.get_adapters()]
    ranked = sorted(found, key=lambda one: (one.is_for_containers, one.index))
    return tuple(ranked[:INTERFACES])


def loopback_only() -> tuple[Interface, ...]:
    """Only the interface that leads back to this device."""
    return tuple(one for one in all_interfaces() if one.is_loopback)


def only(names: tuple[str, ...]) -> Interfaces:
    """The interfaces with these names, looked up again at every call; all of them when no name is given."""
    if not names:
        return all_interfaces
    return lambda: tuple(one for one in all_interfaces() if one.name in names)


def interfaces_named(names: str) -> Interfaces:
    """The interfaces of a list with commas; all of them when it is empty."""
    return only(tuple(name.strip() for name in names.split(",") if name.strip()))


def interfaces_of_settings() -> Interfaces:
    """The interfaces that the person's settings allow."""
    return interfaces_named(settings_of_this_process().interfaces)


def announced_addresses(interfaces: tuple[Interface, ...]) -> tuple[str, ...]:
    """The addresses under which other devices may reach this one, IPv4 first."""
    outward = [one for one in interfaces if not one.is_loopback and not one.is_for_containers]
    ipv4 = [str(address.ip) for one in outward for address in one.ipv4 if not address.ip.is_link_local]
    ipv6 = [str(address) for one in outward for address in one.ipv6 if not address.is_link_local]
    return tuple((ipv4 + ipv6)[:ANNOUNCED_ADDRESSES])


def is_near(address: str, interfaces: tuple[Interface, ...]) -> bool:
    """Whether a packet from ``address`` can come from this home: a private address, or one of our own networks."""
    ip = ip_address(address.partition("%")[0])
    return not ip.is_global or any(ip in network.network for one in interfaces for network in one.ipv4)


def _interface(name: str, index: int, ips: object) -> Interface:
    ipv4, ipv6 = [], []
    for one in ips if isinstance(ips, list) else []:
        if isinstance(one.ip, str):
            ipv4.append(IPv4Interface(f"{one.ip}/{one.network_prefix}"))
        else:
            ipv6.append(IPv6Address(one.ip[0]))
    return Interface(name, index, tuple(ipv4), tuple(ipv6))
