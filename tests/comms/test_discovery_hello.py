"""Asking an address over HTTP who lives there."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from forge_ai.comms.found import Candidate
from forge_ai.comms.hello import hello_over_http, read_answer
from forge_ai.limits import HELLO_BODY_BYTES
from forge_ai.protocol.address import Address
from forge_ai.testing.stranger import free_port, stranger_says

HELLO = {"forge_ai": "0.1.0", "protocol": 1, "name": "my_pc", "device_id": "a-device-id", "model": "starter"}
ADDRESS = Address("10.0.0.1")


@contextmanager
def node_that_says(body: bytes):
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/api/v1/node" else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing on stderr."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_a_node_says_who_it_is():
    with node_that_says(json.dumps(HELLO).encode()) as port:
        said = hello_over_http(Candidate("127.0.0.1", port))
    assert said is not None
    assert (said.device_id, said.name, said.model, said.version) == ("a-device-id", "my_pc", "starter", "0.1.0")
    assert not said.proved


def test_another_device_at_a_known_address_is_not_the_device():
    with node_that_says(json.dumps(HELLO).encode()) as port:
        assert hello_over_http(Candidate("127.0.0.1", port, "another-device")) is None


def test_another_program_is_not_a_node():
    with stranger_says(b"SSH-2.0-OpenSSH\r\n") as port:
        assert hello_over_http(Candidate("127.0.0.1", port), 0.5) is None
    with stranger_says(b"HTTP/1.1 403 Forbidden\r\nServer: AirTunes\r\nContent-Length: 0\r\n\r\n") as port:
        assert hello_over_http(Candidate("127.0.0.1", port), 0.5) is None


def test_where_nobody_listens_there_is_no_node():
    assert hello_over_http(Candidate("127.0.0.1", free_port()), 0.5) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"[" * 60_000,
        b"\xff\xfe",
        b" " * (HELLO_BODY_BYTES + 1),
        json.dumps(HELLO | {"protocol": 2}).encode(),
        json.dumps(HELLO | {"name": "../../etc"}).encode(),
        json.dumps(HELLO | {"name": 7}).encode(),
        json.dumps({"name": "my_pc"}).encode(),
    ],
)
def test_anything_else_is_no_hello(body):
    assert read_answer(body, ADDRESS) is None


@pytest.mark.parametrize("device_id", [None, 7, "", "short", "x" * 65, "a\x1b[2J-device"])
def test_an_impossible_device_id_counts_as_none(device_id):
    said = read_answer(json.dumps(HELLO | {"device_id": device_id}).encode(), ADDRESS)
    assert said is not None
    assert said.device_id == ""
