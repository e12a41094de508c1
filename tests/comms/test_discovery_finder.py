"""One search in every way, on the loopback."""

from __future__ import annotations

import json
import socket

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms.discovery import DeviceDiscovery
from forge_ai.comms.finder import Finder
from forge_ai.comms.found import Candidate, Confirmation, PairedDevice, nobody
from forge_ai.comms.hello import hello_over_http
from forge_ai.comms.interfaces import loopback_only
from forge_ai.paths import Home
from tests.comms.test_discovery_hello import HELLO, node_that_says


@pytest.fixture
def udp_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        return probe.getsockname()[1]


def finder(udp_port, paired=nobody, confirm=hello_over_http):
    return Finder(interfaces=loopback_only(), ports=(udp_port,), paired=paired, confirm=confirm, clock=SystemClock())


def test_a_known_address_counts_like_a_found_node(udp_port):
    with node_that_says(json.dumps(HELLO).encode()) as port:
        search = finder(udp_port, paired=lambda: {"a-device-id": PairedDevice("my_pc", f"127.0.0.1:{port}")})
        (node,) = search.run(2.0)
    assert (node.name, node.port, node.found_by, node.paired) == ("my_pc", port, ("known",), False)


def test_a_known_address_where_another_device_answers_is_nothing(udp_port):
    with node_that_says(json.dumps(HELLO).encode()) as port:
        search = finder(udp_port, paired=lambda: {"another-device": PairedDevice("my_pc", f"127.0.0.1:{port}")})
        assert list(search.run(0.5)) == []


def test_a_paired_device_is_shown_as_paired_when_it_has_proved_it(udp_port, home):
    def prove(candidate: Candidate) -> Confirmation:
        return Confirmation(candidate.device_id, "my_pc", proved=True)

    paired = {"a-device-id": PairedDevice("my_pc")}
    own = DeviceDiscovery(
        "my_pc", device_id="a-device-id", home=Home(home), interfaces=loopback_only, ports=(udp_port,)
    )
    with own:
        for confirm, is_paired in ((prove, True), (hello_over_http, False)):
            search = finder(udp_port, paired=lambda: paired, confirm=confirm)
            list(search.run(2.0))
            assert [node.paired for node in search.nodes()] == [is_paired]


def test_when_nothing_is_found_there_is_a_reason(udp_port):
    search = finder(udp_port)
    assert list(search.run(0.2)) == []
    assert search.reasons()


def test_a_search_can_be_left_early(udp_port, home):
    with DeviceDiscovery("my_pc", home=Home(home), interfaces=loopback_only, ports=(udp_port,)):
        for node in finder(udp_port).run(5.0):
            assert node.name == "my_pc"
            break
