"""What a paired node says of its ears and its mouth is a stranger's word until it was looked at."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager

import httpx2
import pytest

from forge_ai.voice.engines.node_voice import engines_of


@contextmanager
def node_that_says(body):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer():
            with listener.accept()[0] as connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

        thread = threading.Thread(target=answer)
        thread.start()
        yield lambda: httpx2.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", trust_env=False)
        thread.join()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"listener": {"quality": 2}, "speaker": {"quality": 1}}', (2, 1)),
        (b'{"listener": 1, "speaker": [2]}', (0, 0)),
        (b'{"listener": {"quality": "good"}}', (0, 0)),
        (b"{}", (0, 0)),
    ],
)
def test_what_a_node_says_of_its_engines_is_a_number_or_nothing(body, found):
    with node_that_says(body) as open_http:
        assert engines_of(open_http) == found
