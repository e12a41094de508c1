from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request

from forge_ai.api.border.bodies import Bodies, Body
from forge_ai.api.border.body import blocks_of, parse_object, read_object
from forge_ai.errors import BadInput
from forge_ai.identity.authentication import Caller
from forge_ai.limits import MIB
from forge_ai.protocol.trust.rights import GUEST

SCOPE = {"type": "http", "method": "POST", "headers": []}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b"null", b"\xff\xfe", b'{"a": NaN}', b"[" * 200_000])
def test_a_body_that_is_no_json_object_is_one_error(body):
    with pytest.raises(BadInput):
        parse_object(body)


@pytest.mark.parametrize("body", [b'{"a":' + b"1" * 101 + b"}", '{"a": 1}'.encode("utf-16"), b'{"a":"\xed\xa0\x80"}'])
def test_numbers_without_an_end_and_other_encodings_are_one_error(body):
    with pytest.raises(BadInput, match="is not JSON"):
        parse_object(body)


def test_a_mark_of_the_byte_order_is_passed_over():
    assert parse_object(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def asked_with(body, block=65_536):
    blocks = [body[start : start + block] for start in range(0, len(body), block)]

    async def receive():
        more = len(blocks) > 1
        return {"type": "http.request", "body": blocks.pop(0), "more_body": more}

    return Request(SCOPE | {"state": {"body": Body(Bodies()), "caller": Caller("a guest", GUEST)}}, receive)


DEAREST = {"lists": b"[],", "nested": b"[" * 900 + b"]" * 900 + b",", "strings": b'"\\"", '}


@pytest.mark.parametrize("unit", DEAREST.values(), ids=DEAREST)
def test_the_dearest_body_does_not_keep_the_others_waiting(unit):
    """Parsed where the streams are written, eight megabytes of lists stop all of them for three seconds."""
    body = b'{"a":[' + unit * (8 * MIB // len(unit) - 10) + b"0]}"

    async def longest_pause():
        loop, gaps, ended = asyncio.get_running_loop(), [], asyncio.Event()

        async def beat():
            last = loop.time()
            while not ended.is_set():
                await asyncio.sleep(0.005)
                gaps.append(loop.time() - last)
                last = loop.time()

        beating = asyncio.create_task(beat())
        with pytest.raises(BadInput, match="holds more than"):
            await read_object(asked_with(body))
        ended.set()
        await beating
        return max(gaps)

    assert asyncio.run(longest_pause()) < 1.0


def test_a_body_that_stops_in_the_middle_is_let_go():
    async def receive():
        await asyncio.Event().wait()

    async def read():
        asked = Request(SCOPE | {"state": {"body": Body(Bodies()), "caller": Caller("a guest", GUEST)}}, receive)
        return [block async for block in blocks_of(asked, 0.05)]

    with pytest.raises(BadInput, match="did not come within"):
        asyncio.run(asyncio.wait_for(read(), 10))


def test_a_body_that_is_announced_as_too_large_is_not_read():
    async def receive():
        raise AssertionError("it was read")

    headers = [(b"content-length", b"99999999999")]
    state = {"body": Body(Bodies()), "caller": Caller("a guest", GUEST)}
    with pytest.raises(BadInput, match="is larger than"):
        asyncio.run(read_object(Request(SCOPE | {"headers": headers, "state": state}, receive)))
