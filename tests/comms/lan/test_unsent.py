from __future__ import annotations

import math

from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.unsent import AGAIN_SECONDS, PATIENCE_SECONDS, Outgoing, Unsent
from forge_ai.limits import UNSENT_PACKETS

OUTGOING = Outgoing(b"hello", Endpoint("fe80::1%2", 5001))


def test_nothing_waits_at_first() -> None:
    unsent = Unsent()
    assert unsent.due == math.inf
    assert unsent.take(1000.0) == []


def test_what_was_refused_is_due_a_moment_later_and_not_before() -> None:
    unsent = Unsent()
    unsent.keep(OUTGOING, 10.0)
    assert unsent.due == 10.0 + AGAIN_SECONDS
    assert unsent.take(10.0) == []
    assert unsent.take(unsent.due) == [(OUTGOING, 10.0 + PATIENCE_SECONDS)]
    assert unsent.due == math.inf


def test_what_is_refused_for_ever_is_given_up() -> None:
    unsent, at = Unsent(), 0.0
    unsent.keep(OUTGOING, at)
    tries = 0
    while unsent.due < math.inf:
        at = unsent.due
        for outgoing, until in unsent.take(at):
            tries += 1
            unsent.put_back(outgoing, until, at)
    assert at <= PATIENCE_SECONDS + 2 * AGAIN_SECONDS
    assert tries <= PATIENCE_SECONDS / AGAIN_SECONDS + 1


def test_a_flood_of_queries_fills_no_memory() -> None:
    unsent = Unsent()
    for number in range(10 * UNSENT_PACKETS):
        unsent.keep(Outgoing(b"%d" % number, OUTGOING.target), 0.0)
    kept = unsent.take(AGAIN_SECONDS)
    assert len(kept) == UNSENT_PACKETS
    assert kept[-1][0].packet == b"%d" % (10 * UNSENT_PACKETS - 1)
