"""The scan: which addresses, how many, and which doors are open."""

from __future__ import annotations

import socket
from ipaddress import IPv4Interface

from forge_ai.clock import SystemClock
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.comms.lan.scan import addresses_to_scan, open_ports
from forge_ai.limits import SCANNED_ADDRESSES
from forge_ai.testing.stranger import free_port


def interface(address, name="eth0"):
    return Interface(name, 2, (IPv4Interface(address),), ())


def test_every_other_address_of_a_home_network_is_tried():
    hosts = addresses_to_scan([interface("192.168.1.7/24")])
    assert len(hosts) == 253
    assert "192.168.1.7" not in hosts
    assert {"192.168.1.1", "192.168.1.254"} <= set(hosts)


def test_of_a_large_network_only_the_part_around_this_device_is():
    assert set(addresses_to_scan([interface("10.3.4.5/8")])) == {f"10.3.4.{n}" for n in range(1, 255) if n != 5}


def test_a_small_network_is_not_left():
    assert addresses_to_scan([interface("10.0.0.1/30")]) == ("10.0.0.2",)


def test_loopback_containers_and_lines_to_one_peer_are_left_out():
    left_out = [interface("127.0.0.1/8", "lo"), interface("172.17.0.1/16", "docker0"), interface("10.8.0.2/32", "wg0")]
    assert addresses_to_scan(left_out) == ()


def test_a_scan_has_an_end():
    many = [interface(f"10.0.{n}.1/24", f"eth{n}") for n in range(50)]
    assert len(addresses_to_scan(many)) == SCANNED_ADDRESSES


def test_open_doors_are_told_from_closed_ones():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert list(open_ports(["127.0.0.1"], port, SystemClock())) == ["127.0.0.1"]
    assert list(open_ports(["127.0.0.1"], free_port(), SystemClock())) == []
