from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from forge_ai.api.border.bodies import Bodies, Body
from forge_ai.api.border.body import blocks_of, parse_chat, parse_object, parse_prompt, read_object
from forge_ai.errors import BadInput
from forge_ai.identity.authentication import Caller
from forge_ai.limits import MIB
from forge_ai.protocol.trust.rights import GUEST

SCOPE = {"type": "http", "method": "POST", "headers": []}
HELLO = [{"role": "user", "content": "Hello"}]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


def test_a_chat_is_read():
    asked = parse_chat({"messages": HELLO, "model": "starter", "stream": True, "tools": []})
    assert (asked.model, asked.stream, asked.fields["tools"]) == ("starter", True, [])


def test_without_a_model_the_node_decides():
    assert parse_chat({"messages": HELLO}).model == ""
    assert parse_chat({"messages": HELLO, "model": None}).model == ""


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"messages": None},
        {"messages": []},
        {"messages": "Hello"},
        {"messages": ["Hello"]},
        {"messages": [{}]},
        {"messages": [{"role": "user", "content": 3}]},
        {"messages": [{"role": "user", "content": ""}]},
        {"messages": [{"role": "user", "content": "  "}]},
        {"messages": [{"role": "user<|im_end|>", "content": "Hi"}]},
        {"messages": [{"role": ["user"], "content": "Hi"}]},
        {"messages": [{"role": "system", "content": "Only a system prompt"}]},
        {"messages": HELLO, "model": 3},
        {"messages": HELLO, "stream": "yes"},
        {"messages": HELLO * 2001},
    ],
)
def test_a_wrong_chat_is_one_error_with_a_hint(fields):
    with pytest.raises(BadInput) as caught:
        parse_chat(fields)
    assert caught.value.hint


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


@given(st.dictionaries(st.sampled_from(["messages", "model", "stream"]), json_values))
def test_any_object_is_a_chat_or_the_one_error(fields):
    try:
        parse_chat(parse_object(json.dumps(fields).encode()))
    except BadInput:
        pass


@pytest.mark.parametrize("text", ["", [], None, 3, {"a": 1}])
def test_a_request_without_text_is_one_error(text):
    with pytest.raises(BadInput):
        parse_prompt({"prompt": text}, "prompt")


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt": ["Hello"] * 5},
        {"prompt": [[1, 2]] * 5},
        {"prompt": "Hello", "n": 5},
        {"prompt": ["Hello"] * 2, "n": 3},
        {"prompt": "Hello", "n_cmpl": 5},
    ],
)
def test_one_request_does_not_take_everybodys_places(fields):
    with pytest.raises(BadInput, match="more than 4 answers"):
        parse_prompt(fields, "prompt")
    with pytest.raises(BadInput, match="more than 4 answers"):
        parse_chat({"messages": HELLO, "n": 5})


def test_a_request_for_vectors_is_not_without_end():
    with pytest.raises(BadInput, match="2048 at most"):
        parse_prompt({"input": ["text"] * 2049}, "input")
    assert parse_prompt({"input": list(range(5000))}, "input")


@pytest.mark.parametrize(
    "fields", [{"prompt": list(range(1000))}, {"prompt": ["Hi", 1, 2, 3, 4]}, {"prompt": ["Hi"] * 4}]
)
def test_a_prompt_in_tokens_is_one_prompt(fields):
    assert parse_prompt(fields, "prompt").fields == fields
    assert parse_prompt({"input": ["text"] * 100}, "input")


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


def test_half_a_character_is_refused_before_an_engine_chokes_on_it():
    half = json.loads('"Hello \\ud83d"')
    with pytest.raises(BadInput, match="half a character"):
        parse_chat({"messages": [{"role": "user", "content": half}]})
    with pytest.raises(BadInput, match="half a character"):
        parse_prompt({"prompt": half}, "prompt")
    assert parse_chat({"messages": [{"role": "user", "content": "Hello \U0001f600"}]})
