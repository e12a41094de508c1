"""The correspondence of a node with strangers: floods, lies, and packets that are not packets."""

from __future__ import annotations

import random
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms.finding.correspondence import Correspondence
from forge_ai.comms.finding.roster import Roster
from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.comms.lan.sender import Sender
from forge_ai.protocol.finding import announce
from forge_ai.testing.manual_clock import ManualClock
from tests.protocol.finding.test_announce import LARGEST, mutated

SECRET = b"s" * 16
OWN = announce.Card("own-device-id", announce.instance_of(SECRET), "own", 5000)
STRANGER = announce.Card("stranger-device-id", b"x" * 16, "stranger", 5000, addresses=("10.0.0.1",))
NONCE = bytes(range(16))


@pytest.fixture
def roster() -> Roster:
    return Roster(SystemClock(), lambda _: False)


def correspondence_of(roster: Roster, sender: Sender, *, announces: bool) -> Correspondence:
    return Correspondence(
        card=OWN,
        interfaces=loopback_only(),
        sender=sender,
        roster=roster,
        met=lambda _: None,
        ports=(0,),
        announces=announces,
        clock=ManualClock(),  # no packet counts as late or as too many because this machine is slow
    )


@pytest.fixture
def sender() -> Iterator[Sender]:
    opened = Sender(SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def node(roster: Roster, sender: Sender) -> Correspondence:
    return correspondence_of(roster, sender, announces=True)


@pytest.fixture
def asker() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.bind(("127.0.0.1", 0))
        asked.settimeout(0.3)
        yield asked


def end_of(asker: socket.socket) -> Endpoint:
    return Endpoint(*asker.getsockname())


def heard_by(asker: socket.socket) -> list[bytes]:
    """Every packet that came, until it is quiet."""
    packets = []
    while True:
        try:
            packets.append(asker.recv(2048))
        except TimeoutError:
            return packets


def test_a_query_is_answered_with_its_nonce_and_never_with_more_bytes(node, asker):
    node.hear(announce.write_query(announce.Query(NONCE)), end_of(asker))
    (packet,) = heard_by(asker)
    assert announce.read_packet(packet) == announce.Answer(NONCE, OWN)
    node.hear(announce.write_query(announce.Query(b"n" * 16), 40), end_of(asker))
    assert heard_by(asker) == []


def test_the_same_query_by_two_ways_is_answered_once(node, asker):
    for _ in range(3):
        node.hear(announce.write_query(announce.Query(NONCE)), end_of(asker))
    assert len(heard_by(asker)) == 1


def test_a_query_of_a_later_version_gets_an_answer_in_ours(node, asker):
    node.hear((announce.MAGIC + b"\x02\x01" + NONCE).ljust(512, b"\0"), end_of(asker))
    (packet,) = heard_by(asker)
    assert announce.read_packet(packet) == announce.Answer(NONCE, OWN)


def test_other_packets_of_a_later_version_get_none(node, asker):
    node.hear((announce.MAGIC + b"\x02\x03" + NONCE).ljust(512, b"\0"), end_of(asker))
    assert heard_by(asker) == []


def test_the_internet_gets_no_answer(node, roster):
    node.hear(announce.write_query(announce.Query(NONCE)), Endpoint("8.8.8.8", 53))
    node.hear(announce.write_hello(announce.HelloPacket(STRANGER)), Endpoint("8.8.8.8", 53))
    assert roster.all() == ()


def test_a_hello_is_asked_back_and_is_not_a_finding(node, roster, asker):
    hello = announce.write_hello(announce.HelloPacket(STRANGER))
    node.hear(hello, end_of(asker))
    (packet,) = heard_by(asker)
    question = announce.read_packet(packet)
    assert isinstance(question, announce.Query)
    assert len(packet) <= len(hello)
    assert roster.all() == ()
    node.hear(announce.write_answer(announce.Answer(question.nonce, STRANGER), 512) or b"", end_of(asker))
    assert [seen.card for seen in roster.all()] == [STRANGER]


def test_an_answer_that_nobody_asked_for_is_not_a_finding(node, roster, asker):
    node.hear(announce.write_answer(announce.Answer(NONCE, STRANGER), 512) or b"", end_of(asker))
    assert roster.all() == ()


def test_an_answer_from_elsewhere_than_asked_is_not_a_finding(node, roster, asker):
    node.hear(announce.write_hello(announce.HelloPacket(STRANGER)), end_of(asker))
    question = announce.read_packet(heard_by(asker)[0])
    assert isinstance(question, announce.Query | announce.OtherVersion)
    node.hear(
        announce.write_answer(announce.Answer(question.nonce, STRANGER), 512) or b"", Endpoint("127.0.0.66", 40_000)
    )
    assert roster.all() == ()


def test_a_flood_of_hellos_is_asked_back_a_bounded_number_of_times(node, asker):
    for number in range(2_000):
        card = replace(STRANGER, instance=number.to_bytes(16, "big"))
        node.hear(announce.write_hello(announce.HelloPacket(card)), end_of(asker))
    assert len(heard_by(asker)) <= 20


def test_who_does_not_announce_answers_nobody(roster, sender, asker):
    watcher = correspondence_of(roster, sender, announces=False)
    watcher.hear(announce.write_query(announce.Query(NONCE)), end_of(asker))
    assert heard_by(asker) == []


def flood(node, count: int) -> None:
    chance = random.Random(11)
    seeds = [
        announce.write_hello(announce.HelloPacket(STRANGER)),
        announce.write_hello(announce.HelloPacket(LARGEST)),
        announce.write_query(announce.Query(NONCE, b"a" * 16), 60),
        announce.write_answer(announce.Answer(NONCE, STRANGER), 512) or b"",
        announce.write_goodbye(announce.Goodbye(NONCE)),
    ]
    for number in range(count):
        source = Endpoint(f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", 9)
        node.hear(mutated(chance.choice(seeds), chance), source)


def flood_changes_nothing(node, roster, asker, count: int) -> None:
    node.hear(announce.write_hello(announce.HelloPacket(STRANGER)), end_of(asker))
    question = announce.read_packet(heard_by(asker)[0])
    assert isinstance(question, announce.Query)
    node.hear(announce.write_answer(announce.Answer(question.nonce, STRANGER), 512) or b"", end_of(asker))
    before = [seen.card for seen in roster.all()]
    flood(node, 5_000)  # until every bounded table is full
    blocks = sys.getallocatedblocks()
    flood(node, count)
    assert [seen.card for seen in roster.all()] == before
    assert sys.getallocatedblocks() - blocks < 20_000  # the bounded tables, filled to their brim


def test_mutated_packets_change_nothing_and_fill_nothing(node, roster, asker):
    flood_changes_nothing(node, roster, asker, 10_000)


@pytest.mark.slow
def test_a_million_mutated_packets_change_nothing_and_fill_nothing(node, roster, asker):
    flood_changes_nothing(node, roster, asker, 1_000_000)
