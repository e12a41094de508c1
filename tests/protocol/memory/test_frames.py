from __future__ import annotations

import json
import random
import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadFrame
from forge_ai.limits import MEMORY_BATCHES, MEMORY_FRAME_ROWS, MEMORY_FRAME_VALUES, MEMORY_ORIGINS
from forge_ai.protocol.memory import frames
from forge_ai.protocol.memory.frames import Batch, Closing, decode, encode, split
from forge_ai.protocol.memory.records import ORIGIN_BYTES
from forge_ai.protocol.memory.version_vector import MARK_BYTES, Entry
from tests.protocol.memory.memories import records, told, vectors

DELTA = b"delta..."


@given(st.lists(records(), max_size=5), st.integers(0, 1000))
def test_a_batch_comes_back_as_it_was(some, number):
    assert decode(encode(Batch(DELTA, number, some))) == Batch(DELTA, number, some)


@given(vectors, vectors)
def test_a_closing_frame_comes_back_as_it_was(base, upto):
    assert decode(encode(Closing(DELTA, 3, base, upto))) == Closing(DELTA, 3, base, upto)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=200))
def test_a_stream_in_chunks_of_any_size_is_cut_into_the_same_frames(sizes):
    whole = [encode(Batch(DELTA, number, [told(number + 1)])) for number in range(3)]
    data, chunks = b"".join(whole), []
    for size in [*sizes, len(b"".join(whole))]:
        chunks.append(data[:size])
        data = data[size:]
    assert list(split(chunks)) == whole


def test_a_stream_that_breaks_off_is_one_error():
    with pytest.raises(BadFrame, match="broke off"):
        list(split([encode(Batch(DELTA, 0, [told(1)]))[:-1]]))


def test_of_ten_thousand_changed_bytes_not_one_passes():
    chance = random.Random(5)
    whole = [
        encode(Batch(DELTA, 0, [told(number, f"fact {number}") for number in range(1, 20)])),
        encode(Closing(DELTA, 1, {}, {b"\x00\x01device": Entry(5, b"markmark")})),
    ]
    for _ in range(10_000):
        frame = bytearray(chance.choice(whole))
        frame[chance.randrange(len(frame))] ^= chance.randrange(1, 256)
        with pytest.raises(BadFrame):
            decode(bytes(frame))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_the_one_error(data):
    with pytest.raises(BadFrame):
        decode(data)


def columns(**changes):
    body = {
        "delta": DELTA.hex(),
        "number": 0,
        "origins": ["00" * 8],
        "identities": "00" * 12,
        "kinds": [1],
        "states": [1],
        "stamps": [1],
        "origin": [0],
        "sequences": [1],
        "conversations": [""],
        "texts": ["x"],
        "details": [""],
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def test_the_plain_columns_are_a_frame():
    assert len(decode(sealed(json.dumps(columns()).encode())).records) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"delta": "00"},
        {"delta": "zz" * 8},
        {"number": -1},
        {"number": 1.5},
        {"number": MEMORY_BATCHES + 1},
        {"origins": None},
        {"origins": ["00"]},
        {"origins": ["zz" * 8]},
        {"identities": "00" * 11},
        {"identities": "zz" * 12},
        {"identities": "00" * 24},
        {"identities": 5},
        {"kinds": [7]},
        {"kinds": [True]},
        {"kinds": ["1"]},
        {"states": [0]},
        {"states": [9]},
        {"stamps": [-1]},
        {"stamps": [1 << 62]},
        {"origin": [1]},
        {"origin": [-1]},
        {"sequences": [1 << 53]},
        {"sequences": []},
        {"conversations": ["x" * 65]},
        {"texts": [None]},
        {"texts": ["\ud800"]},
        {"texts": ["a\0b"]},
        {"texts": ["x" * 100_001]},
        {"details": ["{}"]},
        {"details": ["x"]},
        {"details": ['{"\ud800":"a"}']},
        {"details": ["[" * 100_000]},
    ],
)
def test_columns_that_do_not_fit_are_one_error(change):
    with pytest.raises(BadFrame):
        decode(sealed(json.dumps(columns(**change)).encode()))


@pytest.mark.parametrize("batches", [-1, MEMORY_BATCHES + 1, (1 << 31) - 1, True, "3"])
def test_a_closing_frame_of_more_batches_than_there_can_be_is_refused(batches):
    with pytest.raises(BadFrame):
        decode(encode(Closing(DELTA, batches, {}, {})))


def test_a_frame_that_unpacks_to_gigabytes_is_refused():
    with pytest.raises(BadFrame, match="unpacks to too much"):
        decode(sealed(b" " * (64 << 20)))


def sealed(body):
    packed = zlib.compress(body, 9)
    data = frames._HEAD.pack(frames.MAGIC, b"B", len(packed)) + packed
    return data + sha256(data).digest()


def test_a_frame_of_millions_of_tiny_lists_is_refused_before_it_is_unpacked():
    with pytest.raises(BadFrame, match="too many values"):
        decode(sealed(json.dumps(columns(more=[[]] * (MEMORY_FRAME_VALUES + 1))).encode()))


def test_the_largest_honest_frames_hold_few_enough_values():
    most = MEMORY_FRAME_ROWS
    names = ("kinds", "states", "stamps", "sequences", "conversations", "texts", "details")
    many = {name: columns()[name] * most for name in names}
    origins = [f"{number:016x}" for number in range(most)]
    full = columns(**many, identities="00" * 12 * most, origins=origins, origin=list(range(most)))
    assert len(decode(sealed(json.dumps(full).encode())).records) == most
    vector = {number.to_bytes(ORIGIN_BYTES, "big"): Entry(1, bytes(MARK_BYTES)) for number in range(MEMORY_ORIGINS)}
    assert len(decode(encode(Closing(DELTA, 1, vector, vector))).base) == MEMORY_ORIGINS
