"""The node of this data folder that is running now, reached as its owner.

Does not know what is wanted of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forge_ai.comms.finding.running import running_nodes
from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.first_look import read_json, refusal_of
from forge_ai.errors import ForgeError, PeerFault, UnknownPeer
from forge_ai.protocol.finding.address import Address

if TYPE_CHECKING:
    from forge_ai.services import Services


def own_node(services: Services, name: str | None = None) -> OwnNode:
    """The running node of that name, or the first one. Raises :class:`UnknownPeer` when none runs."""
    for run in running_nodes(services.settings.folders):
        access = Access(Address(run.host, run.port), services.identity.certificate, services.identity.local_key)
        try:
            if name in (None, run.name) and access.hello().name == run.name:
                return OwnNode(access, run.name, run.listens or services.settings.host)
        except ForgeError:
            continue  # the note of a node that was killed
    raise UnknownPeer("No node runs here.", hint="Start one: forge-ai serve")


def place_of(services: Services, name: str) -> str:
    """The address of this device's own running node where it is that one's name; every other name as it is."""
    if any(device.name == name for device in services.registry.devices()):
        return name
    try:
        return str(own_node(services, name).access.address)
    except UnknownPeer:
        return name


class OwnNode:
    """A node of this device, asked with the right to everything. ``host`` is the address on which it listens."""

    def __init__(self, access: Access, name: str, host: str) -> None:
        self.access = access
        self.name = name
        self.host = host

    def ask(self, method: str, path: str) -> Mapping[str, Any]:
        """The JSON object that the node answers."""
        import httpx2

        try:
            with self.access.http() as client:
                response = client.request(method, path)
        except httpx2.TransportError as error:
            raise PeerFault(f"{self.name} hung up.") from error
        found = read_json(response.content)
        if response.status_code != 200 or not isinstance(found, dict):
            raise refusal_of(found, response.status_code, str(self.access.address))
        return found
