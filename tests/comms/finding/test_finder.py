"""One search in every way, on the loopback."""

from __future__ import annotations

import socket
import threading

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms.discovery import DeviceDiscovery
from forge_ai.comms.finding.finder import Finder
from forge_ai.comms.finding.found import Candidate, Confirmation, PairedDevice
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.paths import Home


def nobody():
    return {}


def silence(_):
    return None


def my_pc(candidate: Candidate) -> Confirmation | None:
    is_it = candidate.port == 5007 and candidate.device_id in {"", "a-device-id"}
    return Confirmation("a-device-id", "my_pc", proved=True) if is_it else None


@pytest.fixture
def udp_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        return probe.getsockname()[1]


def finder(udp_port, paired=nobody, confirm=silence):
    return Finder(interfaces=loopback_only(), ports=(udp_port,), paired=paired, confirm=confirm, clock=SystemClock())


def test_a_known_address_counts_like_a_found_node(udp_port):
    search = finder(udp_port, lambda: {"a-device-id": PairedDevice("my_pc", "127.0.0.1:5007")}, my_pc)
    list(search.run(2.0))
    (node,) = search.nodes()
    assert (node.name, node.port, node.found_by, node.paired) == ("my_pc", 5007, ("known",), True)


def test_a_known_address_where_another_device_answers_is_nothing(udp_port):
    search = finder(udp_port, lambda: {"another-device": PairedDevice("my_pc", "127.0.0.1:5007")}, my_pc)
    assert list(search.run(0.5)) == []


def test_a_paired_device_is_shown_as_paired_when_it_has_proved_it(udp_port, home):
    def prove(candidate: Candidate) -> Confirmation:
        return Confirmation(candidate.device_id, "my_pc", proved=True)

    paired = {"a-device-id": PairedDevice("my_pc")}
    own = DeviceDiscovery(
        "my_pc", device_id="a-device-id", home=Home(home), interfaces=loopback_only, ports=(udp_port,)
    )
    with own:
        for confirm, is_paired in ((prove, True), (silence, False)):
            search = finder(udp_port, paired=lambda: paired, confirm=confirm)
            list(search.run(2.0))
            assert [node.paired for node in search.nodes()] == [is_paired]


def test_a_proof_that_comes_after_the_end_of_the_search_counts(udp_port, home):
    knocking = threading.Event()

    def prove(candidate: Candidate) -> Confirmation:
        knocking.set()
        return Confirmation(candidate.device_id, "my_pc", proved=True)

    paired = {"a-device-id": PairedDevice("my_pc")}
    with DeviceDiscovery(
        "my_pc", device_id="a-device-id", home=Home(home), interfaces=loopback_only, ports=(udp_port,)
    ):
        search = finder(udp_port, paired=lambda: paired, confirm=prove)
        for _ in search.run(5.0):
            assert knocking.wait(30)
            break
        assert [node.paired for node in search.nodes()] == [True]


def test_when_nothing_is_found_there_is_a_reason(udp_port):
    search = finder(udp_port)
    assert list(search.run(0.2)) == []
    assert search.reasons()


def test_a_search_can_be_left_early(udp_port, home):
    with DeviceDiscovery("my_pc", home=Home(home), interfaces=loopback_only, ports=(udp_port,)):
        for node in finder(udp_port).run(5.0):
            assert node.name == "my_pc"
            break
