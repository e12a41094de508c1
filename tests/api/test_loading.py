"""A model that takes its time to load: who asks is told so at once, and it is loaded once."""

from __future__ import annotations

import json
import socket
import threading

import pytest

from tests.doors import door

CHAT = "/v1/chat/completions"
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
    with door(tmp_path, model="scripted", upstream=f"http://127.0.0.1:{listener.getsockname()[1]}/v1") as node:
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
