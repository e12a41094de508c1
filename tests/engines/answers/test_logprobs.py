from __future__ import annotations

import json
from typing import Any

import pytest

from forge_ai.engines.answers.logprobs import Logprobs
from forge_ai.protocol.answers.stream import written

ASKED = {"logprobs": 2}
SEA = {"token": " sea", "logprob": -0.5, "top_logprobs": [{"token": " sea", "logprob": -0.5}]}
SKY = {"token": " sky", "logprob": -1.5, "top_logprobs": []}


def choice(*tokens: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"index": index, "text": "", "logprobs": {"content": list(tokens)}}


def test_tokens_become_lists() -> None:
    found = Logprobs("completions", ASKED).changed({"id": "a", "choices": [choice(SEA, SKY)]})
    assert found["choices"][0]["logprobs"] == {
        "tokens": [" sea", " sky"],
        "token_logprobs": [-0.5, -1.5],
        "top_logprobs": [{" sea": -0.5}, {}],
        "text_offset": [0, 4],
    }


def test_places_go_on_from_event_to_event_for_each_answer() -> None:
    shape = Logprobs("completions", ASKED)
    told = [{"choices": [choice(SEA)]}, {"choices": [choice(SKY, index=1)]}, {"choices": [choice(SKY)]}]
    out = shape.pass_on(b"".join(written(chunk) for chunk in told))
    assert out.endswith(b"}\n\n")
    chunks = [json.loads(event.removeprefix(b"data:")) for event in out.split(b"\n\n") if event]
    assert [chunk["choices"][0]["logprobs"]["text_offset"] for chunk in chunks] == [[0], [0], [4]]


@pytest.mark.parametrize("path", ["chat/completions", "completions"])
def test_what_was_not_asked_for_is_not_touched(path: str) -> None:
    event = written({"choices": [choice(SEA)]})
    asked = ASKED if path == "chat/completions" else {}
    assert Logprobs(path, asked).pass_on(event) is event


@pytest.mark.parametrize(
    ("path", "asked", "instead"),
    [
        ("completions", {"logprobs": 0}, {"logprobs": 1}),
        ("completions", {"logprobs": 3}, {}),
        ("completions", {}, {}),
        ("chat/completions", {"logprobs": True}, {"top_logprobs": 1}),
        ("chat/completions", {"logprobs": True, "top_logprobs": 0}, {"top_logprobs": 1}),
        ("chat/completions", {"logprobs": True, "top_logprobs": 3}, {}),
        ("chat/completions", {"logprobs": True, "top_logprobs": "3"}, {}),
        ("chat/completions", {"logprobs": False, "top_logprobs": 0}, {}),
        ("embeddings", {}, {}),
    ],
)
def test_an_engine_that_tells_none_without_alternatives_is_asked_for_one(path, asked, instead) -> None:
    assert Logprobs(path, asked).engine_fields == instead


def test_alternatives_that_nobody_wished_are_dropped() -> None:
    told = {"choices": [choice(SEA)]}
    chat = Logprobs("chat/completions", {"logprobs": True})
    assert chat.changed(told)["choices"][0]["logprobs"] == {"content": [SEA | {"top_logprobs": []}]}
    completion = Logprobs("completions", {"logprobs": 0}).changed(told)["choices"][0]["logprobs"]
    assert (completion["token_logprobs"], completion["top_logprobs"]) == ([-0.5], [{}])


@pytest.mark.parametrize("odd", [b"data: [DONE]", b'data: {"logprobs"', b': "logprobs"', b'data: "logprobs"'])
def test_what_only_looks_like_it_goes_by(odd: bytes) -> None:
    assert Logprobs("completions", ASKED).pass_on(odd) == odd


@pytest.mark.parametrize("odd", [7, {"logprobs": 7}, {"logprobs": {"tokens": ["a"]}}, {"logprobs": None}])
def test_another_shape_is_left_alone(odd: object) -> None:
    assert Logprobs("completions", ASKED).changed({"choices": [odd]}) == {"choices": [odd]}
