"""Where the node is that a person names: a paired device, a node that is found on the network, or an address.

Does not know whether it lets this device in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forge_ai.cli.say import note
from forge_ai.cli.waiting import sign_of_life
from forge_ai.errors import BadInput
from forge_ai.protocol.finding.address import NODE_NAME, Address, read_address
from forge_ai.protocol.values.names import shown
from forge_ai.protocol.values.near_names import guess

if TYPE_CHECKING:
    from forge_ai.comms.finding.found import FoundNode
    from forge_ai.services import Services


def where_is(services: Services, typed: str) -> Address:
    """The address of the node that a person means by a name or an address.

    A paired device is at its last address, others are looked for on the network. Raises :class:`BadInput` when several
    nodes have that name, or when it is neither a name that was found nor an address.
    """
    typed = typed.strip()
    known = next((device for device in services.registry.devices() if device.name == typed), None)
    if known and known.address:
        return read_address(known.address)
    around = _on_the_network(typed) if NODE_NAME.fullmatch(typed) else []
    found = [node for node in around if node.name == typed]
    if len(found) > 1:
        places = ", ".join(str(Address(node.ip, node.port)) for node in found)
        raise BadInput(f"{len(found)} nodes are called {typed}: {places}.", hint="Give the address of one of them.")
    if not found and (meant := guess(typed, [node.name for node in around])):
        note(f"No node on this network is called {shown(typed)}. {meant.rstrip()}")
    return Address(found[0].ip, found[0].port) if found else read_address(typed)


def _on_the_network(name: str) -> list[FoundNode]:
    from forge_ai.comms.finding.finder import search_once

    with sign_of_life(f"Looking for {name} ..."):
        return list(search_once().nodes())
