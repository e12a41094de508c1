"""Interfaces: what is announced, what is left out, what counts as near."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv6Address

import pytest

from forge_ai.comms.lan.interfaces import Interface, all_interfaces, announced_addresses, is_near, loopback_only, only

LO = Interface("lo", 1, (IPv4Interface("127.0.0.1/8"),), (IPv6Address("::1"),))
LAN = Interface("eth0", 2, (IPv4Interface("10.77.0.1/24"),), (IPv6Address("fd77::1"), IPv6Address("fe80::1")))
PUBLIC = Interface("ppp0", 3, (IPv4Interface("8.8.4.1/30"),), ())
ALONE = Interface("wg0", 4, (IPv4Interface("10.8.0.2/32"),), ())


def named(name):
    return Interface(name, 9, (IPv4Interface("172.17.0.1/16"),), ())


def test_this_machine_has_a_loopback():
    assert any(one.is_loopback for one in all_interfaces())
    assert all(one.is_loopback for one in loopback_only())


def test_interfaces_can_be_limited_by_name():
    assert only(("no-such-interface",))() == ()
    assert only(())() == all_interfaces()


@pytest.mark.parametrize("name", ["docker0", "br-0123456789ab", "veth12ab", "virbr0", "cni0", "podman1", "lxdbr0"])
def test_what_leads_to_containers_is_not_announced(name):
    assert named(name).is_for_containers
    assert announced_addresses((LO, named(name), LAN)) == ("10.77.0.1", "fd77::1")


@pytest.mark.parametrize("name", ["eth0", "wlan0", "br0", "en0", "wg0", "tailscale0", "Wi-Fi", "bridge100"])
def test_what_leads_to_people_is(name):
    assert not named(name).is_for_containers


def test_loopback_and_addresses_of_one_link_are_not_announced():
    assert announced_addresses((LO, LAN)) == ("10.77.0.1", "fd77::1")


def test_every_network_has_its_own_broadcast_address():
    assert LAN.broadcasts == ("10.77.0.255",)
    assert ALONE.broadcasts == ()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.7", "100.64.0.9", "fe80::2%4", "8.8.4.2"])
def test_homes_and_own_networks_are_near(address):
    assert is_near(address, (PUBLIC,))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111"])
def test_the_internet_is_not(address):
    assert not is_near(address, (LAN, PUBLIC))
