"""One quick exchange of memories with a node that is about to be asked a question, so that its answer knows all facts.

A fact that was told while the two were not connected would otherwise be missing in the answer. Costs a few milliseconds
when there is nothing to exchange. Does not know what will be asked.
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
    """Exchange memories with the node, unless the person wants to sync only on command.

    A node that does not sync with this device, that may not sync here, or that is silent for a second is asked without
    it; nothing is raised.
    """
    if services.settings.sync != "live":
        return
    link = MemoryLink(services, node, reach_seconds=PATIENCE_SECONDS, silence_seconds=PATIENCE_SECONDS)
    with suppress(ForgeError), closing(link):
        exchange(services.memory.replica, link)
        services.memory.words.catch_up()
