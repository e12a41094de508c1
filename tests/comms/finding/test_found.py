"""What a person is told about found nodes: names, addresses, proofs."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Interface, IPv6Address

from forge_ai.comms.finding.found import Confirmation, FoundNode, by_name, card_from, found_nodes, in_order
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.protocol.finding.announce import Card
from forge_ai.protocol.finding.sightings import Sightings

LAN = Interface("eth0", 2, (IPv4Interface("10.77.0.1/24"),), (IPv6Address("fd77::1"),))
CONTAINERS = Interface("docker0", 3, (IPv4Interface("172.17.0.1/16"),), ())
NODE = FoundNode("my_pc", 5000, "a-device-id", ("10.77.0.2",))
CARD = Card("a-device-id", b"i" * 16, "my_pc", 5000, addresses=("10.77.0.2",))


def sightings(*heard):
    table = Sightings()
    for card, host in heard:
        table.hear(card, host, 40_000, "udp", 0.0)
    return table


def test_this_device_comes_first_then_the_home_then_containers_then_ipv6():
    addresses = ["fe80::1%2", "fd77::2", "172.17.0.2", "192.0.2.9", "10.77.0.2", "127.0.0.1"]
    assert in_order(addresses, (LAN, CONTAINERS)) == tuple(reversed(addresses))


def test_of_equals_the_announced_address_comes_first():
    assert in_order(["10.77.0.2", "10.77.0.99"], (LAN,), ("10.77.0.99",)) == ("10.77.0.99", "10.77.0.2")


def test_addresses_of_this_device_are_plain_and_others_are_secured():
    assert NODE.url == "https://10.77.0.2:5000"
    assert replace(NODE, addresses=("127.0.0.1",)).url == "http://127.0.0.1:5000"
    assert replace(NODE, addresses=("fe80::1%2",)).url == "https://[fe80::1%252]:5000"


def test_of_two_nodes_with_one_name_the_paired_one_keeps_it():
    stranger = replace(NODE, device_id="a-stranger-id", addresses=("10.77.0.3",))
    paired = replace(NODE, device_id="z-paired-id", paired=True)
    named = by_name([stranger, paired])
    assert named["my_pc"]["device_id"] == "z-paired-id"
    assert named["my_pc (2)"]["device_id"] == "a-stranger-id"


def test_what_answers_at_one_address_and_port_under_one_identity_is_one_node():
    said = card_from(Confirmation("a-device-id", "my_pc", "poet"), 5000)
    found = found_nodes(sightings((CARD, "10.77.0.2"), (said, "10.77.0.2")).all(), (LAN,))
    assert [node.name for node in found] == ["my_pc"]


def test_a_node_that_is_announced_twice_is_shown_with_all_that_is_known_of_it():
    itself = replace(CARD, instance=b"n" * 16, model="poet", abilities=("chat",))
    for first, second in ((CARD, itself), (itself, CARD)):
        (found,) = found_nodes(sightings((first, "10.77.0.2"), (second, "10.77.0.2")).all(), (LAN,))
        assert (found.model, found.abilities) == ("poet", ("chat",))


def test_a_copied_folder_elsewhere_is_another_node():
    copy = replace(CARD, instance=b"c" * 16)
    found = found_nodes(sightings((CARD, "10.77.0.2"), (copy, "10.77.0.3")).all(), (LAN,))
    assert len(found) == 2


def test_claiming_the_id_of_a_paired_device_is_not_being_paired():
    (node,) = found_nodes(sightings((CARD, "10.77.0.66")).all(), (LAN,))
    assert not node.paired


def test_where_a_node_proved_who_it_is_comes_before_all_other_addresses():
    table = sightings((CARD, "127.0.0.1"), (CARD, "10.77.0.3"))
    table.prove(table.get(CARD).key, "10.77.0.3", 1.0)
    (node,) = found_nodes(table.all(), (LAN,))
    assert node.paired
    assert node.ip == "10.77.0.3"
