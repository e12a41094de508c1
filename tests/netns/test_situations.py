"""Real hosts on a bridge: wherever any way is open, one search finds the peer."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forge_ai.clock import SystemClock
from tests.netns.lab import Host, Lab, run, two_hosts, why_not

pytestmark = [pytest.mark.netns, pytest.mark.skipif(bool(why_not()), reason=why_not() or "a lab can be made")]

Pair = tuple[Lab, Host, Host]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two_hosts(tmp_path) as (lab, pc, pi):
        yield lab, pc, pi


def plain(_: Lab, __: list[Host]) -> None:
    """Nothing is in the way."""


def without_default_route(_: Lab, hosts: list[Host]) -> None:
    for host in hosts:
        host.ip("route", "del", "default")


def with_a_vpn(_: Lab, hosts: list[Host]) -> None:
    for host in hosts:
        host.ip("tuntap", "add", "tun0", "mode", "tun")
        host.ip("addr", "add", f"10.99.0.{host.number}/24", "dev", "tun0")
        host.ip("link", "set", "tun0", "up")
        host.ip("route", "replace", "default", "dev", "tun0")


def without_multicast(lab: Lab, _: list[Host]) -> None:
    lab.each_port("mcast_flood", "off")


def without_broadcast(lab: Lab, hosts: list[Host]) -> None:
    for host in hosts:
        host.knows(*[other for other in hosts if other is not host])
    lab.each_port("bcast_flood", "off")


def with_ipv6_only(_: Lab, hosts: list[Host]) -> None:
    for host in hosts:
        host.ip("addr", "del", f"{host.address}/24", "dev", "eth0")


@pytest.mark.parametrize(
    "situation", [plain, without_default_route, with_a_vpn, without_multicast, without_broadcast, with_ipv6_only]
)
def test_a_peer_is_found_in_one_search(pair: Pair, situation: Callable[[Lab, list[Host]], None]) -> None:
    lab, pc, pi = pair
    situation(lab, [pc, pi])
    pc.node("pc")
    assert pi.find("--until", "1")["nodes"]["pc"]["port"] == 5000


@pytest.mark.parametrize("late", ["pc", "pi"])
def test_over_ipv6_alone_a_peer_is_found_while_a_new_address_is_still_being_checked(tmp_path: Path, late: str) -> None:
    with two_hosts(tmp_path) as (lab, pc, pi):
        with_ipv6_only(lab, [pc, pi])
        newcomer = {"pc": pc, "pi": pi}[late]
        if late == "pi":
            pc.node("pc")
        newcomer.ip("link", "set", "eth0", "down")
        newcomer.ip("link", "set", "eth0", "up")  # from now on its address may not speak for one to two seconds
        if late == "pc":
            pc.node("pc")
        assert "pc" in pi.find("--until", "1")["nodes"]


def test_on_a_plain_network_the_address_is_that_of_the_peer(pair: Pair) -> None:
    _, pc, pi = pair
    pc.node("pc")
    node = pi.find("--until", "1")["nodes"]["pc"]
    assert node["ip"] == pc.address
    assert node["url"] == f"https://{pc.address}:5000"


def test_home_assistant_finds_a_wyoming_port_and_hears_when_it_has_gone(pair: Pair) -> None:
    _, pc, pi = pair
    node = pc.node("pc", "--wyoming", "10700")
    assistant = pi.start("tests.netns.wyoming_seeker")
    assert assistant.stdout is not None
    assert assistant.stdout.readline() == f"{pc.address}:10700\n"
    assert node.stdin is not None
    node.stdin.write("\n")
    node.stdin.flush()
    assert assistant.stdout.readline() == "gone\n"


def test_a_known_address_is_enough_when_broadcast_and_multicast_are_filtered(pair: Pair) -> None:
    lab, pc, pi = pair
    without_broadcast(lab, [pc, pi])
    without_multicast(lab, [pc, pi])
    pc.node("pc")
    assert pi.find()["nodes"] == {}
    found = pi.find("--known", f"{pc.address}:5000")
    assert found["nodes"]["pc"]["found_by"] == ["known"]


def test_a_scan_finds_a_peer_when_broadcast_and_multicast_are_filtered(pair: Pair) -> None:
    lab, pc, pi = pair
    without_broadcast(lab, [pc, pi])
    without_multicast(lab, [pc, pi])
    pc.node("pc")
    found = pi.find("--scan", "5000", "--until", "1")
    assert found["nodes"]["pc"]["found_by"] == ["scan"]


def test_a_router_that_keeps_its_clients_apart_is_named_as_a_possible_reason(pair: Pair) -> None:
    lab, pc, pi = pair
    lab.each_port("isolated", "on")
    pc.node("pc")
    found = pi.find()
    assert found["nodes"] == {}
    assert "keeps its clients apart" in found["reasons"][-1]


def test_the_bridge_of_a_container_engine_is_not_announced(pair: Pair) -> None:
    _, pc, pi = pair
    for host in (pc, pi):
        host.ip("link", "add", "docker0", "type", "bridge")
        host.ip("addr", "add", "172.17.0.1/16", "dev", "docker0")
        host.ip("link", "set", "docker0", "up")
    pc.node("pc")
    node = pi.find("--until", "1")["nodes"]["pc"]
    assert node["announced"] == [pc.address]
    assert "172.17.0.1" not in node["addresses"]


@pytest.mark.parametrize(("taken", "way"), [(1, "udp"), (2, "dns-sd")])
def test_a_peer_is_found_while_other_programs_hold_its_ports(pair: Pair, taken: int, way: str) -> None:
    _, pc, pi = pair
    pc.node("pc", "--take", str(taken))
    assert pi.find()["nodes"]["pc"]["found_by"][0] == way


def test_fifty_nodes_are_all_found_in_one_search(pair: Pair) -> None:
    _, pc, pi = pair
    nodes = pc.node("pc", "--count", "50")
    wait_for_list(nodes, lambda listed: len(listed) == 49, 30.0)  # all have started when the first knows the others
    tries = (pi.find("--until", "50") for _ in range(3))  # fifty threads of one process share two busy processors
    assert any(len(found["nodes"]) == 50 for found in tries)


def test_a_node_is_listed_under_its_new_address_after_a_change(pair: Pair) -> None:
    _, pc, pi = pair
    pc.node("pc")
    watcher = pi.node("pi")
    wait_for_list(watcher, lambda nodes: nodes.get("pc", [])[:1] == [pc.address], 5.0)
    pc.move("10.77.0.99")
    wait_for_list(watcher, lambda nodes: nodes.get("pc", [])[:1] == ["10.77.0.99"], 5.0)


def test_a_killed_node_is_gone_within_fifteen_seconds(pair: Pair) -> None:
    _, pc, pi = pair
    victim = pc.node("pc")
    watcher = pi.node("pi")
    wait_for_list(watcher, lambda nodes: "pc" in nodes, 5.0)
    run("ip", "netns", "exec", pc.namespace, "kill", "-9", str(victim.pid))
    victim.wait()
    wait_for_list(watcher, lambda nodes: "pc" not in nodes, 15.0)


def wait_for_list(watcher: subprocess.Popen[str], is_right: Callable[[dict[str, Any]], bool], seconds: float) -> None:
    """Ask a node for its list until it is right, for so many seconds."""
    clock = SystemClock()
    deadline = clock.steady() + seconds
    nodes: dict[str, Any] = {}
    while clock.steady() < deadline:
        nodes = ask_for_list(watcher)
        if is_right(nodes):
            return
        clock.sleep(0.1)
    pytest.fail(f"after {seconds} s the list is {nodes}")


def ask_for_list(watcher: subprocess.Popen[str]) -> dict[str, Any]:
    assert watcher.stdin is not None
    assert watcher.stdout is not None
    watcher.stdin.write("\n")
    watcher.stdin.flush()
    nodes: dict[str, Any] = json.loads(watcher.stdout.readline())
    return nodes
