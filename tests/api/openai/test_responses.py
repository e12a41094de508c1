"""`/v1/responses` with the official client and an engine that follows a script."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as some

from forge_ai.api.openai.responses_words import chat_fields
from forge_ai.errors import BadInput
from forge_ai.testing.script import Cut, Raw, Reply, Say

CALL = {"type": "function_call", "call_id": "call_1", "name": "look", "arguments": "{}"}
LOOK = {"type": "function", "name": "look", "parameters": {"type": "object", "properties": {}}, "strict": True}
PARTS = [{"type": "input_text", "text": "Hel"}, {"type": "input_text", "text": "lo"}]
PARTS_SAID = [{"role": "user", "content": "Look."}]
ANSWERED = {"type": "function_call_output", "call_id": "call_1", "output": "rain"}
IMAGE = {"type": "input_image", "image_url": "data:image/png;base64,AA=="}


@pytest.fixture
def asking(client):
    key = client.headers["Authorization"].removeprefix("Bearer ")
    with openai.OpenAI(base_url=f"{client.base_url}/v1", api_key=key, max_retries=0) as found:
        yield found


def told(*chunks: dict[str, Any]) -> Reply:
    events = "".join(f"data: {json.dumps({'choices': [chunk]})}\n\n" for chunk in chunks)
    return Reply((Raw(events.encode()),), finish_reason=None)


def calling() -> Reply:
    begun = {"index": 0, "id": "call_9", "type": "function", "function": {"name": "look", "arguments": '{"at":'}}
    rest = {"index": 0, "function": {"arguments": '"sea"}'}}
    return told(
        {"index": 0, "delta": {"tool_calls": [begun]}, "finish_reason": None},
        {"index": 0, "delta": {"tool_calls": [rest]}, "finish_reason": None},
        {"index": 0, "delta": {}, "finish_reason": "tool_calls"},
    )


def test_what_is_asked_reaches_the_engine_in_its_words(asking, engine):
    form = {"type": "json_schema", "name": "answer", "schema": {"type": "object"}, "strict": True}
    asking.responses.create(
        model="scripted",
        instructions="Be kind.",
        input=[{"role": "user", "content": PARTS}, CALL, {**CALL, "call_id": "call_2"}]
        + [{"type": "function_call_output", "call_id": f"call_{number}", "output": "the sea"} for number in (1, 2)],
        tools=[LOOK],
        text={"format": form},
        temperature=0.5,
        max_output_tokens=7,
    )
    asked = engine.asked[-1].fields
    system, user, called, *answers = asked["messages"]
    assert "Be kind." in system["content"]
    assert (user["role"], user["content"]) == ("user", "Hello")
    assert [call["id"] for call in called["tool_calls"]] == ["call_1", "call_2"]
    assert [(answer["role"], answer["tool_call_id"]) for answer in answers] == [("tool", "call_1"), ("tool", "call_2")]
    assert asked["tools"][0]["function"]["name"] == "look"
    assert asked["response_format"]["json_schema"]["name"] == "answer"
    assert (asked["temperature"], asked["max_tokens"]) == (0.5, 7)


def test_calls_of_tools_come_whole_and_as_a_stream(asking, engine):
    engine.replies += [calling(), calling()]
    (call,) = asking.responses.create(model="scripted", input="Look.").output
    assert (call.type, call.call_id, call.name, call.arguments) == ("function_call", "call_9", "look", '{"at":"sea"}')
    events = list(asking.responses.create(model="scripted", input="Look.", stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert [event.type for event in events[2:]] == [
        "response.output_item.added",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert events[-1].response.output[0].arguments == '{"at":"sea"}'


@pytest.mark.parametrize("number", [0, 5])
def test_a_wish_for_alternatives_that_a_response_never_tells_keeps_no_answer(number):
    """An engine refuses the number without `logprobs`."""
    assert "top_logprobs" not in chat_fields({"input": "x", "top_logprobs": number})


def test_half_a_character_in_what_is_told_again_is_no_fault_of_the_node(client):
    found = client.post("/v1/responses", content=b'{"model": "scripted", "input": "x", "text": "\\ud800"}')
    assert (found.status_code, found.json()["text"]) == (200, "\ud800")


def test_tools_that_a_server_would_carry_out_are_left_out_beside_those_that_the_asker_does():
    """Codex offers a search to every server, and does without it."""
    found = chat_fields({"input": "x", "tools": [LOOK, {"type": "web_search"}], "tool_choice": "auto"})
    assert [tool["function"]["name"] for tool in found["tools"]] == ["look"]
    assert found["tool_choice"] == "auto"


def test_a_tool_in_a_group_is_called_and_told_of_by_both_names(asking, engine):
    """Codex puts the tools of an MCP server into a group."""
    group = {"type": "namespace", "name": "sea", "description": "", "tools": [LOOK, {"type": "x"}, 7]}
    call = {"id": "call_9", "type": "function", "function": {"name": "sea__look", "arguments": "{}"}}
    engine.replies += [Reply(tool_calls=(call,), finish_reason="tool_calls")] * 2
    for stream in (False, True):
        found = asking.responses.create(model="scripted", input="Look.", tools=[group], stream=stream)
        (item,) = (list(found)[-1].response if stream else found).output
        assert (item.name, item.namespace, item.call_id) == ("look", "sea", "call_9")
        assert [tool["function"]["name"] for tool in engine.asked[-1].fields["tools"]] == ["sea__look"]
    asking.responses.create(
        model="scripted", input=[*PARTS_SAID, {**CALL, "namespace": "sea"}, ANSWERED], tools=[group]
    )
    assert engine.asked[-1].fields["messages"][-2]["tool_calls"][0]["function"]["name"] == "sea__look"


def test_a_stream_has_its_words_in_every_place(asking):
    events = list(asking.responses.create(model="scripted", input="Hello", stream=True))
    deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
    (done,) = [event for event in events if event.type == "response.output_text.done"]
    assert deltas == ["Hello", " there", "."]
    assert done.text == events[-1].response.output_text == "Hello there."


def test_an_engine_that_dies_in_the_middle_ends_the_stream_as_failed(asking, engine):
    engine.replies.append(Reply((Say("one "), Cut())))
    events = list(asking.responses.create(model="scripted", input="Hello", stream=True))
    assert events[-1].type == "response.failed"
    assert "ended in the middle" in events[-1].response.error.message


def test_an_image_by_its_address_stays_one():
    (message,) = chat_fields({"input": [{"role": "user", "content": [*PARTS, IMAGE]}]})["messages"]
    assert [part["type"] for part in message["content"]] == ["text", "text", "image_url"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"input": ""},
        {"input": 7},
        {"input": [7]},
        {"input": [{"role": "user", "content": 7}]},
        {"input": [{"role": "user", "content": [{"type": "input_file", "file_id": "x"}]}]},
        {"input": [{"role": "user", "content": [{"type": "input_image", "file_id": "x"}]}]},
        {"input": [{"type": "item_reference", "id": "x"}]},
        {"input": "x", "tools": 7},
        {"input": "x", "tools": [{"type": "web_search"}]},
        {"input": "x", "tools": [LOOK, 7]},
        {"input": "x", "tools": [LOOK, {"type": "web_search"}], "tool_choice": {"type": "web_search"}},
        {"input": "x", "conversation": "conv_1"},
        {"input": "x", "background": True},
    ],
)
def test_what_is_not_understood_is_one_clear_error(wrong):
    with pytest.raises(BadInput):
        chat_fields(wrong)


KEYS = some.sampled_from(["type", "role", "content", "text", "output", "format", "x"])
NOISE = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=9),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(["type", "role", "content", "text", "output", "format", "x"]), inner, max_size=3
        )
    ),
    max_leaves=9,
)


@given(some.dictionaries(some.sampled_from(["input", "instructions", "text", "tools", "tool_choice", "stream"]), NOISE))
def test_a_request_is_understood_or_one_named_error(fields):
    try:
        chat_fields(fields)
    except BadInput:
        pass
