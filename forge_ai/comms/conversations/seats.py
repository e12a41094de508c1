"""The seats of a conversation: `alice@my_pc` becomes somebody who can be asked, here or on another device.

A speaker in a conversation with other AIs neither reads nor keeps its person's memories. Does not know what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forge_ai.assistant.brain import OwnBrain
from forge_ai.comms.brains.scout import Scout
from forge_ai.comms.conversations.holding import Speaker
from forge_ai.comms.finding.way import device_that_calls_itself, suggesting
from forge_ai.comms.peers.access import Access, AskCode, open_access
from forge_ai.comms.peers.client import NodeClient, budgets_of
from forge_ai.errors import BadInput, UnknownDevice
from forge_ai.protocol.finding.address import read_address
from forge_ai.protocol.finding.hello import Hello
from forge_ai.protocol.values.names import check_name, is_name, shown

if TYPE_CHECKING:
    from forge_ai.identity.device import Device
    from forge_ai.services import Services


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
    chosen = services.offers.choose(who)
    introduction = services.introduction(chosen)
    return OwnBrain(services.name, chosen, services.engines, introduction, remembers=False)


def _seat(services: Services, place: Place, stack: ExitStack, ask_code: AskCode | None) -> Speaker:
    node = _node(services, place, ask_code)
    if node is None:
        return own_speaker(services, place.who)
    stack.callback(node.close)
    node.check_offers()
    return node


def _node(services: Services, place: Place, ask_code: AskCode | None) -> NodeClient | None:
    """The node on which somebody sits; None for this process itself."""
    for sight in Scout(services).own_nodes():
        if place.where in ("", sight.name):
            return _client(services, sight.access, sight.name, place.who)
    if place.where in ("", services.name):
        return None
    if services.settings.never_away:
        raise BadInput(
            f"Nothing is sent to {shown(place.where)}: FORGE_AI_NEVER_AWAY is set.",
            hint="Name speakers of this device.",
        )
    return _elsewhere(services, place, ask_code)


def _elsewhere(services: Services, place: Place, ask_code: AskCode | None) -> NodeClient:
    device = _device(services, place.where)
    if device is None:
        with suggesting(services, place.where):
            access = open_access(services, read_address(place.where), None, ask_code)
        return _client(services, access, access.hello().name, place.who)
    sight = Scout(services).find(device)
    return _client(services, sight.access, sight.name, place.who)


def _device(services: Services, where: str) -> Device | None:
    try:
        return services.registry.find(where)
    except UnknownDevice:
        return device_that_calls_itself(services, where)


def _client(services: Services, access: Access, name: str, who: str) -> NodeClient:
    """Nobody in particular is the node itself, by the name that it gives itself."""
    model = who or access.hello().name
    return NodeClient(access, Hello(name, "", model), budgets_of(services.settings), model, remembers=False)
