"""A folded stream is the whole answer."""

from __future__ import annotations

from typing import Any

import pytest

from forge_ai.engines.answers.folding import Fold
from forge_ai.errors import EngineFault
from forge_ai.limits import GIB


def chunk(delta: dict[str, Any], finish_reason: str | None = None, index: int = 0) -> dict[str, Any]:
    choice = {"index": index, "delta": delta, "finish_reason": finish_reason}
    return {"id": "a", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}


def fold(*chunks: dict[str, Any]) -> Fold:
    folded = Fold()
    for part in chunks:
        folded.add(part)
    return folded


def test_words_are_joined_and_the_frame_is_that_of_a_whole_answer() -> None:
    usage = {"id": "a", "object": "chat.completion.chunk", "choices": [], "usage": {"completion_tokens": 2}}
    opening = {**chunk({"role": "assistant", "content": None}), "prompt_progress": {"total": 3}}
    folded = fold(opening, chunk({"content": "Hel"}), chunk({"content": "lo"}), chunk({}, "stop"), usage)
    assert folded.finished
    message = {"role": "assistant", "content": "Hello"}
    assert folded.whole() == {
        "id": "a",
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"completion_tokens": 2},
    }


def test_tool_calls_are_put_together() -> None:
    first = {"index": 0, "id": "c1", "type": "function", "function": {"name": "now", "arguments": ""}}
    second = {"index": 1, "id": "c2", "type": "function", "function": {"name": "then", "arguments": "{}"}}
    more = [{"index": 0, "function": {"arguments": '{"a"'}}, {"index": 0, "function": {"arguments": ": 1}"}}]
    parts = [chunk({"tool_calls": [part]}) for part in (first, *more, second)]
    message = fold(*parts, chunk({}, "tool_calls")).whole()["choices"][0]["message"]
    assert message["content"] is None
    assert [call["id"] for call in message["tool_calls"]] == ["c1", "c2"]
    assert message["tool_calls"][0]["function"] == {"name": "now", "arguments": '{"a": 1}'}


def test_thoughts_and_words_stay_apart() -> None:
    folded = fold(
        chunk({"reasoning_content": "hm"}), chunk({"reasoning_content": "m"}), chunk({"content": "Yes"}, "stop")
    )
    message = folded.whole()["choices"][0]["message"]
    assert (message["reasoning_content"], message["content"]) == ("hmm", "Yes")


def test_several_choices_are_kept_apart_and_all_must_end() -> None:
    folded = fold(chunk({"content": "b"}, index=1), chunk({"content": "a"}, "stop"))
    assert not folded.finished
    folded.add(chunk({}, "length", index=1))
    assert folded.finished
    assert [choice["message"]["content"] for choice in folded.whole()["choices"]] == ["a", "b"]


def test_probabilities_are_collected() -> None:
    parts = [chunk({"content": letter}) for letter in "ab"]
    for part, letter in zip(parts, "ab", strict=True):
        part["choices"][0]["logprobs"] = {"content": [{"token": letter}]}
    assert fold(*parts).whole()["choices"][0]["logprobs"] == {"content": [{"token": "a"}, {"token": "b"}]}


def test_plain_completions_are_folded_too() -> None:
    parts = [{"object": "text_completion", "choices": [{"index": 0, "text": text}]} for text in ("a", "b")]
    ending = {"object": "text_completion", "choices": [{"index": 0, "text": "", "finish_reason": "length"}]}
    whole = fold(*parts, ending).whole()
    assert whole["object"] == "text_completion"
    assert whole["choices"] == [{"index": 0, "finish_reason": "length", "text": "ab"}]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"choices": None},
        {"choices": [7]},
        {"choices": [{"index": "x", "delta": {}}]},
        {"choices": [{"index": 10**9, "delta": {"content": "x"}}]},
        {"choices": [{"index": 0, "delta": {"tool_calls": [None, {"index": 99}, {"index": "x"}]}}]},
        {"choices": [{"index": 0, "delta": {"tool_calls": "x"}}]},
    ],
)
def test_odd_chunks_do_no_harm(odd: dict[str, Any]) -> None:
    folded = fold(odd, chunk({"content": "a"}, "stop"))
    assert folded.whole()["choices"][0]["message"]["content"] == "a"


def test_an_answer_without_an_end_is_refused() -> None:
    with pytest.raises(EngineFault, match="too large"):
        Fold().add(chunk({"content": "a"}), size=GIB)
