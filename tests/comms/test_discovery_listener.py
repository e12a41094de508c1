"""The listener against strangers: floods, lies, and packets that are not packets."""

from __future__ import annotations

import random
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms.datagrams import Endpoint
from forge_ai.comms.interfaces import loopback_only
from forge_ai.comms.listener import Listener
from forge_ai.comms.roster import Roster
from forge_ai.protocol.announce import (
    MAGIC,
    Answer,
    Card,
    Goodbye,
    Hello,
    OtherVersion,
    Query,
    instance_of,
    read_packet,
    write_answer,
    write_goodbye,
    write_hello,
    write_query,
)
from tests.protocol.test_announce import LARGEST, mutated

SECRET = b"s" * 16
OWN = Card("own-device-id", instance_of(SECRET), "own", 5000)
STRANGER = Card("stranger-device-id", b"x" * 16, "stranger", 5000, addresses=("10.0.0.1",))
NONCE = bytes(range(16))


class Silence:
    """An audience that does nothing."""

    def met(self, seen):
        pass

    def doubted(self, seen):
        pass

    def moved(self, interfaces, reply_port):
        pass

    def looked(self, at):
        pass


@pytest.fixture
def roster() -> Roster:
    return Roster(SystemClock(), lambda _: False)


@pytest.fixture
def listener(roster: Roster) -> Iterator[Listener]:
    made = Listener(
        card_of=lambda _: OWN,
        secret=SECRET,
        roster=roster,
        audience=Silence(),
        interfaces=loopback_only,
        ports=(0,),
        announces=True,
        clock=SystemClock(),
    )
    yield made
    made.close()


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


def test_a_query_is_answered_with_its_nonce_and_never_with_more_bytes(listener, asker):
    listener.hear(write_query(Query(NONCE)), end_of(asker))
    (packet,) = heard_by(asker)
    assert read_packet(packet) == Answer(NONCE, OWN)
    listener.hear(write_query(Query(b"n" * 16), 40), end_of(asker))
    assert heard_by(asker) == []


def test_the_same_query_by_two_ways_is_answered_once(listener, asker):
    for _ in range(3):
        listener.hear(write_query(Query(NONCE)), end_of(asker))
    assert len(heard_by(asker)) == 1


def test_a_query_of_a_later_version_gets_an_answer_in_ours(listener, asker):
    listener.hear((MAGIC + b"\x02\x01" + NONCE).ljust(512, b"\0"), end_of(asker))
    (packet,) = heard_by(asker)
    assert read_packet(packet) == Answer(NONCE, OWN)


def test_other_packets_of_a_later_version_get_none(listener, asker):
    listener.hear((MAGIC + b"\x02\x03" + NONCE).ljust(512, b"\0"), end_of(asker))
    assert heard_by(asker) == []


def test_the_internet_gets_no_answer(listener, roster):
    listener.hear(write_query(Query(NONCE)), Endpoint("8.8.8.8", 53))
    listener.hear(write_hello(Hello(STRANGER)), Endpoint("8.8.8.8", 53))
    assert roster.all() == ()


def test_a_hello_is_asked_back_and_is_not_a_finding(listener, roster, asker):
    hello = write_hello(Hello(STRANGER))
    listener.hear(hello, end_of(asker))
    (packet,) = heard_by(asker)
    question = read_packet(packet)
    assert isinstance(question, Query)
    assert len(packet) <= len(hello)
    assert roster.all() == ()
    listener.hear(write_answer(Answer(question.nonce, STRANGER), 512) or b"", end_of(asker))
    assert [seen.card for seen in roster.all()] == [STRANGER]


def test_an_answer_that_nobody_asked_for_is_not_a_finding(listener, roster, asker):
    listener.hear(write_answer(Answer(NONCE, STRANGER), 512) or b"", end_of(asker))
    assert roster.all() == ()


def test_an_answer_from_elsewhere_than_asked_is_not_a_finding(listener, roster, asker):
    listener.hear(write_hello(Hello(STRANGER)), end_of(asker))
    question = read_packet(heard_by(asker)[0])
    assert isinstance(question, Query | OtherVersion)
    listener.hear(write_answer(Answer(question.nonce, STRANGER), 512) or b"", Endpoint("127.0.0.66", 40_000))
    assert roster.all() == ()


def test_a_flood_of_hellos_is_asked_back_a_bounded_number_of_times(listener, asker):
    for number in range(2_000):
        card = replace(STRANGER, instance=number.to_bytes(16, "big"))
        listener.hear(write_hello(Hello(card)), end_of(asker))
    assert len(heard_by(asker)) <= 20


def test_who_does_not_announce_answers_nobody(roster, asker):
    watcher = Listener(
        card_of=lambda _: OWN,
        secret=SECRET,
        roster=roster,
        audience=Silence(),
        interfaces=loopback_only,
        ports=(0,),
        announces=False,
        clock=SystemClock(),
    )
    try:
        watcher.hear(write_query(Query(NONCE)), end_of(asker))
        assert heard_by(asker) == []
    finally:
        watcher.close()


def flood(listener, count: int) -> None:
    chance = random.Random(11)
    seeds = [
        write_hello(Hello(STRANGER)),
        write_hello(Hello(LARGEST)),
        write_query(Query(NONCE, b"a" * 16), 60),
        write_answer(Answer(NONCE, STRANGER), 512) or b"",
        write_goodbye(Goodbye(NONCE)),
    ]
    for number in range(count):
        source = Endpoint(f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", 9)
        listener.hear(mutated(chance.choice(seeds), chance), source)


def flood_changes_nothing(listener, roster, asker, count: int) -> None:
    listener.hear(write_hello(Hello(STRANGER)), end_of(asker))
    question = read_packet(heard_by(asker)[0])
    assert isinstance(question, Query)
    listener.hear(write_answer(Answer(question.nonce, STRANGER), 512) or b"", end_of(asker))
    before = [seen.card for seen in roster.all()]
    flood(listener, 5_000)  # until every bounded table is full
    blocks = sys.getallocatedblocks()
    flood(listener, count)
    assert [seen.card for seen in roster.all()] == before
    assert sys.getallocatedblocks() - blocks < 20_000  # the bounded tables, filled to their brim


def test_mutated_packets_change_nothing_and_fill_nothing(listener, roster, asker):
    flood_changes_nothing(listener, roster, asker, 10_000)


@pytest.mark.slow
def test_a_million_mutated_packets_change_nothing_and_fill_nothing(listener, roster, asker):
    flood_changes_nothing(listener, roster, asker, 1_000_000)
