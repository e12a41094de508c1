from __future__ import annotations

import threading

import httpx2
import pytest

from forge_ai.comms.peers.short_answer import short_answer
from forge_ai.errors import PeerFault
from forge_ai.testing.manual_clock import ManualClock
from tests.listeners import listening

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"


def slow_blocks(clock):
    for _ in range(5):
        clock.advance(100.0)
        yield b"a part of much"


def after_the_upload(visitor):
    heard = b""
    while not heard.endswith(b"0\r\n\r\n"):
        heard += visitor.recv(65_536)
    visitor.sendall(ANSWER)


def test_the_time_of_an_answer_does_not_count_while_much_is_sent_to_it():
    clock = ManualClock()

    def answer(visitor):
        after_the_upload(visitor)
        visitor.sendall(b"{}")

    with listening(answer) as port, httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        assert short_answer(http, "POST", "/", seconds=60.0, clock=clock, content=slow_blocks(clock)) == (200, b"{}")


class Leaping(ManualClock):
    """A minute later whenever somebody looks."""

    def steady(self):
        self.advance(61.0)
        return super().steady()


def test_an_answer_that_drips_is_given_up():
    def drip(visitor):
        after_the_upload(visitor)
        visitor.sendall(b"{")

    with (
        listening(drip) as port,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
        pytest.raises(PeerFault, match="does not end"),
    ):
        short_answer(http, "POST", "/", seconds=60.0, clock=Leaping(), content=slow_blocks(ManualClock()))


def test_a_head_that_drips_is_given_up_too():
    over = threading.Event()

    def drip(visitor):
        visitor.recv(65_536)
        visitor.sendall(b"HTTP/1.1 200 OK\r\nX-More: ")
        while not over.wait(0.02):
            visitor.sendall(b"y")

    with listening(drip) as port, httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        try:
            with pytest.raises(httpx2.TimeoutException):
                short_answer(http, "GET", "/", seconds=0.3)
        finally:
            over.set()
