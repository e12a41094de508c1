from __future__ import annotations

import asyncio
import gc

import pytest

from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.api.orders.silence import Silences
from forge_ai.engines.engine import Endpoint
from forge_ai.errors import EngineDied

SHORT = 0.1


def test_a_model_is_kept_only_while_an_order_waits_for_it():
    silences = Silences(60.0, ThreadLimit(2))
    waiting = [silences.of(f"model-{number}", None) for number in range(10)]
    for silence in waiting:
        silence.end(1.0, events=2)
    assert len(silences) == 10
    waiting.clear()
    del silence
    gc.collect()
    assert len(silences) == 0


class Hearing:
    """An engine that says that it lives, and works so much from one look to the next."""

    def __init__(self, share, looks):
        self._share = share
        self._worked = 100.0
        self._looks = looks
        self.given_up = []
        self.seen_enough = asyncio.Event()

    def ready(self):
        return Endpoint("http://127.0.0.1:1/v1")

    def lives(self):
        return True

    def work(self):
        self._looks -= 1
        if not self._looks:
            self.seen_enough.set()
        if self._share is None:
            return None
        self._worked += self._share * SHORT
        return self._worked

    def give_up(self, endpoint):
        self.given_up.append(endpoint)


async def wait_for_whole_answer(engine):
    async with asyncio.timeout(20), Silences(SHORT, ThreadLimit(2)).of("m", engine).asked():
        await engine.seen_enough.wait()


def test_an_engine_that_says_that_it_lives_and_computes_nothing_is_given_up():
    engine = Hearing(0.001, looks=1_000)
    with pytest.raises(EngineDied, match="silent"):
        asyncio.run(wait_for_whole_answer(engine))
    assert len(engine.given_up) == 1


@pytest.mark.parametrize("share", [0.05, None, -1.0])
def test_one_that_computes_or_was_started_anew_or_tells_nothing_is_waited_for(share):
    engine = Hearing(share, looks=30)
    asyncio.run(wait_for_whole_answer(engine))
    assert engine.given_up == []


def test_orders_of_one_model_hear_the_same_engine():
    silences = Silences(60.0, ThreadLimit(2))
    one, other = silences.of("m", None), silences.of("m", None)
    other.begin(0.0)
    one.end(50.0, events=1)
    assert not other.is_too_long(70.0)
    assert other.is_too_long(111.0)
