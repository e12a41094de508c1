"""What a translated answer keeps of the one that it was made of."""

from __future__ import annotations

import pytest

from forge_ai.testing.scripted_engine import refuse

HELLO = [{"role": "user", "content": "Hello"}]
ASKED = [
    ("/v1/chat/completions", {"messages": HELLO}),
    ("/v1/responses", {"input": "Hello"}),
    ("/api/chat", {"messages": HELLO, "stream": False}),
    ("/api/generate", {"prompt": "Hello", "stream": False}),
]


@pytest.mark.parametrize(("path", "fields"), ASKED)
def test_every_api_says_who_answered(client, path, fields):
    response = client.post(path, json=fields)
    assert (response.status_code, response.headers["X-ForgeAI-Node"]) == (200, "my_pc")
    assert response.headers["Content-Type"] == "application/json"
    assert int(response.headers["Content-Length"]) == len(response.content)


@pytest.mark.parametrize(("path", "fields"), [*ASKED, ("/api/embed", {"input": "Hello"})])
def test_every_api_says_when_to_ask_again(client, engine, path, fields):
    engine.replies.append(refuse(503, "busy"))
    response = client.post(path, json=fields)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
