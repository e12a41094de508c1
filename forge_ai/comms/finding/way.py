"""Reaches the device that a person names: a paired one wherever it is now, or the node at an address.

Does not know what is asked there. Where another device answers than the one that is meant, nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from forge_ai.comms.finding.elsewhere import SEARCH_SECONDS, whereabouts
from forge_ai.comms.peers.access import Access, AskCode, open_access
from forge_ai.comms.peers.first_look import FirstLook
from forge_ai.errors import ForgeError, NotForgeNode, NotTrusted, Replaced, Unreachable
from forge_ai.protocol.finding.address import NODE_NAME, Address, read_address
from forge_ai.protocol.trust.device_certificate import read_certificate
from forge_ai.protocol.values.near_names import guess

if TYPE_CHECKING:
    from forge_ai.identity.device import Device
    from forge_ai.services import Services


def way_to(services: Services, peer: str, ask_code: AskCode | None = None) -> Access:
    """Access to a paired device, by its name, or to the node at an address, which may need a code.

    Raises :class:`Replaced` when another device answers where that one was, :class:`Unreachable` when nobody does, and
    what :func:`open_access` raises.
    """
    peer = peer.strip()
    named = next((one for one in services.registry.devices() if one.name == peer and not one.is_program), None)
    named = named or device_that_calls_itself(services, peer)
    address = place_of(services, named) if named else read_address(peer)
    with suggesting(services, peer):
        return open_access(services, address, ask_code=ask_code)


@contextmanager
def suggesting(services: Services, wish: str) -> Iterator[None]:
    """Whoever is not reached by a name is told of the node here that has it, or of a paired device of nearly that name.

    Raises :class:`NotTrusted` for a node that is found and not paired.
    """
    try:
        yield
    except Unreachable as error:
        if NODE_NAME.fullmatch(wish) and any(_strangers(services, wish)):
            told = f"{wish} is on this network and has not let this device in."
            raise NotTrusted(told, hint=f"Let this device in: forge-ai pair {wish}") from error
        meant = guess(wish.removesuffix(".local"), services.registry.device_names())
        if not meant or error.hint.startswith(meant):
            raise
        raise Unreachable(error.message, hint=meant + error.hint) from error


def device_that_calls_itself(services: Services, name: str) -> Device | None:
    """The paired device that calls itself ``name`` now, over its pinned connection, though it has another name here.

    Its address is where it does: a device may run several nodes. Elsewhere than where it is known it goes by ``name``.
    """
    if not NODE_NAME.fullmatch(name):
        return None
    devices = {one.device_id: one for one in services.registry.devices() if not one.is_program}
    for address, device_id in _announced(services, name) if devices else ():
        device = devices.get(device_id)
        with suppress(ForgeError):  # who only says so by UDP is nobody
            if device and _access(address, device).hello().name == name:
                known = str(address) == device.address
                return device if known else replace(device, address=str(address), name=name)
    return None


def place_of(services: Services, device: Device) -> Address:
    """Where a paired device is now. Raises :class:`Replaced` or :class:`Unreachable`."""
    others = 0
    for address in _places(services, device):
        try:
            with FirstLook(address) as look:
                if look.certificate.der == device.certificate:
                    return address
            others += str(address) == device.address
        except (Unreachable, NotForgeNode):
            continue  # the next place may be the right one
    raise gone(device, replaced=bool(others))


def gone(device: Device, *, replaced: bool) -> Unreachable:
    """Why a paired device is not reached."""
    if replaced:
        return Replaced(f"{device.name} does not answer: at {device.address} there is another device now.")
    return Unreachable(f"{device.name} does not answer{f' (it was last at {device.address})' * bool(device.address)}.")


def _announced(services: Services, name: str) -> Iterator[tuple[Address, str]]:
    """Addresses of nodes that announce this name, and the device that each says it is."""
    from forge_ai.comms.finding.search import Search
    from forge_ai.comms.lan.datagrams import PORTS
    from forge_ai.comms.lan.interfaces import interfaces_named

    with Search(interfaces_named(services.settings.interfaces)(), PORTS, services.clock) as search:
        for node in search.run(SEARCH_SECONDS, until_quiet=False):
            if node.name == name:
                yield from ((Address(host, node.port), node.device_id) for host in node.addresses)


def _strangers(services: Services, name: str) -> Iterator[str]:
    """The devices that announce this name and are not paired."""
    paired = {device.device_id for device in services.registry.devices()}
    return (device_id for _, device_id in _announced(services, name) if device_id not in paired)


def _access(address: Address, device: Device) -> Access:
    return Access(address, read_certificate(device.certificate), device.key)


def _places(services: Services, device: Device) -> Iterator[Address]:
    if device.address:
        yield read_address(device.address)
    yield from whereabouts(device.device_id, services.settings.interfaces, services.clock)()
