from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput, StreamGone
from forge_ai.protocol.answers.replay import ReplayBuffer


def test_the_text_is_read_from_any_byte_on():
    buffer = ReplayBuffer(100)
    buffer.append(b"Hello")
    buffer.append(b" you")
    assert [buffer.read(offset) for offset in (0, 5, 9)] == [b"Hello you", b" you", b""]


def test_what_has_not_been_said_yet_is_a_mistake_of_who_asks():
    with pytest.raises(BadInput, match="0 bytes, and 1"):
        ReplayBuffer(100).read(1)


def test_what_is_forgotten_is_told():
    buffer = ReplayBuffer(8)
    buffer.append(b"0123456789AB")
    assert (buffer.begin, buffer.read(4)) == (4, b"456789AB")
    with pytest.raises(StreamGone, match="from byte 4"):
        buffer.read(3)


@given(st.lists(st.binary(max_size=30), max_size=40), st.integers(1, 64), st.data())
def test_whatever_is_kept_is_what_was_said(parts, most, data):
    buffer, whole = ReplayBuffer(most), b""
    for part in parts:
        buffer.append(part)
        whole += part
        assert buffer.end == len(whole)
        assert buffer.end - buffer.begin <= most + most // 4
        offset = data.draw(st.integers(buffer.begin, buffer.end))
        assert buffer.read(offset) == whole[offset:]
