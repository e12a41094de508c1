"""The scripted server does what its script says, over real HTTP."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager

import httpx2
import pytest

from forge_ai.testing.scripted_engine import Cut, Endless, Reply, Say, ScriptedEngine, Wait, refuse, say


def post(server: ScriptedEngine, path: str = "chat/completions", **fields: object) -> httpx2.Response:
    return httpx2.post(f"{server.url}/{path}", json=fields, trust_env=False, timeout=20)


def streamed(server: ScriptedEngine) -> AbstractContextManager[httpx2.Response]:
    return httpx2.stream("POST", f"{server.url}/chat/completions", json={"stream": True}, trust_env=False, timeout=20)


def test_replies_are_used_up_in_order_and_then_the_last_word_stays() -> None:
    with ScriptedEngine([say("one"), say("two")], otherwise=say("rest")) as server:
        said = [post(server).json()["choices"][0]["message"]["content"] for _ in range(4)]
    assert said == ["one", "two", "rest", "rest"]
    assert [asked.path for asked in server.asked] == ["/v1/chat/completions"] * 4


def test_a_stream_is_events_with_a_reason_and_an_end() -> None:
    with ScriptedEngine([say("a", "b", finish_reason="length")]) as server:
        body = post(server, stream=True).text
    assert body.count("data: ") == 5
    assert '"finish_reason": "length"' in body
    assert body.endswith("data: [DONE]\n\n")


def test_a_completion_and_a_reply_made_for_the_question() -> None:
    with ScriptedEngine(otherwise=lambda asked: say(str(asked.fields["prompt"]).upper())) as server:
        assert post(server, "completions", prompt="loud").json()["choices"][0]["text"] == "LOUD"


def test_refusals_and_keys() -> None:
    with ScriptedEngine([refuse(429, "later")], api_key="k") as server:
        assert post(server).status_code == 401
        headers = {"Authorization": "Bearer k"}
        answer = httpx2.post(f"{server.url}/chat/completions", json={}, headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()["error"]["message"]) == (429, "later")


def test_a_wait_lasts_until_the_word_is_given() -> None:
    go = threading.Event()
    reply = Reply((Say("a"), Wait(go), Say("b")))
    with ScriptedEngine([reply]) as server, streamed(server) as answer:
        blocks = answer.iter_raw()
        assert b'"a"' in next(blocks)
        assert server.busy == 1
        go.set()
        assert b'"b"' in b"".join(blocks)


def test_a_cut_is_an_answer_without_an_end() -> None:
    with ScriptedEngine([Reply((Say("a"), Cut()))]) as server:
        assert 'finish_reason": "' not in post(server, stream=True).text


def test_closing_ends_what_never_ends() -> None:
    server = ScriptedEngine([Reply((Endless(),))])
    with server, streamed(server) as answer:
        assert next(answer.iter_raw())
    with pytest.raises(httpx2.ConnectError):
        post(server)
