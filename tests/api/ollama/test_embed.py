"""`/api/embed`: vectors in Ollama's words, and others who get their turns meanwhile."""

from __future__ import annotations

import asyncio
import json

import pytest

from forge_ai.api.ollama.embed import in_ollamas_words
from forge_ai.errors import EngineFault


def engine_says(*rows):
    return json.dumps({"data": rows, "usage": {"prompt_tokens": 7}}).encode()


def test_vectors_come_in_the_order_of_their_texts():
    rows = [{"index": 1, "embedding": [3.0]}, {"index": 0, "embedding": [1.0, -2.5]}]
    told = json.loads(asyncio.run(in_ollamas_words([engine_says(*rows)], {"model": "m"})))
    assert told == {"model": "m", "prompt_eval_count": 7, "embeddings": [[1.0, -2.5], [3.0]]}


def test_the_answers_of_several_orders_are_one():
    told = json.loads(
        asyncio.run(in_ollamas_words([engine_says({"index": 0, "embedding": [x]}) for x in (1.0, 2.0)], {}))
    )
    assert told == {"prompt_eval_count": 14, "embeddings": [[1.0], [2.0]]}


def test_nothing_becomes_no_vectors(client):
    for nothing in ({}, {"input": []}, {"input": ""}):
        assert client.post("/api/embed", json=nothing).json()["embeddings"] == []
    assert client.post("/api/embeddings", json={"prompt": ""}).json() == {"embedding": []}


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"data": []}', b'{"data": 1}', b'{"data": [1]}', b'{"data": [{"index": 0}]}', b"[" * 100_000],
)
def test_what_are_no_vectors_is_one_clear_error(body):
    with pytest.raises(EngineFault, match="vectors"):
        asyncio.run(in_ollamas_words([body], {}))


def test_the_event_loop_goes_on_while_a_thousand_vectors_are_read_and_written():
    body = engine_says(*({"index": number, "embedding": [0.123456789] * 384} for number in range(1_000)))
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def once() -> None:
        beside = asyncio.create_task(others())
        await in_ollamas_words([body], {})
        beside.cancel()

    asyncio.run(once())
    assert turns > 20
