from __future__ import annotations

import asyncio

import pytest

from forge_ai.errors import BadMessage
from forge_ai.protocol.values.bounded import whole, whole_of

ENDLESS = BadMessage("It does not end.")


async def later(blocks):
    for block in blocks:
        yield block


def both(blocks, most):
    """What both ways say, which is the same."""
    one = whole(blocks, most, ENDLESS)
    assert asyncio.run(whole_of(later(blocks), most, ENDLESS)) == one
    return one


def test_blocks_become_one():
    assert both([b"ab", b"", b"c"], 3) == b"abc"
    assert both([], 0) == b""


def test_one_byte_too_many_is_refused_and_no_more_is_read():
    read = []

    def endless():
        while True:
            read.append(b"abcd")
            yield b"abcd"

    with pytest.raises(BadMessage, match="does not end"):
        whole(endless(), 7, ENDLESS)
    assert len(read) == 2
    with pytest.raises(BadMessage, match="does not end"):
        asyncio.run(whole_of(later(endless()), 7, ENDLESS))
    assert len(read) == 4
