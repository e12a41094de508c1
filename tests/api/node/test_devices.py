from __future__ import annotations

import json

import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import guarded_node

PATH = "/api/v1/devices"


@pytest.fixture
def node(tmp_path):
    with ScriptedEngine() as engine, guarded_node(tmp_path, upstream=engine.url) as opened:
        yield opened


@pytest.fixture
def manager(node):
    return node.key("manager", ("manage",))


def test_who_manages_sees_every_device_and_nothing_secret(node, manager):
    key = node.key("notebook")
    reply = node.ask("GET", PATH, key=manager)
    listed = json.loads(reply.body)["devices"]
    assert [found["name"] for found in listed] == ["manager", "notebook"]
    registry = node.services.registry
    secrets = [key, manager, registry.find("notebook").key_hash, node.services.identity.local_key]
    assert not any(secret.encode() in reply.body for secret in secrets)


def test_who_manages_renames_limits_and_lets_go(node, manager):
    node.key("notebook")
    changed = node.ask("PATCH", f"{PATH}/notebook", {"name": "desk", "rights": ["ask"]}, key=manager)
    assert (changed.status, json.loads(changed.body)["rights"]) == (200, ["ask"])
    assert node.ask("DELETE", f"{PATH}/desk", key=manager).status == 200
    assert node.ask("DELETE", f"{PATH}/desk", key=manager).status == 404


@pytest.mark.parametrize(
    "wish", [{"rights": "ask"}, {"rights": ["all"]}, {"name": 7}, {"key": "x"}, {"name": "../x"}, []]
)
def test_an_impossible_wish_changes_nothing(node, manager, wish):
    node.key("notebook")
    before = node.services.registry.devices()
    assert node.ask("PATCH", f"{PATH}/notebook", wish, key=manager).status == 400
    assert node.services.registry.devices() == before
