from __future__ import annotations

import math

from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.unsaid import AGAIN_SECONDS, PATIENCE_SECONDS, Saying, Unsaid
from forge_ai.limits import UNSAID_PACKETS

SAYING = Saying(b"hello", Endpoint("fe80::1%2", 5001))


def test_nothing_waits_at_first() -> None:
    unsaid = Unsaid()
    assert unsaid.due == math.inf
    assert unsaid.take(1000.0) == []


def test_what_was_refused_is_due_a_moment_later_and_not_before() -> None:
    unsaid = Unsaid()
    unsaid.keep(SAYING, 10.0)
    assert unsaid.due == 10.0 + AGAIN_SECONDS
    assert unsaid.take(10.0) == []
    assert unsaid.take(unsaid.due) == [(SAYING, 10.0 + PATIENCE_SECONDS)]
    assert unsaid.due == math.inf


def test_what_is_refused_for_ever_is_given_up() -> None:
    unsaid, at = Unsaid(), 0.0
    unsaid.keep(SAYING, at)
    tries = 0
    while unsaid.due < math.inf:
        at = unsaid.due
        for saying, until in unsaid.take(at):
            tries += 1
            unsaid.put_back(saying, until, at)
    assert at <= PATIENCE_SECONDS + 2 * AGAIN_SECONDS
    assert tries <= PATIENCE_SECONDS / AGAIN_SECONDS + 1


def test_a_flood_of_queries_fills_no_memory() -> None:
    unsaid = Unsaid()
    for number in range(10 * UNSAID_PACKETS):
        unsaid.keep(Saying(b"%d" % number, SAYING.target), 0.0)
    kept = unsaid.take(AGAIN_SECONDS)
    assert len(kept) == UNSAID_PACKETS
    assert kept[-1][0].packet == b"%d" % (10 * UNSAID_PACKETS - 1)
