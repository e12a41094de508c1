"""A model that takes its time to load: who asks is told so at once, and it is loaded once."""

from __future__ import annotations

import json
import socket
import threading

import pytest

from forge_ai.api.orders.loading import LoadTimes
from forge_ai.limits import MODELS_COUNTED
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import guarded_node

CHAT = "/v1/chat/completions"
POOL_THREADS = 40  # as many as run blocking work of one node
ASKED = {"messages": [{"role": "user", "content": "Hello"}]}


@pytest.fixture
def slow():
    """A server that takes connections and says nothing, until it is closed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = []

        def take():
            while True:
                try:
                    taken.append(listener.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield listener, taken
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for connection in taken:
                connection.close()
            thread.join()


def test_who_asks_meanwhile_is_told_so_and_when_to_ask_again(slow, tmp_path):
    listener, taken = slow
    with guarded_node(tmp_path, model="scripted", upstream=f"http://127.0.0.1:{listener.getsockname()[1]}/v1") as node:
        key = node.key("pi")
        replies = [node.ask("POST", CHAT, ASKED, key=key) for _ in range(2)]
        for reply in replies:
            told = json.loads(reply.body)["error"]
            assert (reply.status, told["code"]) == (503, "model_loading")
            assert int(reply.headers["retry-after"]) >= 1
            assert told["loading"]["seconds"] >= 1
            assert "eta_seconds" not in told["loading"], "what is not known is left out"
        assert len(taken) == 1, "it is loaded once, however many ask"
        report = json.loads(node.ask("GET", "/api/v1/load", key=key).body)
        assert report["models"][0]["state"] in ("cold", "loading")
        taken[0].close()
        assert node.ask("POST", CHAT, ASKED, key=key).status in (502, 503)


def test_names_that_no_model_has_are_refused_or_forgotten(tmp_path):
    with ScriptedEngine() as engine, guarded_node(tmp_path, model="scripted", upstream=engine.url) as node:
        key = node.key("pi")
        for name in ("a" * 100, "a\r\nX-Evil: yes", "日本", "\ud800", "\0"):
            assert node.ask("POST", CHAT, {**ASKED, "model": name}, key=key).status == 400
        for number in range(3):
            assert node.ask("POST", CHAT, {**ASKED, "model": f"none-{number}"}, key=key).status == 404
        answers = node.app.state.answers
        assert [len(kept) for kept in (answers.loading, answers.slots, node.services.vitals)] == [0, 0, 0]


def test_many_who_load_a_model_leave_the_node_free_to_answer(slow, tmp_path):
    listener, _ = slow
    with guarded_node(tmp_path, model="scripted", upstream=f"http://127.0.0.1:{listener.getsockname()[1]}/v1") as node:
        key = node.key("pi")
        waiting = [node.connection() for _ in range(POOL_THREADS)]
        for connection in waiting:
            connection.request("POST", "/api/generate", b"{}", {"Authorization": f"Bearer {key}"})
        assert node.ask("GET", "/api/version", key=key).status == 200
        assert len(node.app.state.answers.loading) == 1, "it is still being loaded"


def test_of_ever_new_models_those_that_were_loaded_last_are_remembered():
    took = LoadTimes()
    took.note("first", 2.0)
    for number in range(MODELS_COUNTED - 1):
        took.note(f"model-{number}", 2.0)
    took.note("first", 3.0)
    took.note("one too many", 2.0)
    assert [took.of(name) for name in ("first", "model-0", "model-1")] == [3.0, 0.0, 2.0]
