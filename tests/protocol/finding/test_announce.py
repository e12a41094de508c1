"""Packets: what is written is read again, and whatever else arrives is refused by one named error."""

from __future__ import annotations

import random
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forge_ai.errors import BadAnnouncement
from forge_ai.limits import ANNOUNCEMENT_BYTES
from forge_ai.protocol.finding.announce import (
    MAGIC,
    SMALLEST_QUERY,
    Answer,
    Card,
    Field,
    Goodbye,
    HelloPacket,
    OtherVersion,
    Query,
    instance_of,
    read_packet,
    write_answer,
    write_goodbye,
    write_hello,
    write_query,
)

NONCE = bytes(range(16))
CARD = Card(
    device_id="0123456789abcdef",
    instance=instance_of(b"s" * 16),
    name="my_pc",
    port=5000,
    model="starter",
    software="0.1.0",
    abilities=("chat", "train"),
    addresses=("192.168.1.100", "fd00::2"),
)
LARGEST = Card(
    device_id="d" * 64,
    instance=b"i" * 16,
    name="n" * 64,
    port=65_535,
    model="m" * 64,
    software="9" * 24,
    abilities=("a" * 12,) * 6,
    addresses=("2001:db8::1",) * 8,
)
HEAD = MAGIC + b"\x01\x02" + NONCE

names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True).filter(
    lambda name: name[:3].lower() not in {"con", "prn", "aux", "nul", "com", "lpt"}
)
addresses = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)).filter(
    lambda ip: not ip.is_multicast and not ip.is_unspecified
)
cards = st.builds(
    Card,
    device_id=st.from_regex(r"[A-Za-z0-9_-]{8,64}", fullmatch=True),
    instance=st.binary(min_size=16, max_size=16),
    name=names,
    port=st.integers(1, 65_535),
    model=st.text(string.ascii_letters + string.digits + " /:.-_", max_size=64),
    software=st.from_regex(r"([0-9A-Za-z.+-]{1,24})?", fullmatch=True),
    abilities=st.lists(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), max_size=6).map(tuple),
    addresses=st.lists(addresses.map(str), max_size=8).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(cards)
def test_a_hello_is_read_as_it_was_written(card: Card) -> None:
    packet = write_hello(HelloPacket(card))
    assert read_packet(packet) == HelloPacket(card)


@settings(max_examples=40, deadline=None)
@given(cards, st.binary(min_size=16, max_size=16))
def test_an_answer_is_read_as_it_was_written(card: Card, nonce: bytes) -> None:
    packet = write_answer(Answer(nonce, card), ANNOUNCEMENT_BYTES)
    assert packet is not None
    read = read_packet(packet)
    assert isinstance(read, Answer)
    assert read.nonce == nonce
    assert replace(read.card, addresses=()) == replace(card, addresses=())


@settings(max_examples=40, deadline=None)
@given(cards, st.integers(0, ANNOUNCEMENT_BYTES))
def test_an_answer_is_never_larger_than_its_query(card: Card, size: int) -> None:
    packet = write_answer(Answer(NONCE, card), size)
    assert packet is None or len(packet) <= size


def test_the_largest_card_fits_into_the_answer_to_a_query_and_into_a_hello() -> None:
    assert write_answer(Answer(NONCE, LARGEST), ANNOUNCEMENT_BYTES) is not None
    assert len(write_hello(HelloPacket(LARGEST))) <= ANNOUNCEMENT_BYTES


def test_addresses_are_left_out_first_when_an_answer_has_to_be_shorter() -> None:
    packet = write_answer(Answer(NONCE, CARD), len(write_hello(HelloPacket(CARD))) - 1)
    assert packet is not None
    assert read_packet(packet) == Answer(NONCE, replace(CARD, addresses=CARD.addresses[:1]))


def test_a_query_is_padded_to_its_size() -> None:
    packet = write_query(Query(NONCE, b"a" * 16))
    assert len(packet) == ANNOUNCEMENT_BYTES
    assert read_packet(packet) == Query(NONCE, b"a" * 16)


def test_the_smallest_query_names_its_asker() -> None:
    assert len(write_query(Query(NONCE, b"a" * 16), 0)) == SMALLEST_QUERY


def test_a_goodbye_reveals_the_secret_behind_the_instance() -> None:
    goodbye = read_packet(write_goodbye(Goodbye(b"s" * 16)))
    assert isinstance(goodbye, Goodbye)
    assert goodbye.instance == CARD.instance


def test_fields_of_later_versions_are_skipped() -> None:
    assert read_packet(write_hello(HelloPacket(CARD)) + b"\xc8\x03new") == HelloPacket(CARD)


def test_a_packet_in_another_version_is_told_from_rubbish() -> None:
    assert read_packet(MAGIC + b"\x02\x01" + NONCE + b"anything") == OtherVersion(2, 1, NONCE)


def _hello_with(field: Field, value: bytes) -> bytes:
    return write_hello(HelloPacket(replace(CARD, model=""))) + bytes((field, len(value))) + value


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"FgAI",
        HEAD[:-1],
        b"SSDP" + HEAD[4:],
        HEAD,
        MAGIC + b"\x01\x09" + NONCE,
        write_hello(HelloPacket(CARD)).ljust(ANNOUNCEMENT_BYTES + 1, b"\0"),
        write_hello(HelloPacket(CARD))[:-1],
        write_hello(HelloPacket(CARD)) + b"\x01",
        write_hello(HelloPacket(replace(CARD, name="../../etc"))),
        write_hello(HelloPacket(replace(CARD, name="con"))),
        write_hello(HelloPacket(replace(CARD, name="a\x1b[2Jb"))),
        write_hello(HelloPacket(replace(CARD, device_id="short"))),
        write_hello(HelloPacket(replace(CARD, device_id="x" * 65))),
        write_hello(HelloPacket(replace(CARD, port=0))),
        write_hello(HelloPacket(replace(CARD, instance=b"short"))),
        write_hello(HelloPacket(replace(CARD, software="1.0; rm"))),
        write_hello(HelloPacket(replace(CARD, abilities=("CHAT",)))),
        write_hello(HelloPacket(replace(CARD, abilities=("a",) * 7))),
        write_hello(HelloPacket(replace(CARD, addresses=("10.0.0.1",) * 9))),
        write_hello(HelloPacket(replace(CARD, addresses=("224.0.0.1",)))),
        write_hello(HelloPacket(replace(CARD, addresses=("::",)))),
        _hello_with(Field.MODEL, b""),
        _hello_with(Field.MODEL, b"m" * 65),
        _hello_with(Field.MODEL, b"\xff"),
        _hello_with(Field.MODEL, b"line\nbreak"),
        _hello_with(Field.ADDRESS, b"12345"),
        _hello_with(Field.NAME, b"second"),
        write_goodbye(Goodbye(b"short")),
        MAGIC + b"\x01\x01" + NONCE + b"\x02\x03abc",
    ],
)
def test_everything_else_is_refused_by_one_error(packet: bytes) -> None:
    with pytest.raises(BadAnnouncement):
        read_packet(packet)


@given(st.binary(max_size=ANNOUNCEMENT_BYTES + 8))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    _read_or_refuse(data)


@given(st.binary(max_size=100))
def test_any_bytes_behind_a_good_head_parse_or_are_refused(data: bytes) -> None:
    _read_or_refuse(HEAD + data)


def test_mutated_packets_parse_or_are_refused() -> None:
    chance = random.Random(7)
    seeds = [
        write_hello(HelloPacket(CARD)),
        write_hello(HelloPacket(LARGEST)),
        write_query(Query(NONCE)),
        write_goodbye(Goodbye(NONCE)),
    ]
    for _ in range(10_000):
        _read_or_refuse(mutated(chance.choice(seeds), chance))


def mutated(packet: bytes, chance: random.Random) -> bytes:
    data = bytearray(packet)
    for _ in range(chance.randint(1, 4)):
        match chance.randrange(4):
            case 0:
                data[chance.randrange(len(data))] = chance.randrange(256)
            case 1:
                del data[chance.randint(1, len(data)) :]
            case 2:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            case _:
                data.insert(chance.randrange(len(data)), chance.randrange(256))
    return bytes(data)


def _read_or_refuse(data: bytes) -> None:
    try:
        read_packet(data)
    except BadAnnouncement:
        return
