from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from forge_ai.limits import EVENT_BYTES
from forge_ai.protocol.answers.stream import BEAT
from forge_ai.testing.scripted_engine import Cut, Endless, Raw, Reply, Say, Wait, refuse
from tests.engines.conftest import wait_until

HELLO = {"messages": [{"role": "user", "content": "Hello"}]}
CHAT = "/v1/chat/completions"
STALL_SECONDS = 1.0  # where an engine must be seen to live meanwhile: a busy machine itself pauses for half of that


def replies(engine, *wanted):
    engine.replies.extend(wanted)


def events(response):
    return [line.removeprefix("data: ") for line in response.iter_lines() if line.startswith("data: ")]


def stream(client, **fields):
    with client.stream("POST", CHAT, json={**HELLO, "stream": True, **fields}) as response:
        return response.status_code, events(response)


@contextmanager
def asking(home, engine, **options):
    """A client of a node that asks that engine, and whose settings are these."""
    import httpx2

    from tests.nodes import owner, serving

    with (
        serving(home, model="scripted", upstream=engine.url, **options) as node,
        httpx2.Client(base_url=f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False) as http,
    ):
        yield http


def text_of(found):
    chunks = [json.loads(event) for event in found if event != "[DONE]"]
    return "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks if chunk.get("choices"))


def test_a_whole_answer_names_the_node_and_the_model(client):
    response = client.post(CHAT, json=HELLO)
    assert response.status_code == 200
    assert response.json()["choices"][0]["message"]["content"] == "Hello there."
    assert (response.headers["x-forgeai-node"], response.headers["x-forgeai-model"]) == ("my_pc", "scripted")


def test_a_stream_ends_with_a_reason_and_done(client):
    status, found = stream(client)
    assert (status, text_of(found), found[-1]) == (200, "Hello there.", "[DONE]")
    assert any('"finish_reason": "stop"' in event or '"finish_reason":"stop"' in event for event in found)


def test_the_node_introduces_itself_to_the_model(client, engine):
    client.post(CHAT, json=HELLO)
    assert engine.asked[-1].fields["messages"][0] == {
        "role": "system",
        "content": "You are my_pc, a helpful assistant.",
    }


def test_tools_and_formats_reach_the_engine_untouched(client, engine):
    extra = {"tools": [{"type": "function"}], "response_format": {"type": "json_object"}, "temperature": 0.5}
    client.post(CHAT, json={**HELLO, **extra})
    assert extra.items() <= engine.asked[-1].fields.items()


@pytest.mark.parametrize("model", ["", "default", "my_pc", "scripted"])
def test_the_default_model_answers_to_several_names(client, engine, model):
    assert client.post(CHAT, json={**HELLO, "model": model}).status_code == 200
    assert engine.asked[-1].fields["model"] == "scripted"


def test_an_unknown_model_is_404_with_a_hint(client):
    response = client.post(CHAT, json={**HELLO, "model": "gpt-9"})
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "model_not_found"
    assert response.json()["error"]["hint"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"messages": []}', b'{"messages": "x"}'])
def test_a_wrong_request_is_400_and_the_node_lives(client, body):
    assert client.post(CHAT, content=body).status_code == 400
    assert client.post(CHAT, json=HELLO).status_code == 200


@pytest.mark.parametrize("odd", [{"model": {}}, {"model": []}, {"model": 0}, {"stream": 0}, {"stream": ""}])
@pytest.mark.parametrize(
    ("path", "said"), [(CHAT, HELLO), ("/v1/responses", {"input": "Hi"}), ("/v1/completions", {"prompt": "Hi"})]
)
def test_what_is_empty_and_of_another_kind_is_400(client, path, said, odd):
    assert client.post(path, json={**said, **odd}).status_code == 400


def test_a_body_without_end_is_refused(client):
    response = client.post(CHAT, content=(b" " * 2**20 for _ in range(9)))
    assert response.status_code == 400
    assert "8 MiB" in response.json()["error"]["message"]


def test_a_stream_that_is_cut_ends_with_an_error_event(client, engine):
    replies(engine, Reply((Say("Hel"), Cut())))
    status, found = stream(client)
    assert status == 200
    assert json.loads(found[-1])["error"]["code"] == "engine_died"


def test_a_stream_that_ends_silently_gets_an_error_event(client, engine):
    replies(engine, Reply((Say("Hel"),), finish_reason=None))
    assert json.loads(stream(client)[1][-1])["error"]["code"] == "engine_died"


def test_a_stream_that_says_done_without_a_reason_ends_with_an_error_event_instead(client, engine):
    replies(engine, Reply((Say("Hel"), Raw(b"data: [DONE]\n\n")), finish_reason=None))
    _, found = stream(client)
    assert "[DONE]" not in found
    assert text_of(found[:-1]) == "Hel"
    assert "engine_died" in found[-1]


def test_a_stream_that_stalls_gets_an_error_event(engine, tmp_path):
    replies(engine, Reply((Say("Hel"), Wait(threading.Event()))))
    with (
        asking(tmp_path, engine, stall_seconds=0.3) as http,
    ):
        assert "silent" in json.loads(stream(http)[1][-1])["error"]["message"]


@contextmanager
def beside_an_endless_answer(engine, tmp_path, steps, stall_seconds):
    """An answer without an end, its blocks, and another one that the engine gives by ``steps``, to be waited for."""
    replies(engine, Reply((Endless(),)), Reply(steps))
    with (
        asking(tmp_path, engine, stall_seconds=stall_seconds) as http,
        ThreadPoolExecutor(1) as beside,
        http.stream("POST", CHAT, json={**HELLO, "stream": True}) as endless,
    ):
        blocks = endless.iter_raw()
        next(blocks)
        yield endless, blocks, beside.submit(stream, http)


def test_an_engine_that_still_reads_for_one_has_not_died_for_another(engine, tmp_path):
    begins = threading.Event()
    steps = (Wait(begins), Say("Hello."))
    with beside_an_endless_answer(engine, tmp_path, steps, stall_seconds=STALL_SECONDS) as (endless, blocks, other):
        until = time.monotonic() + 1.5 * STALL_SECONDS
        while time.monotonic() < until:
            next(blocks)
        begins.set()
        endless.close()
        status, found = other.result(10)
    assert (status, text_of(found), found[-1]) == (200, "Hello.", "[DONE]")


def test_an_answer_whose_connection_died_silently_is_given_up_while_others_are_written(engine, tmp_path):
    steps = (Say("Hel"), Say("lo"), Wait(threading.Event()))
    with beside_an_endless_answer(engine, tmp_path, steps, stall_seconds=STALL_SECONDS) as (_, blocks, other):
        until = time.monotonic() + 20
        while not other.done() and time.monotonic() < until:
            next(blocks)
        error = json.loads(other.result(1)[1][-1])["error"]
        assert error["message"] == "The engine of scripted has been silent for 1 s, and wrote on to others."
        assert next(blocks)


def test_an_answer_that_was_begun_waits_while_the_engine_reads_anothers_prompt(engine, tmp_path):
    reads, never = [threading.Event() for _ in range(5)], threading.Event()
    reading = [step for read in reads for step in (Raw(b": still reading\n\n"), Wait(read))]
    begun = (Say("Hel"), Say("lo"), Wait(reads[-1]), Say("!"))
    replies(engine, Reply(begun), Reply((*reading, Say("Read."))))
    with (
        asking(tmp_path, engine, stall_seconds=STALL_SECONDS) as http,
        ThreadPoolExecutor(2) as beside,
    ):
        one = beside.submit(stream, http)
        assert wait_until(lambda: engine.busy == 1)
        other = beside.submit(stream, http)
        assert wait_until(lambda: engine.busy == 2)
        for read in reads:
            never.wait(0.3 * STALL_SECONDS)
            read.set()
        assert [text_of(answer.result(10)[1]) for answer in (one, other)] == ["Hello!", "Read."]


def test_a_stream_beats_on_while_the_engine_reads_between_two_signs_of_its_own(client, engine):
    reading = threading.Event()
    replies(engine, Reply((Raw(b'data: {"prompt_progress": {}}\n\n'), Wait(reading), Say("Hello."))))
    beats = 0
    with client.stream("POST", CHAT, json={**HELLO, "stream": True}, timeout=10) as answer:
        for block in answer.iter_raw():
            beats += block.count(BEAT)
            if beats == 2:
                reading.set()
            last = block
    assert beats >= 2
    assert b"[DONE]" in last


def test_an_event_without_an_end_fills_no_memory(client, engine):
    replies(engine, Reply((Say("Hel"), Raw(b"data: " + b"x" * (EVENT_BYTES + 70_000)), Wait(threading.Event()))))
    assert "without an end" in json.loads(stream(client)[1][-1])["error"]["message"]


def test_an_answer_that_is_cut_is_502(client, engine):
    replies(engine, Reply((Cut(),)))
    response = client.post(CHAT, json=HELLO)
    assert (response.status_code, response.json()["error"]["code"]) == (502, "engine_died")


@pytest.mark.parametrize(
    ("reply", "status", "code"),
    [
        (refuse(400, "bad temperature"), 400, "bad_input"),
        (refuse(400, "the request exceeds the available context size"), 400, "context_length_exceeded"),
        (refuse(500, "oops"), 500, "engine_fault"),
        (refuse(503, "loading"), 503, "engine_busy"),
        (refuse(401, "invalid key"), 502, "peer_fault"),
        (refuse(403, "no credit"), 502, "peer_fault"),
    ],
)
def test_what_the_engine_refuses_is_told_in_our_words(client, engine, reply, status, code):
    replies(engine, reply)
    response = client.post(CHAT, json=HELLO)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_a_key_that_another_server_does_not_take_is_not_the_clients(client, engine):
    """Whoever asks this node has the right key; of a 401 their program would say that theirs is wrong."""
    replies(engine, refuse(401, "invalid key"))
    error = client.post(CHAT, json=HELLO).json()["error"]
    assert error["message"] == "The server behind this node refused it: scripted: invalid key"
    assert "FORGE_AI_UPSTREAM_KEY" in error["hint"]


def test_a_client_that_leaves_a_stream_stops_the_compute(client, engine):
    replies(engine, Reply((Endless(),)))
    with client.stream("POST", CHAT, json={**HELLO, "stream": True}) as response:
        next(response.iter_bytes())
    assert engine.left.wait(30)


def test_a_client_that_leaves_before_the_first_token_stops_the_compute(client, engine, eventually):
    import httpx2

    replies(engine, Reply((Wait(threading.Event()), Say("never"))))
    with pytest.raises(httpx2.ReadTimeout):
        client.post(CHAT, json=HELLO, timeout=0.3)
    assert engine.left.wait(30)
    eventually(lambda: client.get("/health").json()["running"] == 0)


def test_bytes_that_are_no_events_pass_and_the_end_is_told(client, engine):
    replies(engine, Reply((Raw(b"garbage\n\n"),), finish_reason=None))
    assert json.loads(stream(client)[1][-1])["error"]["code"] == "engine_died"


def test_plain_text_is_continued(client, engine):
    response = client.post("/v1/completions", json={"prompt": "Once"})
    assert response.status_code == 200
    assert engine.asked[-1].fields["prompt"] == "Once"


def test_texts_become_vectors(client):
    response = client.post("/v1/embeddings", json={"input": ["one", "two"]})
    assert len(response.json()["data"]) == 2


@pytest.mark.parametrize("name", ["\0", "starter/\0", "../my_model", "\0/alice"])
def test_a_name_that_no_file_can_have_is_one_clear_error(tmp_path, name):
    from tests.guarded_node import guarded_node

    with guarded_node(tmp_path) as opened:
        assert opened.ask("POST", CHAT, {**HELLO, "model": name}, key=opened.key()).status in (400, 404)


def test_vectors_are_passed_on_as_they_came(client, engine):
    """Read and written again, a few thousand of them keep all streams waiting for seconds."""
    response = client.post("/v1/embeddings", json={"input": ["one", "two"]})
    assert response.content == json.dumps(response.json()).encode()  # with the spaces of the engine's own writer
    assert response.headers["content-type"] == "application/json"
