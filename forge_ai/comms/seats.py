"""The seats of a conversation: `alice@my_pc` becomes somebody who can be asked, here or on another device.

A speaker in a conversation with other AIs neither reads nor keeps its person's memories. Does not know what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.assistant.brain import OwnBrain
from forge_ai.comms.access import AskCode, open_access
from forge_ai.comms.client import NodeClient
from forge_ai.comms.conversation import Speaker
from forge_ai.comms.model_copy import address_of
from forge_ai.comms.running import running_nodes
from forge_ai.errors import BadInput, ForgeError, Unreachable
from forge_ai.protocol.address import Address, read_address
from forge_ai.protocol.names import check_name, is_name, shown

if TYPE_CHECKING:
    from forge_ai.services import Services

FOUND_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """Who sits there and where: the personality or model, and a device's name or address; both may be empty."""

    who: str
    where: str


def read_place(text: str) -> Place:
    """``alice``, ``alice@my_pc``, ``my_pc/alice`` or ``@192.168.1.100:5000``. Raises :class:`BadInput`."""
    who, at, where = text.partition("@")
    if not at and "/" in text:
        where, _, who = text.rpartition("/")
    who, where = who.strip(), where.strip()
    if (at and not where) or not (who or where):
        raise BadInput(f"{shown(text)} is no speaker.", hint="Such as alice, alice@my_pc or alice@192.168.1.100:5000.")
    if who:
        check_name(who, "personality")
    if not is_name(where) and where:
        read_address(where)
    return Place(who, where)


@contextmanager
def taken_seats(
    services: Services, names: tuple[str, ...], ask_code: AskCode | None = None
) -> Iterator[dict[str, Speaker]]:
    """Everybody who takes part, reachable and known to be there, by the names that were given.

    Raises :class:`BadInput`, :class:`UnknownModel`, :class:`Unreachable` or what connecting raises.
    """
    places = {name: read_place(name) for name in names}
    with ExitStack() as stack:
        yield {name: _seat(services, place, stack, ask_code) for name, place in places.items()}


def own_speaker(services: Services, who: str) -> OwnBrain:
    """A speaker of this process, without memories."""
    chosen = services.choose(who)
    introduction = services.introduction(chosen.model, chosen)
    return OwnBrain(services.name, chosen, services.engines, introduction, remembers=False)


def _seat(services: Services, place: Place, stack: ExitStack, ask_code: AskCode | None) -> Speaker:
    node = _node(services, place, ask_code)
    if node is None:
        return own_speaker(services, place.who)
    stack.callback(node.close)
    node.check_offers()
    return node


def speaker_at(services: Services, address: Address, who: str = "", ask_code: AskCode | None = None) -> NodeClient:
    """Somebody on the node at an address; nobody in particular is the node itself, under its own name."""
    access = open_access(services, address, None, ask_code)
    hello = access.hello()
    return NodeClient(access, hello, services.settings.stall_seconds, who or hello.name, remembers=False)


def _node(services: Services, place: Place, ask_code: AskCode | None) -> NodeClient | None:
    """The node on which somebody sits; None for this process itself."""
    for run in running_nodes(services.settings.folders):
        if not place.where or place.where == run.name:
            node = _running(services, run.name, Address(run.host, run.port), place.who)
            if node:
                return node
    if place.where in ("", services.name):
        return None
    return _elsewhere(services, place, ask_code)


def _running(services: Services, name: str, address: Address, who: str) -> NodeClient | None:
    try:
        node = speaker_at(services, address, who)
    except ForgeError:
        return None  # the note of a node that was killed
    if node.name == name:
        return node
    node.close()
    return None


def _elsewhere(services: Services, place: Place, ask_code: AskCode | None) -> NodeClient:
    address = _known(services, place.where)
    if address:
        try:
            return speaker_at(services, address, place.who, ask_code)
        except Unreachable:
            if not is_name(place.where):
                raise
    return speaker_at(services, _found(services, place.where), place.who, ask_code)


def _known(services: Services, where: str) -> Address | None:
    """Where a paired device was last, or the address that was given; None for a mere name that nobody here has."""
    paired = any(device.name == where and device.address for device in services.registry.devices())
    return address_of(services, where) if paired or not is_name(where) or "." in where else None


def _found(services: Services, name: str) -> Address:
    """Where a node of that name is on the network now."""
    from forge_ai.comms.discovery import discover_enigma_nodes

    found = discover_enigma_nodes(FOUND_SECONDS, home=services.settings.folders).get(name)
    if not found:
        raise Unreachable(f"No node called {shown(name)} is here.", hint="Is it on? Give its address: alice@ADDRESS")
    return Address(str(found["ip"]), int(str(found["port"])))
