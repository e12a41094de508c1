from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.api.border.body import parse_object
from forge_ai.api.border.model_request import parse_chat, parse_prompt
from forge_ai.errors import BadInput

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


def test_half_a_character_is_refused_before_an_engine_chokes_on_it():
    half = json.loads('"Hello \\ud83d"')
    with pytest.raises(BadInput, match="half a character"):
        parse_chat({"messages": [{"role": "user", "content": half}]})
    with pytest.raises(BadInput, match="half a character"):
        parse_prompt({"prompt": half}, "prompt")
    assert parse_chat({"messages": [{"role": "user", "content": "Hello \U0001f600"}]})
