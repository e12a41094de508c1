"""The seats of a conversation: `alice@my_pc` becomes somebody who can be asked, here or on another device.

A speaker in a conversation with other AIs neither reads nor keeps its person's memories. Does not know what is said.
"""

from __future__ import annotations

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
class SpeakerName:
    """A speaker as a person names one: a personality or model, and a device's name or address; one may be ""."""

    who: str
    where: str


def read_speaker(text: str) -> SpeakerName:
    """The parts of ``alice``, ``alice@my_pc``, ``my_pc/alice`` or ``@192.168.1.100:5000``. Raises :class:`BadInput`."""
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
    return SpeakerName(who, where)


def take_seats(services: Services, names: tuple[str, ...], ask_code: AskCode | None = None) -> dict[str, Speaker]:
    """Everybody who takes part, reachable and known to be there, by the names that were given.

    Raises :class:`BadInput`, :class:`UnknownModel`, :class:`Unreachable` or what connecting raises.
    """
    speakers = {name: read_speaker(name) for name in names}
    return {name: _seat(services, speaker, ask_code) for name, speaker in speakers.items()}


def own_speaker(services: Services, who: str) -> OwnBrain:
    """A speaker of this process, without memories."""
    chosen = services.offers.choose(who)
    introduction = services.introduction(chosen)
    return OwnBrain(services.name, chosen, services.engines, introduction, remembers=False)


def _seat(services: Services, speaker: SpeakerName, ask_code: AskCode | None) -> Speaker:
    node = _node(services, speaker, ask_code)
    if node is None:
        return own_speaker(services, speaker.who)
    node.check_offers()
    return node


def _node(services: Services, speaker: SpeakerName, ask_code: AskCode | None) -> NodeClient | None:
    """The node that answers for a speaker; None for this process itself."""
    for sight in Scout(services).own_nodes():
        if speaker.where in ("", sight.name):
            return _client(services, sight.access, sight.name, speaker.who)
    if speaker.where in ("", services.name):
        return None
    if services.settings.never_away:
        raise BadInput(
            f"Nothing is sent to {shown(speaker.where)}: FORGE_AI_NEVER_AWAY is set.",
            hint="Name speakers of this device.",
        )
    return _elsewhere(services, speaker, ask_code)


def _elsewhere(services: Services, speaker: SpeakerName, ask_code: AskCode | None) -> NodeClient:
    device = _device(services, speaker.where)
    if device is None:
        with suggesting(services, speaker.where):
            access = open_access(services, read_address(speaker.where), None, ask_code)
        return _client(services, access, access.hello().name, speaker.who)
    sight = Scout(services).find(device)
    return _client(services, sight.access, sight.name, speaker.who)


def _device(services: Services, where: str) -> Device | None:
    try:
        return services.registry.find(where)
    except UnknownDevice:
        return device_that_calls_itself(services, where)


def _client(services: Services, access: Access, name: str, who: str) -> NodeClient:
    """Nobody in particular is the node itself, by the name that it gives itself."""
    model = who or access.hello().name
    return NodeClient(access, Hello(name, "", model), budgets_of(services.settings), model, remembers=False)
