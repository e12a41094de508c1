"""Serving nodes are found, with their real port, and known again when they are paired."""

from __future__ import annotations

import pytest

from forge_ai.comms import DeviceDiscovery, EnigmaNode, discover_enigma_nodes
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.paths import Home
from tests.nodes import let_in, put_model, serving, settings_for


@pytest.fixture
def pc(home):
    put_model(home / "pc")
    with serving(home / "pc", "found_together") as node:
        yield node


def found_from(folder):
    """The one node of that name, as a device with this folder sees it."""
    found = discover_enigma_nodes(home=Home(folder), interfaces=loopback_only)
    return found["found_together"], [name for name in found if name.startswith("found_together (")]


def test_a_serving_node_announces_itself_with_its_real_port(pc, home):
    info, twins = found_from(home / "stranger")
    assert (info["ip"], info["port"], info["model"]) == ("127.0.0.1", pc.port, "my_model")
    assert info["device_id"] == pc.services.identity.device_id
    assert (info["paired"], twins) == (False, [])


def test_a_paired_node_is_known_again(pc, home):
    with EnigmaNode("my_pi", settings=settings_for(home / "pi")) as pi:
        let_in(pi, pc)
    info, _ = found_from(home / "pi")
    assert info["paired"] is True


def test_nodes_of_one_data_folder_know_each_other(pc, home):
    info, _ = found_from(home / "pc")
    assert info["paired"] is True


def test_a_discovery_beside_the_node_tells_the_same_node_with_its_real_port(pc, home):
    with DeviceDiscovery("found_together", port=5000, home=Home(home / "pc"), interfaces=loopback_only):
        info, twins = found_from(home / "stranger")
    assert (info["port"], twins) == (pc.port, [])


def test_a_stopped_node_is_not_found(home):
    put_model(home / "pc")
    with serving(home / "pc", "found_together"):
        pass
    assert "found_together" not in discover_enigma_nodes(0.5, home=Home(home / "x"), interfaces=loopback_only)


def test_a_liar_on_the_network_changes_nothing_about_a_paired_device(pc, home):
    """It announces a paired device's id under another name and port, over real UDP, and even runs a node there."""
    with EnigmaNode("my_pi", settings=settings_for(home / "pi")) as pi:
        let_in(pi, pc)
        device_id = pi.services.identity.device_id
        address = pc.services.registry.find("my_pi").address
    listed = home / "pc" / "identity" / "devices.json"
    before = pc.services.registry.devices()
    put_model(home / "liar")
    with (
        serving(home / "liar", "the_liar") as liar,
        DeviceDiscovery("renamed", liar.port, device_id=device_id, home=Home(home / "x"), interfaces=loopback_only),
    ):
        found = discover_enigma_nodes(home=Home(home / "pc"), interfaces=loopback_only)
        lies = [info for info in found.values() if info["port"] == liar.port]
    assert "renamed" in found, "the lie was heard"
    assert not any(info["paired"] for info in lies)
    assert pc.services.registry.devices() == before
    assert pc.services.registry.find("my_pi").address == address
    assert b"renamed" not in listed.read_bytes()
