"""Which brain a command talks to: a named one, the node that runs here, or a model loaded for the moment.

Does not know what will be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from forge_ai.assistant.brain import Brain, OwnBrain
from forge_ai.comms.client import NodeClient, connect
from forge_ai.comms.running import running_nodes
from forge_ai.comms.terminal import ask_at_terminal
from forge_ai.errors import ForgeError
from forge_ai.protocol.address import Address, read_address
from forge_ai.services import Services
from forge_ai.settings import Settings


@contextmanager
def open_brain(settings: Settings, on: str | None, model: str | None) -> Iterator[Brain]:
    """The brain to talk to.

    ``on`` is an address; without it the running node of this data folder answers if it has the wished model loaded,
    else this process loads the model itself.
    """
    services = Services(settings)
    node = _at(services, on, model) if on else _running_here(services, model)
    if node:
        try:
            yield node
        finally:
            node.close()
        return
    try:
        chosen = services.choose(model or "")
        yield OwnBrain(services.name, chosen, services.engines, services.introduction(chosen.model, chosen))
    finally:
        services.close()


def _at(services: Services, address: str, model: str | None) -> NodeClient:
    return connect(services, read_address(address), ask_code=ask_at_terminal, model=model or "")


def _running_here(services: Services, model: str | None) -> NodeClient | None:
    for run in running_nodes(services.settings.folders):
        try:
            node = connect(services, Address(run.host, run.port))
        except ForgeError:
            continue  # the note of a node that was killed
        if node.name == run.name and model in (None, node.model):
            return node
        node.close()
    return None
