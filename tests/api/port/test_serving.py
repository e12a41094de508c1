from __future__ import annotations

import contextlib
import gc
import http.client
import json
import re
import socket
import struct
import threading
from asyncio.sslproto import SSLProtocol

import pytest

from forge_ai.api.port.serving import _HttpProtocol
from forge_ai.identity.tls import first_look_context
from forge_ai.limits import CONNECTIONS, PIPELINED_REQUESTS, REQUEST_HEAD_BYTES
from forge_ai.testing.scripted_engine import Endless, Reply, Say, Wait
from tests.guarded_node import guarded_node
from tests.nodes import owner, serving

ENDLESS = [
    pytest.param(b"GET / HTTP/1.1\r\n", b"X-More: " + b"x" * 1000 + b"\r\n", id="headers"),
    pytest.param(b"GET /", b"x" * 1000, id="path"),
    pytest.param(
        b"POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        b"X-More: " + b"x" * 1000 + b"\r\n",
        id="trailers",
    ),
]

MUCH_BYTES = 16_000_000


@pytest.fixture
def node(engine, tmp_path):
    with serving(tmp_path, "my_pc", model="scripted", upstream=engine.url) as node:
        yield node


@pytest.mark.parametrize(("begin", "more"), ENDLESS)
def test_a_request_whose_head_never_ends_is_hung_up_on(node, begin, more):
    sent = len(begin)
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, REQUEST_HEAD_BYTES)  # what is on its way is not heard
        stranger.sendall(begin)
        with pytest.raises(OSError):  # noqa: PT011 - reset or broken pipe, as the system likes
            while sent < 40 * REQUEST_HEAD_BYTES:
                sent += stranger.send(more)
    assert sent < 40 * REQUEST_HEAD_BYTES


def goes_on_for_long(client, parts):
    """Whether a client can send more than what systems hold of a connection on which nobody listens any more."""
    try:
        for _ in range(MUCH_BYTES // len(parts)):
            client.sendall(parts)
    except OSError:
        return False
    return True


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize(("part", "ends"), [(b"1\r\na\r\n", True), (b"64\r\n" + b"a" * 100 + b"\r\n", False)])
def test_a_body_in_tiny_parts_is_hung_up_on_also_behind_a_refusal(node, part, ends, secure):
    begin = b"POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    plain = socket.create_connection(("127.0.0.1", node.port), timeout=10)
    with first_look_context().wrap_socket(plain) if secure else plain as client:
        client.sendall(begin)
        assert client.recv(1 << 16).startswith(b"HTTP/1.1 401 ")
        assert goes_on_for_long(client, part * 1000) is not ends


def test_something_else_than_http_gets_a_short_answer_and_prints_nothing(node, caplog):
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as stranger:
        stranger.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
        assert stranger.recv(1 << 16).startswith(b"HTTP/1.1 400 ")
    assert not caplog.records


def test_every_response_has_an_id_of_its_own_also_of_a_stranger_and_of_what_is_not_there(node):
    asked = [("/api/v1/node", 200), ("/v1/models", 401), ("/chat", 200), ("/api/v1/node", 200)]
    found = []
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", node.port, timeout=10)) as kept:
        for path, status in asked:
            kept.request("GET", path)
            response = kept.getresponse()
            assert (response.status, bool(response.read())) == (status, True)
            found.append(response.headers["x-request-id"])
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", node.port, timeout=10)) as other:
        other.request("GET", "/api/v1/node")
        found.append(other.getresponse().headers["x-request-id"])
    assert len(set(found)) == 5
    assert all(re.fullmatch(r"req_[0-9a-f]{20}", one) for one in found)
    assert found[0][:-4] == found[3][:-4] != found[4][:-4], "a stranger counts no requests of others"


def test_two_requests_on_one_connection_are_both_answered(node):
    ask = b"GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as client:
        client.sendall(ask + ask)
        heard = b""
        while heard.count(b"HTTP/1.1 200 OK") < 2:
            block = client.recv(1 << 16)
            assert block
            heard += block


def test_thousands_of_requests_at_once_on_one_connection_are_hung_up_on(node):
    ask = b"GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\n\r\n"
    heard = b""
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as client, contextlib.suppress(ConnectionError):
        client.sendall(ask * 3_000)
        while block := client.recv(1 << 16):
            heard += block
    assert heard.count(b"HTTP/1.1 200 OK") <= 2 * PIPELINED_REQUESTS


def test_nothing_is_kept_of_a_connection_that_was_reset(node, eventually):
    plain = socket.create_connection(("127.0.0.1", node.port), timeout=10)
    with first_look_context().wrap_socket(plain) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(b"GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert client.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
    eventually(lambda: not kept_connections())


@pytest.mark.parametrize("beginning", [b"\x16\x03\x01\x00\xff\x01\x00\x00\xfb\x03\x03", b"\x16" + bytes(600)])
def test_nothing_is_kept_of_a_handshake_that_does_not_end_well(node, eventually, beginning):
    with no_collector():
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", node.port), timeout=10) as stranger:
                stranger.sendall(beginning)
                stranger.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionError):
                    assert len(stranger.recv(1 << 16)) < 100
        eventually(lambda: not kept_handshakes())


def test_nothing_is_kept_of_handshakes_that_made_room_for_others(node, eventually):
    with no_collector(), contextlib.ExitStack() as strangers:
        for _ in range(CONNECTIONS + 20):
            stranger = socket.create_connection(("127.0.0.1", node.port), timeout=10)
            strangers.enter_context(stranger).sendall(b"\x16\x03\x01\x00\xff\x01")
        eventually(lambda: 0 < len(kept_handshakes()) <= CONNECTIONS)
        strangers.close()
        eventually(lambda: not kept_handshakes())


@contextlib.contextmanager
def no_collector():
    """Circles stay where they are."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def kept_handshakes():
    return [one for one in gc.get_objects() if type(one) is SSLProtocol]


def kept_connections():
    gc.collect()
    return [one for one in gc.get_objects() if type(one) is _HttpProtocol]  # isinstance makes torch warn


class Running:
    """Wraps an application, and counts the requests that are being answered."""

    count = 0

    def __call__(self, app):
        async def counted(scope, receive, send):
            self.count += scope["type"] == "http"
            try:
                await app(scope, receive, send)
            finally:
                self.count -= scope["type"] == "http"

        return counted


def test_a_client_that_leaves_in_the_middle_of_its_request_is_no_news(tmp_path, caplog, eventually):
    running = Running()
    with guarded_node(tmp_path, around=running) as node:
        key = owner(node)["Authorization"].encode()
        with socket.create_connection(("127.0.0.1", node.port), timeout=10) as client:
            head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nAuthorization: "
            client.sendall(head + key + b"\r\n\r\n{")
            eventually(lambda: running.count)
        eventually(lambda: not running.count)
    assert "Traceback" not in caplog.text


def test_a_client_that_asks_twice_and_leaves_prints_nothing(engine, tmp_path, caplog, eventually):
    held, running = threading.Event(), Running()
    engine.replies.append(Reply((Wait(held), Say("late"))))
    body = json.dumps({"messages": [{"role": "user", "content": "Hello"}]}).encode()
    with guarded_node(tmp_path, model="scripted", upstream=engine.url, around=running) as node:
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        ask = f"{head}Authorization: {owner(node)['Authorization']}\r\n\r\n".encode() + body
        with first_look_context().wrap_socket(socket.create_connection(("127.0.0.1", node.port))) as client:
            client.sendall(ask + ask)
            eventually(lambda: running.count)
        eventually(lambda: not running.count)
        held.set()
    assert not caplog.records


@pytest.mark.parametrize("reads", [True, False])
def test_a_node_that_ends_in_the_middle_of_an_answer_prints_nothing(engine, tmp_path, caplog, reads):
    engine.replies.append(Reply((Endless(),)))
    body = json.dumps({"messages": [{"role": "user", "content": "Hello"}], "stream": True}).encode()
    with socket.socket() as client, serving(tmp_path, model="scripted", upstream=engine.url) as node:
        client.connect(("127.0.0.1", node.port))
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        client.sendall(f"{head}Authorization: {owner(node)['Authorization']}\r\n\r\n".encode() + body)
        while reads and b"on and" not in client.recv(1 << 16):
            pass
        assert reads or client.recv(10)
    assert not caplog.records
