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
    """The running node of this data folder with that name, or the first one. Raises :class:`UnknownPeer`."""
    for run in running_nodes(services.settings.folders):
        access = Access(Address(run.host, run.port), services.identity.certificate, services.identity.local_key)
        try:
            if name in (None, run.name) and access.hello().name == run.name:
                return OwnNode(access, run.name, run.listens or services.settings.host)
        except ForgeError:
            continue  # the note of a node that was killed
    raise UnknownPeer("No node runs here.", hint="Start one: forge-ai serve")


def place_of(services: Services, name: str) -> str:
    """The address of a running node of this data folder, where ``name`` is its name; otherwise ``name`` itself."""
    if any(device.name == name for device in services.registry.devices()):
        return name
    try:
        return str(own_node(services, name).access.address)
    except UnknownPeer:
        return name


class OwnNode:
    """A running node of this data folder, which is asked as its owner. ``host`` is the address it listens on."""

    def __init__(self, access: Access, name: str, host: str) -> None:
        self.access = access
        self.name = name
        self.host = host

    def ask(self, method: str, path: str) -> Mapping[str, Any]:
        """Send a request without a body; returns the JSON object of the answer.

        Raises :class:`PeerFault` when the node hangs up, and what it refuses with.
        """
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
