from __future__ import annotations

import tracemalloc

import pytest

from forge_ai.errors import VectorGap
from forge_ai.limits import MEMORY_BATCHES, MEMORY_DELTAS
from forge_ai.protocol.memory.exchange import Receiver, batches_of, frames_of
from forge_ai.protocol.memory.frames import Batch, Closing
from forge_ai.protocol.memory.version_vector import Entry
from tests.protocol.memory.memories import told

HERE, THERE = b"\x00\x01here..", b"\x00\x01there."
UPTO = {THERE: Entry(6, b"markmark")}


def delta(base=None):
    return list(frames_of([told(number) for number in range(1, 7)], b"delta...", base or {}, UPTO, most=2))


def test_the_vector_advances_with_the_last_frame():
    receiver = Receiver()
    *batches, closing = delta()
    assert [receiver.advance(frame, {}) for frame in batches] == [None, None, None]
    assert receiver.advance(closing, {}) == UPTO
    assert not receiver.unfinished


def test_frames_may_come_twice_and_in_any_order():
    receiver = Receiver()
    first, second, third, closing = delta()
    vectors = [receiver.advance(frame, {}) for frame in (closing, third, third, first, first, second)]
    assert vectors == [None] * 5 + [UPTO]


def test_a_missing_frame_keeps_the_vector_where_it_is():
    receiver = Receiver()
    first, _, third, closing = delta()
    assert [receiver.advance(frame, {}) for frame in (first, third, closing)] == [None, None, None]
    assert receiver.unfinished


def test_a_delta_that_starts_after_what_is_here_is_a_gap():
    receiver = Receiver()
    with pytest.raises(VectorGap):
        for frame in delta({THERE: Entry(3, b"markmark")}):
            receiver.advance(frame, {THERE: Entry(2, b"markmark")})


def test_what_is_here_is_never_taken_back():
    receiver = Receiver()
    here = {HERE: Entry(9, b"markmark"), THERE: Entry(8, b"markmark")}
    assert [receiver.advance(frame, here) for frame in delta()][-1] == here


def test_of_deltas_that_a_peer_opens_without_end_the_oldest_are_forgotten():
    receiver = Receiver()
    opened = [list(frames_of([told(1)], number.to_bytes(8, "big"), {}, UPTO)) for number in range(MEMORY_DELTAS + 1)]
    for first, _ in opened:
        assert receiver.advance(first, {}) is None
    assert receiver.advance(opened[-1][1], {}) == UPTO
    assert receiver.advance(opened[1][1], {}) == UPTO
    assert receiver.advance(opened[0][1], {}) is None, "its first frame is to be asked for again"


def test_a_delta_of_the_most_batches_costs_a_few_bytes_for_each():
    receiver = Receiver()
    tracemalloc.start()
    for number in range(MEMORY_DELTAS):
        receiver.advance(Closing(number.to_bytes(8, "big"), MEMORY_BATCHES, {}, UPTO), {})
        receiver.advance(Batch(number.to_bytes(8, "big"), MEMORY_BATCHES - 1, []), {})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEMORY_DELTAS * MEMORY_BATCHES


def test_batches_are_bounded_by_rows_and_by_characters():
    assert [len(batch) for batch in batches_of([told(1)] * 5, 2)] == [2, 2, 1]
    long = told(1, "x" * 90_000)
    batches = list(batches_of([long] * 50))
    assert sum(map(len, batches)) == 50
    assert max(sum(len(record[7]) for record in batch) for batch in batches) <= 2_000_000
