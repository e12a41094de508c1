"""Where the node is that a person names: a paired device, a node that is found on the network, or an address.

Does not know whether it lets this device in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forge_ai.cli.waiting import sign_of_life
from forge_ai.errors import BadInput
from forge_ai.protocol.finding.address import NODE_NAME, Address, read_address

if TYPE_CHECKING:
    from forge_ai.comms.finding.found import FoundNode
    from forge_ai.services import Services

SEARCH_SECONDS: Final = 2.0


def where_is(services: Services, typed: str) -> Address:
    """The address of the node that is meant. Raises :class:`BadInput` when several nodes have that name."""
    known = next((device for device in services.registry.devices() if device.name == typed), None)
    if known and known.address:
        return read_address(known.address)
    found = _on_the_network(typed) if NODE_NAME.fullmatch(typed) else []
    if len(found) > 1:
        places = ", ".join(str(Address(node.ip, node.port)) for node in found)
        raise BadInput(f"{len(found)} nodes are called {typed}: {places}.", hint="Give the address of one of them.")
    return Address(found[0].ip, found[0].port) if found else read_address(typed)


def _on_the_network(name: str) -> list[FoundNode]:
    from forge_ai.comms.node.presence import default_finder

    finder = default_finder()
    with sign_of_life(f"Looking for {name} ..."):
        for _ in finder.run(SEARCH_SECONDS):
            pass
    return [node for node in finder.nodes() if node.name == name]
