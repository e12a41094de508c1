"""The hello: how a node says that it is one, and how that is checked.

Does not know how the hello travels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.errors import BadName, NotForgeNode, PeerFault
from forge_ai.protocol.values.names import check_name, check_offered_model

PROTOCOL: Final = 1


@dataclass(frozen=True, slots=True)
class Hello:
    """What a node says of itself to anybody who asks."""

    name: str
    version: str
    model: str

    def to_json(self) -> dict[str, Any]:
        """The hello as it travels."""
        return {"forge_ai": self.version, "protocol": PROTOCOL, "name": self.name, "model": self.model}


def read_hello(found: object, address: str) -> Hello:
    """Check what answered at ``address``.

    Raises :class:`NotForgeNode` when it is no hello, :class:`PeerFault` when it speaks another protocol version.
    """
    if not isinstance(found, Mapping) or not isinstance(found.get("forge_ai"), str):
        raise NotForgeNode(f"What answers at {address} is not a ForgeAI node.")
    if found.get("protocol") != PROTOCOL:
        raise PeerFault(f"The node at {address} speaks protocol {found.get('protocol')!r:.20}, this one {PROTOCOL}.")
    name, model = found.get("name"), found.get("model")
    if not isinstance(name, str) or not isinstance(model, str):
        raise NotForgeNode(f"The node at {address} does not say its name.")
    try:
        return Hello(check_name(name, "node name"), found["forge_ai"][:40], check_offered_model(model))
    except BadName as error:
        raise PeerFault(f"The node at {address} sent a bad name: {error.message}") from error
