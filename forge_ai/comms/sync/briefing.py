"""Before another device is asked, it learns what only this one remembers, and the other way round.

A fact that was told while nobody was connected would otherwise be missing in the answer. Costs a few milliseconds when
there is nothing to tell. Does not know what will be asked.
"""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from forge_ai.comms.sync.exchange import exchange
from forge_ai.comms.sync.memory_link import MemoryLink
from forge_ai.errors import ForgeError

if TYPE_CHECKING:
    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.services import Services

PATIENCE_SECONDS: Final = 1.0


def brief(services: Services, node: NodeClient) -> None:
    """Make the memories of this device and the node's equal, where the person wants them so.

    A node that does not sync with this device, or is silent for a second, is simply asked without.
    """
    if services.settings.sync != "live":
        return
    link = MemoryLink(node, services.name, reach_seconds=PATIENCE_SECONDS, silence_seconds=PATIENCE_SECONDS)
    with suppress(ForgeError), closing(link):
        exchange(services.memory.replica, link)
        services.memory.words.catch_up()
