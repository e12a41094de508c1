"""Data folders and nodes for tests: a small random model in a store, a node that serves it."""

from __future__ import annotations

from contextlib import contextmanager

from forge_ai.comms import EnigmaNode
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.settings import read_settings
from forge_ai.testing.random_model import TINY, write_random_model


def put_model(home, name="my_model", seed=1, shape=TINY):
    """Put a model of random weights into the store below ``home``."""
    with ModelStore(Home(home)).adding(name) as folder:
        write_random_model(folder / "model.gguf", shape, name=name, seed=seed)
        write_manifest(folder, describe_model(name, folder, ModelNotes(description="random weights")))


def settings_for(home, **options):
    """Settings of a device whose folder is ``home``, on any free port, asked of ``my_model``."""
    given = {"host": "127.0.0.1", "port": 0, "model": "my_model", "slots": 4, "threads": 1} | options
    return read_settings({"FORGE_AI_HOME": str(home)}, **given)


def let_in(client, server):
    """Pair a client's device with a running server's, as two persons would."""
    return client.connect_to(f"127.0.0.1:{server.port}", server.show_code())


def owner(node):
    """The header by which the programs of a node's own data folder are known to it."""
    return {"Authorization": f"Bearer {node.services.identity.local_key}"}


@contextmanager
def serving(home, name="my_pc", **options):
    """A node that answers while the block lasts."""
    settings = settings_for(home, **options)
    with EnigmaNode(name, settings=settings) as node:
        node.start_server()
        yield node
