from __future__ import annotations

import gc

from forge_ai.api.engine_threads import EngineThreads
from forge_ai.api.silence import Silences


def test_a_model_is_kept_only_while_an_order_waits_for_it():
    silences = Silences(60.0, EngineThreads())
    waiting = [silences.of(f"model-{number}", None) for number in range(10)]
    for silence in waiting:
        silence.end(1.0, events=2)
    assert len(silences) == 10
    waiting.clear()
    del silence
    gc.collect()
    assert len(silences) == 0


def test_orders_of_one_model_hear_the_same_engine():
    silences = Silences(60.0, EngineThreads())
    one, other = silences.of("m", None), silences.of("m", None)
    other.begin(0.0)
    one.end(50.0, events=1)
    assert not other._is_too_long(70.0)
    assert other._is_too_long(111.0)
