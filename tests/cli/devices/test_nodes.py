"""`forge-ai nodes`, as a person uses it, on the loopback."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from forge_ai.cli.devices.nodes import row, way_in
from forge_ai.comms import DeviceDiscovery
from forge_ai.comms.finding.found import FoundNode
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.paths import Home
from tests.programs import EXAMPLE, FORGE, ROOT, environment, run

LOOPBACK = {"FORGE_AI_INTERFACES": "lo"}


@pytest.fixture
def my_pc(home):
    with DeviceDiscovery("found_pc", 5007, model="poet", home=Home(home / "pc"), interfaces=loopback_only) as discovery:
        yield discovery


def test_nodes_are_listed_with_their_addresses(home, my_pc):
    done = run((*FORGE, "nodes"), home, **LOOPBACK)
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if "found_pc" in line]
    assert "http://127.0.0.1:5007" in line
    assert "poet" in line


def test_the_way_into_a_node_that_is_not_paired_is_told():
    here = FoundNode("pc", 5000, "a", ("127.0.0.1",))
    paired = FoundNode("pi", 5000, "b", ("192.168.1.23",), paired=True)
    stranger = FoundNode("nas", 5002, "c", ("fd00::7",))
    assert way_in((here, paired)) == ""
    assert way_in((here, paired, stranger)) == "hint: To let this device into nas: forge-ai pair [fd00::7]:5002"


def test_a_stranger_that_is_called_as_a_paired_device_is_told_from_it():
    told = way_in((FoundNode("my_pc", 5000, "new", ("192.168.1.100",)),), {"old": "my_pc"})
    assert "is another device than the my_pc that this one is paired with" in told
    assert told.endswith("forge-ai unpair my_pc, then: forge-ai pair 192.168.1.100:5000")


def test_a_device_that_has_another_name_here_is_listed_with_both():
    found = {"url": "https://192.168.1.23:5000", "model": "poet", "paired": True, "device_id": "b", "found_by": ["udp"]}
    assert row("my_pi", found, {"b": "kitchen"})[0] == "my_pi, here kitchen"
    assert row("my_pi", found, {"b": "my_pi"})[0] == "my_pi"
    assert row("my_pi", found | {"paired": False}, {"b": "kitchen"})[0] == "my_pi"


def test_another_program_gets_json(home, my_pc):
    done = run((*FORGE, "nodes", "--json"), home, **LOOPBACK)
    node = json.loads(done.stdout)["found_pc"]
    assert (node["ip"], node["port"], node["paired"], node["found_by"]) == ("127.0.0.1", 5007, False, ["udp"])


def test_the_example_discovers_too(home, my_pc):
    done = run((*EXAMPLE, "--discover"), home, **LOOPBACK)
    assert "found_pc" in done.stdout, done.stderr


def test_the_published_lines_print_every_node(home, my_pc):
    snippet = """
from forge_ai.comms import discover_enigma_nodes

# Quick discovery
nodes = discover_enigma_nodes()
for name, info in nodes.items():
    print(f"{name}: http://{info['ip']}:{info['port']}")
"""
    done = run((sys.executable, "-c", snippet), home, **LOOPBACK)
    assert "found_pc: http://127.0.0.1:5007" in done.stdout, done.stderr


def test_when_nothing_is_found_the_reasons_are_told_beside_the_data(home):
    done = run((*FORGE, "nodes", "--json", "--seconds", "0.3"), home, FORGE_AI_INTERFACES="no-such-interface")
    assert json.loads(done.stdout) == {}
    assert "No node was found." in done.stderr
    assert "hint:" in done.stderr


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e999"])
@pytest.mark.parametrize("more", [(), ("--watch",)])
def test_a_time_that_is_no_number_is_refused_in_one_line(home, seconds, more):
    done = run((*FORGE, "nodes", *more, "--seconds", seconds), home, **LOOPBACK)
    assert done.returncode == 2
    assert done.stderr.startswith("error: --seconds is a number, not ")


def test_watching_tells_who_comes_and_who_goes(home):
    watching = subprocess.Popen(
        (*FORGE, "nodes", "--watch", "--json", "--seconds", "30"),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(home, **LOOPBACK),
    )
    with watching:
        pc = DeviceDiscovery("coming_and_going", 5007, home=Home(home / "pc"), interfaces=loopback_only)
        with pc:
            assert next_about(watching, "coming_and_going")["event"] == "here"
        assert next_about(watching, "coming_and_going")["event"] == "gone"
        watching.terminate()


def next_about(watching, name):
    """The next event about one node; other people's nodes on this machine do not matter."""
    while True:
        event = json.loads(watching.stdout.readline())
        if event["name"] == name:
            return event


def test_the_lines_of_the_page_about_discovery_work(home, my_pc):
    page = (ROOT / "docs" / "discovery.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    done = run((sys.executable, "-c", snippet), home)
    assert "found_pc: http://127.0.0.1:5007" in done.stdout, done.stderr


def test_doctor_says_which_nodes_answer(home, my_pc):
    done = run((*FORGE, "doctor", "--json"), home)
    (network,) = [one for one in json.loads(done.stdout)["findings"] if one["check"] == "network"]
    assert network["verdict"] == "ok"
    assert "found_pc" in network["detail"]
