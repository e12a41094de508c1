"""A paired device that turned bad tells of devices that there are not: the others must still find each other."""

from __future__ import annotations

import pytest

from forge_ai.errors import BadFrame
from forge_ai.limits import MEMORY_FRAME_ROWS
from forge_ai.protocol.memory.frames import Batch, Closing, encode
from forge_ai.protocol.memory.records import Kind, Record, State, forgotten
from forge_ai.protocol.memory.version_vector import RETIRED, Entry, vector_from_json, vector_to_json
from tests.memory.devices import Device, pull

LOT = 4_000
SEEN = Entry(5, b"markmark")


def invented(first: int, entry: Entry = SEEN) -> dict[bytes, Entry]:
    return {b"\xff\xfe" + number.to_bytes(6, "big"): entry for number in range(first, first + LOT)}


def closing(number: int, upto: dict[bytes, Entry], batches: int = 0) -> bytes:
    return encode(Closing(number.to_bytes(8, "big"), batches, {}, upto))


def record_of(origin: bytes) -> Record:
    return Record(origin[:6] + origin[2:], Kind.FACT, State.ACTIVE, 1 << 16, origin, 1, "", "junk", "")


def sent(number: int, records: list[Record], upto: dict[bytes, Entry]) -> list[bytes]:
    return [encode(Batch(number.to_bytes(8, "big"), 0, records)), closing(number, upto, 1)]


def junk(first: int) -> list[bytes]:
    """A record of each invented name, and the vector that says so."""
    names = invented(first, Entry(1, b"markmark"))
    return sent(first, [record_of(origin) for origin in names], names)


def forgetting(first: int) -> list[bytes]:
    """What a friend sends who has forgotten that junk."""
    friend = b"\x00\x01friend"
    junk_records = enumerate(map(record_of, invented(first)), start=1)
    gone = [forgotten(record)._replace(origin=friend, sequence=at) for at, record in junk_records]
    return sent(first, gone, {friend: Entry(LOT, b"markmark")})


def check_that_sync_works(device: Device, other: Device) -> None:
    device.tell("My dog is called Rex.")
    other.tell("My cat is called Minka.")
    pull(other, device, MEMORY_FRAME_ROWS)
    pull(device, other, MEMORY_FRAME_ROWS)
    for one in (device, other):
        assert {"My dog is called Rex.", "My cat is called Minka."} <= set(one.texts())
        assert vector_from_json(vector_to_json(one.memory.replica.vector()))  # others can read it


@pytest.mark.parametrize("entry", [SEEN, RETIRED])
def test_names_that_no_record_bears_shut_nobody_out(device: Device, other: Device, entry: Entry) -> None:
    for at in range(0, 3 * LOT, LOT):
        device.memory.replica.receive([closing(at, invented(at, entry))])
        other.memory.replica.receive([closing(at, invented(10 * LOT + at, entry))])
        device.memory.replica.meet("liar", invented(20 * LOT + at, entry))
    check_that_sync_works(device, other)


def test_a_record_for_each_invented_name_is_refused_where_they_are_too_many(device: Device, other: Device) -> None:
    device.memory.replica.receive(junk(0))
    device.memory.replica.receive(junk(LOT))
    with pytest.raises(BadFrame, match="more devices"):
        device.memory.replica.receive(junk(2 * LOT))
    check_that_sync_works(device, other)


def test_names_whose_junk_was_forgotten_make_room(device: Device) -> None:
    for first in (0, LOT):
        device.memory.replica.receive(junk(first))
    device.memory.replica.receive(forgetting(0))
    device.memory.replica.receive(junk(2 * LOT))
    assert len(device.texts()) == 2 * LOT


def test_records_of_names_that_no_vector_has_leave_none_behind(device: Device) -> None:
    for first in range(0, 3 * LOT, LOT):
        batch, _ = junk(first)
        device.memory.replica.receive([batch, closing(first, {}, 1)])
    assert len(device.texts()) == 3 * LOT
    assert len(device.memory.replica.vector()) == 1
