"""Keeping a conversation while it is held: every turn is on the disk before the next, in the end on every own device.

Does not know how the conversation is held or shown; whoever else listens is told everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from forge_ai.comms.conversations.holding import Audience, Silent
from forge_ai.comms.peers.client import NodeClient
from forge_ai.comms.sync.exchange import exchange
from forge_ai.comms.sync.memory_link import MemoryLink
from forge_ai.errors import ForgeError
from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.conversations.dialogue import Ask, Dialogue, Turn

if TYPE_CHECKING:
    from forge_ai.services import Services


class Keeper:
    """An audience that keeps every turn of a dialogue in this device's memory, and hands everything on to another.

    ``identity`` is that of the kept conversation; with one that is given, its turns so far are there already.
    """

    def __init__(
        self, services: Services, dialogue: Dialogue, audience: Audience | None = None, identity: str = ""
    ) -> None:
        plan = dialogue.plan
        self._services = services
        self._person = plan.person
        self._audience = audience or Silent()
        self._dialogues = Dialogues(services.memory.conversations, services.name)
        self.identity = identity or self._dialogues.begin(plan.speakers, plan.topic, plan.person)
        if not identity:
            for turn in dialogue.turns:
                self._dialogues.keep(self.identity, turn, plan.person)

    def begins(self, ask: Ask) -> None:
        """Hand it on."""
        self._audience.begins(ask)

    def piece(self, text: str) -> None:
        """Hand it on."""
        self._audience.piece(text)

    def turn(self, turn: Turn) -> None:
        """Keep it, and hand it on."""
        self._dialogues.keep(self.identity, turn, self._person)
        self._audience.turn(turn)

    def failed(self, speaker: str, error: ForgeError) -> None:
        """Hand it on."""
        self._audience.failed(speaker, error)

    def share(self, nodes: Iterable[object]) -> list[str]:
        """Bring the transcript to the nodes that took part, if they share memories with this device; their names.

        A node that does not, or is gone, goes without.
        """
        if self._services.settings.sync != "live":
            return []
        reached: dict[str, None] = {}
        for node in nodes:
            if isinstance(node, NodeClient) and node.name not in reached and self._shared(node):
                reached[node.name] = None
        return list(reached)

    def _shared(self, node: NodeClient) -> bool:
        link = MemoryLink(self._services, node)
        try:
            with suppress(ForgeError):
                exchange(self._services.memory.replica, link)
                return True
            return False
        finally:
            link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._services.memory.words.catch_up()
