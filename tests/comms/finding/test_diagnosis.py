"""Why nothing was found."""

from __future__ import annotations

import socket
from ipaddress import IPv4Interface

from forge_ai.comms.finding.diagnosis import Circumstances, port_is_taken, reasons_for_nothing
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.comms.lan.sender import Refusal

LO = Interface("lo", 1, (IPv4Interface("127.0.0.1/8"),), ())
LAN = Interface("eth0", 2, (IPv4Interface("10.77.0.1/24"),), ())


def first(**circumstances):
    return reasons_for_nothing(Circumstances(**{"interfaces": (LO, LAN)} | circumstances))[0].what


def test_a_device_without_a_network_is_told_so():
    assert first(interfaces=(LO,)) == "This device is on no network."


def test_a_setting_that_leaves_out_every_interface_is_named():
    told = first(interfaces=(), left_out=(LO, LAN))
    assert told == "FORGE_AI_INTERFACES leaves out every interface that leads to others: there is eth0."
    assert first(interfaces=(), left_out=(LO,)) == "This device is on no network.", "no setting is to blame"


def test_silence_names_where_the_queries_went_and_what_may_stop_them():
    assert "eth0 (10.77.0.0/24)" in first()
    assert "keeps its clients apart" in first()
    assert "firewall" in first()


def test_a_node_that_speaks_another_version_is_named():
    assert "10.77.0.9 speaks version 2" in first(other_versions=(("10.77.0.9", 2),))


def test_a_taken_port_is_named():
    assert "holds UDP port 5001" in first(port_is_taken=True)


def test_a_refused_way_is_named_with_the_systems_words():
    refusals = frozenset({Refusal("broadcast", "eth0", "Operation not permitted")})
    assert first(refusals=refusals) == "Sending by broadcast on eth0 was refused: Operation not permitted."


def test_a_paired_device_that_does_not_answer_is_named():
    assert "10.77.0.2:5000 does not answer" in first(unanswered=("10.77.0.2:5000",))


def test_it_is_seen_when_another_program_holds_the_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other_program:
        other_program.bind(("", 0))
        port = other_program.getsockname()[1]
        assert port_is_taken(port)
    assert not port_is_taken(port)
