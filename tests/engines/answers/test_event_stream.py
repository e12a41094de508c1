"""Events come out whole, however the bytes are cut, and never without a bound."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forge_ai.engines.answers.event_stream import EventReader, read_events
from forge_ai.errors import PeerFault

STREAM = b'data: {"a": 1}\n\n: a comment\n\nevent: x\r\ndata: two\r\ndata:  lines\r\n\r\ndata:tight\n\ndata: [DONE]\n\n'
EVENTS = [b'{"a": 1}', b"two\n lines", b"tight", b"[DONE]"]


def test_data_lines_become_events() -> None:
    assert list(read_events([STREAM])) == EVENTS


@given(some.lists(some.integers(0, len(STREAM))))
def test_cuts_between_blocks_change_nothing(places: list[int]) -> None:
    edges = [0, *sorted(places), len(STREAM)]
    blocks = [STREAM[start:end] for start, end in pairwise(edges)]
    assert list(read_events(blocks)) == EVENTS


def test_an_event_that_was_cut_off_is_none() -> None:
    assert list(read_events([b"data: whole\n\n", b"data: half"])) == [b"whole"]
    assert list(read_events([b"data: no empty line\n"])) == []


@pytest.mark.parametrize("block", [b"x" * 10, b"data: 12\n", b":" * 10])
def test_an_event_without_an_end_is_refused(block: bytes) -> None:
    reader = EventReader(most=64)
    with pytest.raises(PeerFault, match="more than"):
        for _ in range(20):
            reader.feed(block)


@given(some.binary())
def test_noise_gives_events_or_nothing(noise: bytes) -> None:
    assert all(isinstance(event, bytes) for event in read_events([noise]))
