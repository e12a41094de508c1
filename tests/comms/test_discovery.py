"""Nodes on one machine find each other over the loopback, with real sockets and threads."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from forge_ai.comms import DeviceDiscovery, discover_enigma_nodes
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.errors import BadInput, BadName


@pytest.fixture
def udp_port() -> int:
    """A port of our own, so that nothing else on this machine joins in."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment of a person whose files lie in a temporary folder and whose only network is the loopback."""
    monkeypatch.setenv("FORGE_AI_HOME", str(tmp_path))
    monkeypatch.setenv("FORGE_AI_INTERFACES", "lo")
    before = threading.enumerate()
    yield
    assert [thread for thread in threading.enumerate() if thread not in before] == []


def node(name: str, udp_port: int, **options: object) -> DeviceDiscovery:
    return DeviceDiscovery(name, interfaces=loopback_only, ports=(udp_port,), **options)  # type: ignore[arg-type]


def names_seen_by(discovery: DeviceDiscovery, expected: set[str], seconds: float = 3.0) -> set[str]:
    """The names on its list, as soon as they are the expected ones or time is over."""
    seen: set[str] = set()
    for nodes in discovery.watch(seconds):
        seen = {one.name for one in nodes}
        if seen == expected:
            break
    return seen


def test_the_lines_of_the_guide_find_the_node() -> None:
    discovery = DeviceDiscovery("my_server", port=5000)
    discovery.start_listener()
    try:
        nodes = discover_enigma_nodes()
    finally:
        discovery.stop_listener()
    assert (nodes["my_server"]["ip"], nodes["my_server"]["port"]) == ("127.0.0.1", 5000)
    assert nodes["my_server"]["url"] == "http://127.0.0.1:5000"


def test_all_nodes_of_one_machine_answer(udp_port: int) -> None:
    with node("one", udp_port, port=5000), node("two", udp_port, port=5002), node("three", udp_port, port=5003):
        nodes = discover_enigma_nodes(interfaces=loopback_only, ports=(udp_port,))
    assert {name: info["port"] for name, info in nodes.items()} == {"one": 5000, "two": 5002, "three": 5003}


def test_two_nodes_with_one_name_are_both_listed(udp_port: int) -> None:
    with node("twin", udp_port, port=5000), node("twin", udp_port, port=5002):
        nodes = discover_enigma_nodes(interfaces=loopback_only, ports=(udp_port,))
    assert {name: info["port"] for name, info in nodes.items()} == {"twin": 5000, "twin (2)": 5002}


def test_running_nodes_list_each_other_but_not_themselves(udp_port: int) -> None:
    with node("one", udp_port) as one, node("two", udp_port) as two:
        assert names_seen_by(one, {"two"}) == {"two"}
        assert names_seen_by(two, {"one"}) == {"one"}


def test_a_node_that_says_goodbye_disappears_at_once(udp_port: int) -> None:
    with node("stays", udp_port) as stays:
        leaves = node("leaves", udp_port)
        leaves.start_listener()
        assert names_seen_by(stays, {"leaves"}) == {"leaves"}
        leaves.stop_listener()
        assert names_seen_by(stays, set()) == set()


def test_a_node_that_is_started_again_is_found_again(udp_port: int) -> None:
    with node("stays", udp_port) as stays:
        returns = node("returns", udp_port)
        for _ in range(2):
            with returns:
                assert names_seen_by(stays, {"returns"}) == {"returns"}
            assert names_seen_by(stays, set()) == set()


def test_a_new_port_and_model_are_told_to_everybody(udp_port: int) -> None:
    with node("one", udp_port) as one, node("two", udp_port) as two:
        assert names_seen_by(one, {"two"}) == {"two"}
        two.update(port=5007, model="poet")
        for nodes in one.watch(3.0):
            if [(found.port, found.model) for found in nodes] == [(5007, "poet")]:
                return
    pytest.fail("the new port did not arrive")


def test_nothing_is_found_where_nobody_is(udp_port: int) -> None:
    assert discover_enigma_nodes(0.2, interfaces=loopback_only, ports=(udp_port,)) == {}


def test_starting_and_stopping_twice_changes_nothing(udp_port: int) -> None:
    discovery = node("one", udp_port)
    discovery.start_listener()
    discovery.start_listener()
    discovery.stop_listener()
    discovery.stop_listener()
    assert discovery.udp_port == 0


def test_a_node_works_without_the_port_of_the_discovery(udp_port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other_program:
        other_program.bind(("", udp_port))
        with node("loud", udp_port) as loud:
            assert loud.udp_port == 0


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_port_that_no_node_can_have_is_refused(port: int) -> None:
    with pytest.raises(BadInput):
        DeviceDiscovery("one", port)


def test_a_name_that_no_node_can_have_is_refused() -> None:
    with pytest.raises(BadName):
        DeviceDiscovery("../etc", 5000)
