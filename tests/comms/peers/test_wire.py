"""One request to a peer that means no good: its head and its short answers have an end as a whole."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms.brains.scout import ask_load
from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.peer_answer import PeerAnswer
from forge_ai.comms.peers.wire import Budgets
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import PeerSilent
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.values.chat import Message
from tests.comms.peers.tls_stranger import saying

HASTY = Budgets(reach=1.0, accept=0.3, stall=0.3)


@contextmanager
def dripping(home, words):
    """The way to a peer that says ``words`` and then a byte now and then."""
    over = threading.Event()

    def drip(visitor):
        visitor.sendall(words)
        while not over.wait(0.05):
            visitor.sendall(b"y")

    with saying(home, drip) as (port, certificate):
        try:
            yield Access(Address("127.0.0.1", port), certificate, "key")
        finally:
            over.set()


def within_seconds(most, work):
    begun = SystemClock().steady()
    with pytest.raises(PeerSilent):
        work()
    assert SystemClock().steady() - begun < most


def test_a_peer_that_drips_its_head_is_given_up_so_that_another_goes_on(tmp_path):
    with dripping(tmp_path, b"HTTP/1.1 200 OK\r\nX-More: ") as access:
        answer = PeerAnswer(access, "m", HASTY, SystemClock())
        within_seconds(10, lambda: list(answer.pieces([Message("user", "Hello")], GenerationOptions())))


@pytest.mark.parametrize("words", [b"HTTP/1.1 200 OK\r\nX-More: ", b"HTTP/1.1 200 OK\r\n\r\n{"], ids=["head", "body"])
def test_nobody_waits_for_a_report_that_drips(tmp_path, words):
    with dripping(tmp_path, words) as access:
        within_seconds(10, lambda: ask_load(access, HASTY))
