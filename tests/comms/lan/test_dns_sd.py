"""DNS-SD records: what a node says of itself, and what is believed of a stranger's."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Interface

import pytest
from zeroconf import ServiceInfo

from forge_ai.comms.lan.dns_sd import (
    AGENT_TYPE,
    OWN_TYPE,
    Present,
    Service,
    Wyoming,
    open_dns_sd,
    read_service,
    service_info,
    wyoming_info,
)
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.limits import SERVICES_LOOKED_UP
from forge_ai.protocol.finding.announce import Card

CARD = Card("a-device-id", b"i" * 16, "my_pc", 5000, model="starter", addresses=("10.77.0.1", "fd77::1"))


def stranger(addresses=("10.77.0.9",), port=5000, **properties):
    return ServiceInfo(OWN_TYPE, f"x.{OWN_TYPE}", port=port, parsed_addresses=list(addresses), properties=properties)


@pytest.mark.parametrize("kind", [OWN_TYPE, AGENT_TYPE])
def test_what_a_node_says_is_read_again(kind):
    assert read_service(service_info(kind, CARD, 40_000)) == Service(("10.77.0.1", "fd77::1"), 5000, 40_000)


@pytest.mark.parametrize(
    ("wyoming", "addresses"), [(Wyoming(10_700), CARD.addresses), (Wyoming(1, ("10.0.0.1",)), ("10.0.0.1",))]
)
def test_a_wyoming_port_is_told_of_where_it_is_open(wyoming, addresses):
    info = wyoming_info(CARD, wyoming)
    assert (info.port, tuple(info.parsed_addresses())) == (wyoming.port, addresses)


def test_a_node_that_starts_again_has_its_old_name_to_home_assistant():
    again = replace(CARD, instance=b"j" * 16)
    assert wyoming_info(CARD, Wyoming(10_700)).name == wyoming_info(again, Wyoming(10_700)).name


def test_two_wyoming_ports_of_one_device_are_two_services():
    assert wyoming_info(CARD, Wyoming(10_700)).name != wyoming_info(CARD, Wyoming(10_701)).name


def test_the_longest_name_fits_into_a_label():
    longest = Card("d" * 52, b"i" * 16, "n" * 64, 5000)
    assert service_info(OWN_TYPE, longest, 1).name
    assert wyoming_info(longest, Wyoming(65_535)).name


@pytest.mark.parametrize("udp", ["", "x", "-1", "70000", "999999999999", "4\u0664"])
def test_an_impossible_udp_port_counts_as_none(udp):
    found = read_service(stranger(udp=udp))
    assert found is not None
    assert found.udp_port == 0


@pytest.mark.parametrize("addresses", [(), ("8.8.8.8",), ("127.0.0.1",), ("224.0.0.1",), ("::",)])
def test_a_stranger_sends_nobody_to_the_internet_or_to_this_device(addresses):
    assert read_service(stranger(addresses)) is None


def test_a_service_without_a_port_or_records_is_none():
    assert read_service(stranger(port=0)) is None
    assert read_service(None) is None


def test_nodes_that_start_again_and_again_leave_room_for_others():
    present = Present()
    for start in range(2 * SERVICES_LOOKED_UP):
        assert present.note(f"my_pc-{start:08x}", is_gone=False)
        assert not present.note(f"my_pc-{start:08x}", is_gone=True)


def test_a_flood_of_services_is_not_followed():
    present = Present()
    followed = [present.note(f"invented-{number}", is_gone=False) for number in range(2 * SERVICES_LOOKED_UP)]
    assert sum(followed) == SERVICES_LOOKED_UP
    assert present.note("invented-0", is_gone=False)


def test_on_the_loopback_alone_there_is_no_dns_sd():
    loopback = Interface("lo", 1, (IPv4Interface("127.0.0.1/8"),), ())
    assert open_dns_sd((loopback,), lambda _: None) is None
