"""Which of the found nodes are paired devices, proved by their certificates.

Does not know how nodes are found. A node that says it is paired is not, until TLS has shown its certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.comms.finding.found import Candidate, Confirmation, PairedDevice
from forge_ai.comms.lan.datagrams import endpoint_of
from forge_ai.errors import ForgeError
from forge_ai.protocol.finding.address import Address

if TYPE_CHECKING:
    from forge_ai.clock import Clock
    from forge_ai.identity.registry import Registry
    from forge_ai.paths import Home

PATIENCE_SECONDS: Final = 2.0  # a search is not held up by one device that does not answer


@dataclass(frozen=True, slots=True)
class OwnDevices:
    """The device itself (``own_id``, nothing when it has no identity yet) and those that it has let in."""

    own_id: str
    registry: Registry

    def paired(self) -> Mapping[str, PairedDevice]:
        """Every device that was let in, by its id; nodes of this same data folder count as well."""
        own = {self.own_id: PairedDevice("this device")} if self.own_id else {}
        others = [device for device in self.registry.devices() if not device.is_program]
        return own | {device.device_id: PairedDevice(device.name, device.address) for device in others}

    def confirm(self, candidate: Candidate) -> Confirmation | None:
        """Who answers at an address, by its certificate; None for nobody, another program or another device.

        A paired device that proved itself is remembered at this address.
        """
        from forge_ai.comms.peers.first_look import FirstLook

        address = Address(candidate.host, candidate.port)
        try:
            with FirstLook(address, PATIENCE_SECONDS) as look:
                host = endpoint_of(look.reached).host
                device_id, hello = look.certificate.device_id, look.hello()
        except (ForgeError, OSError):
            return None
        if candidate.device_id not in {"", device_id}:
            return None
        is_own = device_id in self.paired()
        if is_own:
            self.registry.seen(device_id, str(address))
        return Confirmation(device_id, hello.name, hello.model, hello.version, is_own, host)


def own_devices_of(home: Home, clock: Clock) -> OwnDevices:
    """The own devices of a data folder, for looking around: makes no identity where there is none."""
    from forge_ai.identity.device_key import FOLDER, KEY_FILE, open_identity
    from forge_ai.identity.registry import Registry

    has_identity = (home.root / FOLDER / KEY_FILE).exists()
    return OwnDevices(open_identity(home).device_id if has_identity else "", Registry(home.root / FOLDER, clock))


def own_devices_with_identity(home: Home, clock: Clock) -> OwnDevices:
    """The same for a device that is about to show itself: its identity is made when there is none."""
    from forge_ai.identity.device_key import open_identity

    open_identity(home)
    return own_devices_of(home, clock)
