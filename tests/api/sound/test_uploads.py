"""Recordings that come in: how many at a time, and what of them is left."""

from __future__ import annotations

import contextlib
import socket
import tempfile
from pathlib import Path

import pytest

from forge_ai.limits import MIB, SOUND_UPLOADS_OF_ONE
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import HERE, guarded_node

FORM = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
KIND = {"Content-Type": "multipart/form-data; boundary=x"}
PATH = "/v1/audio/transcriptions"


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    with (
        ScriptedEngine() as engine,
        guarded_node(tmp_path_factory.mktemp("pc"), model="scripted", upstream=engine.url) as one,
    ):
        yield one


def beginning(node, key, size=0, announced=20 * MIB):
    """A connection on which a recording was begun."""
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {announced}\r\n\r\n"
    )
    made = socket.create_connection((HERE, node.port), timeout=10)
    made.sendall(head.encode() + (FORM + bytes(size) if size else b""))
    return made


@pytest.fixture
def spooled():
    """How many open files there are that no folder lists, where recordings are kept, beside those before the test."""
    before = len(unlisted())
    return lambda: len(unlisted()) - before


def unlisted():
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            target = str(entry.readlink())
            if target.startswith(tempfile.gettempdir()) and target.endswith("(deleted)"):
                found.append(target)
    return found


def test_a_device_that_sends_many_at_a_time_is_told_to_wait_before_it_sends_another(node, spooled, eventually):
    greedy, other = node.key("greedy"), node.key("other")
    held = [beginning(node, greedy, 2 * MIB) for _ in range(SOUND_UPLOADS_OF_ONE)]
    try:
        eventually(lambda: spooled() == len(held))
        with beginning(node, greedy) as late:
            answer = late.recv(4096)
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"retry-after: " in answer.lower()
        reply = node.ask("POST", PATH, FORM + b"x\r\n--x--\r\n", key=other, headers=KIND)
        assert b"not a WAV" in reply.body
    finally:
        for one in held:
            one.close()
    eventually(lambda: not spooled())
    with beginning(node, greedy, announced=len(FORM) + 8) as again:
        again.sendall(FORM + b"\r\n--x--\r")
        assert again.recv(4096).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("rest", [bytes(26 * MIB), b"\r\n--x\r\nno header\r\n\r\n"], ids=["too large", "garbled"])
def test_a_recording_that_is_refused_in_the_middle_leaves_no_file(node, spooled, eventually, rest):
    headers = {"Authorization": f"Bearer {node.key(f'sender-{len(rest)}')}", **KIND}
    body = FORM + bytes(2 * MIB) + rest
    with contextlib.suppress(OSError):
        connection = node.connection()
        connection.request("POST", PATH, iter([body]), headers)
        assert connection.getresponse().status == 400
    eventually(lambda: not spooled())
