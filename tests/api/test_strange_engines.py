"""A server behind a node that sends what no engine should: whoever asks gets an answer or an error, and an end."""

from __future__ import annotations

import json

import pytest

from forge_ai.testing.scripted_engine import Raw, Reply, Say

CALL = {"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}


def part(**delta):
    return json.dumps({"choices": [{"index": 0, "delta": delta}]})


EVENTS = {
    "a word": ["hello"],
    "a list": ["[1, 2]"],
    "null": ["null"],
    "lists without end": ['{"choices": ' + "[" * 5_000],
    "choices of another shape": ['{"choices": {"a": 1}}', '{"choices": [7]}', '{"choices": [{"delta": "x"}]}'],
    "words of another shape": [part(content=7), part(content=["a"], role=7)],
    "tools in a word": [part(tool_calls=[CALL]), part(tool_calls="x")],
    "a word, then tools": [part(tool_calls="x"), part(tool_calls=[CALL])],
    "arguments without end": [part(tool_calls=[{**CALL, "function": {"name": "f", "arguments": "[" * 9_000}}])],
    "half a character": ['{"choices": [{"index": 0, "delta": {"content": "\\ud800"}}]}'],
    "times of another shape": ['{"timings": 5, "choices": []}'],
    "times that are none": ['{"timings": {"prompt_ms": null, "predicted_ms": "x"}, "choices": []}'],
    "times without end": ['{"timings": {"prompt_ms": 1e999, "predicted_ms": NaN}, "choices": []}'],
    "counts of another shape": ['{"usage": {"prompt_tokens": "x", "prompt_tokens_details": 7}, "choices": []}'],
    "an error in a word": ['{"error": "broken"}'],
    "an error that is a number": ['{"error": 7}'],
    "an error of another shape": ['{"error": {"message": {"a": 1}, "code": [1], "hint": 7}}'],
}


def message(kind):
    told = {"message": {"role": "user", "parts": [{"kind": "text", "text": "Hi"}]}}
    return {"jsonrpc": "2.0", "id": 1, "method": f"message/{kind}", "params": told}


CHAT = {"messages": [{"role": "user", "content": "Hi"}]}
TOOL = {"name": "ask", "arguments": {"question": "Hi"}}
WAYS = {
    "OpenAI": ("/v1/chat/completions", CHAT),
    "OpenAI, a stream": ("/v1/chat/completions", {**CHAT, "stream": True}),
    "responses": ("/v1/responses", {"input": "Hi"}),
    "responses, a stream": ("/v1/responses", {"input": "Hi", "stream": True}),
    "Ollama": ("/api/chat", {"model": "scripted", **CHAT, "stream": False}),
    "Ollama, a stream": ("/api/chat", {"model": "scripted", **CHAT}),
    "A2A": ("/a2a/v1", message("send")),
    "A2A, a stream": ("/a2a/v1", message("stream")),
    "MCP": ("/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": TOOL}),
}


@pytest.mark.parametrize("events", EVENTS.values(), ids=EVENTS)
def test_whatever_an_engine_sends_every_answer_has_an_end_that_was_foreseen(client, engine, events):
    sent = "".join(f"data: {event}\n\n" for event in events).encode()
    for path, asked in WAYS.values():
        engine.replies.append(Reply((Say("Hello"), Raw(sent))))
        response = client.post(path, json=asked, headers={"Accept": "application/json, text/event-stream"})
        assert response.status_code in (200, 500, 502)
        assert "should not have happened" not in response.text


def test_an_error_that_is_only_a_word_is_told_in_every_way(client, engine):
    for path, asked in WAYS.values():
        engine.replies.append(Reply((Say("Hello"), Raw(b'data: {"error": "out of luck"}\n\n')), finish_reason=None))
        response = client.post(path, json=asked, headers={"Accept": "application/json, text/event-stream"})
        assert "out of luck" in response.text
