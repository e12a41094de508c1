"""The way to the device that a person names: a paired one wherever it is now, or whatever lives at an address.

Does not know what is asked there. An address at which another device answers than the one that is meant leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forge_ai.comms.finding.elsewhere import whereabouts
from forge_ai.comms.peers.access import Access, AskCode, open_access
from forge_ai.comms.peers.first_look import FirstLook
from forge_ai.errors import NotForgeNode, Replaced, Unreachable
from forge_ai.protocol.finding.address import Address, read_address

if TYPE_CHECKING:
    from forge_ai.identity.device import Device
    from forge_ai.services import Services


def way_to(services: Services, peer: str, ask_code: AskCode | None = None) -> Access:
    """The way to a paired device, by its name, or to the node at an address, which may ask for a code.

    Raises :class:`Replaced` when another device answers where that one was, :class:`Unreachable` when nobody does, and
    what :func:`open_access` raises.
    """
    named = next((one for one in services.registry.devices() if one.name == peer and not one.is_program), None)
    address = place_of(services, named) if named else read_address(peer)
    return open_access(services, address, ask_code=ask_code)


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


def _places(services: Services, device: Device) -> Iterator[Address]:
    if device.address:
        yield read_address(device.address)
    yield from whereabouts(device.device_id, services.settings.interfaces, services.clock)()
