from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forge_ai.api.border.model_request import parse_chat
from forge_ai.api.ollama.words import Telling, chat_fields, model_in, prompt_fields, streams
from forge_ai.errors import BadInput, ForgeError

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = (
    "model",
    "name",
    "messages",
    "prompt",
    "system",
    "options",
    "format",
    "think",
    "tools",
    "images",
    "raw",
    "stream",
)
MESSAGE = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("role", "content", "images", "tool_calls", "tool_name"), ANYTHING)
)
REQUEST = st.fixed_dictionaries(
    {}, optional={**dict.fromkeys(KEYS, ANYTHING), "messages": ANYTHING | st.lists(MESSAGE, max_size=4)}
)


@settings(max_examples=300, deadline=None)
@given(REQUEST)
def test_any_request_is_understood_or_refused_by_one_of_our_errors(fields: dict[str, object]) -> None:
    for read in (chat_fields, prompt_fields):
        try:
            wanted = read(fields)
            if "messages" in wanted:
                parse_chat(wanted)
        except ForgeError:
            continue
        assert isinstance(wanted["model"], str)


@pytest.mark.parametrize(
    "odd",
    [
        {"model": {}},
        {"name": []},
        {"model": 0},
        {"stream": "no"},
        {"stream": 0},
        {"options": []},
        {"options": {"num_predict": "9"}},
        {"options": {"num_predict": True}},
        {"think": "much"},
        {"think": {}},
        {"logprobs": 3},
        {"logprobs": True, "top_logprobs": 21},
        {"logprobs": True, "top_logprobs": "2"},
    ],
)
def test_a_field_of_another_kind_is_refused_even_when_it_is_empty(odd: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        chat_fields({"messages": [], **odd})
    with pytest.raises(BadInput):
        prompt_fields({"prompt": "Hi", **odd})


@pytest.mark.parametrize("odd", [{"messages": {}}, {"messages": ""}])
def test_messages_are_a_list_or_missing(odd: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        chat_fields(odd)


@pytest.mark.parametrize(("wished", "most"), [(9, 9), (9.0, 9), (9.7, 9), (-1, None), (0, None), (None, None)])
def test_the_length_of_an_answer_may_be_a_number_with_a_fraction(wished: object, most: int | None) -> None:
    assert prompt_fields({"prompt": "Hi", "options": {"num_predict": wished}}).get("max_tokens") == most


@pytest.mark.parametrize(("name", "meant"), [("starter", "starter"), ("starter:latest", "starter"), ("a:7b", "a:7b")])
def test_the_tag_that_means_nothing_is_dropped(name: str, meant: str) -> None:
    assert model_in({"model": name}) == meant
    assert model_in({"name": name}) == meant


def test_answers_stream_unless_that_is_declined() -> None:
    assert streams({})
    assert not streams({"stream": False})


def test_thinking_goes_both_ways() -> None:
    assert chat_fields({"think": False})["chat_template_kwargs"] == {"enable_thinking": False}
    piece = Telling("message").piece({"choices": [{"index": 0, "delta": {"reasoning_content": "hm"}}]})
    assert piece == {"message": {"role": "assistant", "content": "", "thinking": "hm"}, "done": False}


def test_how_much_a_model_thinks_is_handed_on() -> None:
    told = chat_fields({"think": "high"})["chat_template_kwargs"]
    assert told == {"enable_thinking": True, "reasoning_effort": "high"}


def test_the_probability_of_each_token_is_told_where_it_was_asked_for() -> None:
    assert "logprobs" not in chat_fields({"logprobs": False})
    asked = chat_fields({"logprobs": True, "top_logprobs": 2})
    assert (asked["logprobs"], asked["top_logprobs"]) == (True, 2)
    told = {"content": [{"token": "a", "logprob": -0.5, "bytes": [97], "top_logprobs": []}]}
    piece = Telling("response").piece({"choices": [{"index": 0, "delta": {"content": "a"}, "logprobs": told}]})
    assert piece == {"response": "a", "done": False, "logprobs": told["content"]}
    whole = Telling("message").whole({"choices": [{"message": {"content": "a"}, "logprobs": told}]}, 0.1)
    assert whole["logprobs"] == told["content"]


def test_pictures_become_parts_of_the_message() -> None:
    said = {"role": "user", "content": "What is it?", "images": ["aGk="]}
    (message,) = chat_fields({"messages": [said]})["messages"]
    assert message["content"][1] == {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}


@pytest.mark.parametrize("fields", [{"format": 7}, {"options": [1]}, {"messages": "hi"}, {"messages": [1]}])
def test_what_is_odd_is_refused_with_a_reason(fields: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        chat_fields(fields)


def test_the_sums_come_from_the_engine_where_it_counts() -> None:
    telling = Telling("response")
    telling.piece({"choices": [{"index": 0, "delta": {"content": "a"}}]})
    telling.piece({"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]})
    telling.piece(
        {
            "choices": [],
            "usage": {"prompt_tokens": 3, "completion_tokens": 1},
            "timings": {"prompt_ms": 2, "predicted_ms": 5},
        }
    )
    (ending,) = telling.ending(0.01)
    assert ending == {
        "response": "",
        "done": True,
        "done_reason": "length",
        "total_duration": 10_000_000,
        "load_duration": 0,
        "prompt_eval_count": 3,
        "prompt_eval_duration": 2_000_000,
        "eval_count": 1,
        "eval_duration": 5_000_000,
    }


@pytest.mark.parametrize("odd", [5, "x", [], {"prompt_ms": None, "predicted_ms": "x"}, {"prompt_ms": float("inf")}])
def test_odd_sums_of_a_strange_engine_count_nothing(odd: object) -> None:
    telling = Telling("response")
    telling.piece({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "timings": odd, "usage": odd})
    (ending,) = telling.ending(0.01)
    assert (ending["prompt_eval_count"], ending["prompt_eval_duration"], ending["eval_duration"]) == (0, 0, 10_000_000)
