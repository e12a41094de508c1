from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forge_ai.errors import BadInput
from forge_ai.training.together.rounds import Shared, Strategy, Update, counted_tokens, mean_change, step
from forge_ai.training.together.verdict import fault_of, outliers

NUMBERS = st.floats(-4, 4, width=16).map(np.float32)
TENSORS = arrays(np.float32, (2, 3), elements=NUMBERS)


def one(*numbers):
    return {"w": np.array(numbers, np.float32)}


def values(arrays_by_name):
    return arrays_by_name["w"].tolist()


@given(TENSORS, TENSORS, st.integers(1, 5))
def test_devices_that_learned_the_same_make_the_step_that_each_would_have_made(weight, change, count):
    shared = step(Strategy("fedavg"), Shared({"w": weight}), [Update({"w": change}, 10)] * count)
    assert np.allclose(shared.weights["w"], weight + change, atol=1e-5)


@given(TENSORS, TENSORS)
def test_the_order_of_the_devices_does_not_matter(one_change, other_change):
    updates = [Update({"w": one_change}, 3), Update({"w": other_change}, 7)]
    assert np.allclose(mean_change(updates)["w"], mean_change(updates[::-1])["w"], atol=1e-6)


def test_a_device_counts_by_the_tokens_that_it_learned():
    assert values(mean_change([Update(one(0.0, 4.0), 300), Update(one(4.0, 0.0), 100)])) == [1.0, 3.0]


def test_a_device_that_tells_of_countless_tokens_does_not_outweigh_all_others():
    assert counted_tokens([1 << 39, 100, 300]) == [2_000.0, 100.0, 300.0]
    change = mean_change([Update(one(-10.0), 1 << 39), Update(one(1.0), 100), Update(one(1.0), 100)])
    assert values(change) == pytest.approx([(-10 * 10 + 2) / 12])


@pytest.mark.parametrize("told", [[5], [100, 1_000], [700, 100, 300], [0, 0]])
def test_honest_counts_stay_as_they_are(told):
    assert counted_tokens(told) == [max(1, count) for count in told]


def test_no_updates_change_nothing():
    shared = Shared(one(1.0, 2.0), one(0.5, 0.5))
    assert step(Strategy(), shared, []) is shared


def test_diloco_is_nesterovs_momentum_on_the_mean_change():
    strategy = Strategy("diloco", outer_rate=0.5, momentum=0.5)
    first = step(strategy, Shared(one(0.0)), [Update(one(2.0), 1)])
    #  speed 2; step 0.5 * (0.5 * 2 + 2)
    assert (values(first.weights), values(first.momentum)) == ([1.5], [2.0])
    second = step(strategy, first, [Update(one(2.0), 1)])
    #  speed 3; step 0.5 * (0.5 * 3 + 2)
    assert (values(second.weights), values(second.momentum)) == ([3.25], [3.0])


def test_diloco_without_momentum_and_with_the_full_rate_is_averaging():
    update = [Update(one(2.0, -1.0), 5)]
    plain = step(Strategy("fedavg"), Shared(one(1.0, 1.0)), update)
    assert values(step(Strategy("diloco", 1.0, 0.0), Shared(one(1.0, 1.0)), update).weights) == values(plain.weights)


@pytest.mark.parametrize(
    "strategy",
    [Strategy("magic"), Strategy(outer_rate=0.0), Strategy(momentum=1.0), Strategy(outer_rate=float("nan"))],  # type: ignore[arg-type]
)
def test_a_strategy_that_is_none_is_refused(strategy):
    with pytest.raises(BadInput):
        strategy.check()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"v": np.ones(3, np.float32)}, "other tensors"),
        ({}, "other tensors"),
        (one(1.0, 2.0), "shape"),
        (one(1.0, float("nan"), 0.0), "numbers that are none"),
        (one(1.0, float("inf"), 0.0), "numbers that are none"),
        ({"w": np.ones(3, np.int64)}, "numbers that are none"),
        (one(60.0, 0.0, 0.0), "larger than the model"),
    ],
)
def test_an_update_that_cannot_be_used_is_told_apart(change, words):
    assert words in (fault_of(change, one(3.0, 4.0, 0.0)) or "")


def test_an_honest_update_has_no_fault():
    assert fault_of(one(0.1, -0.2, 0.0), one(3.0, 4.0, 0.0)) is None


def test_an_update_many_times_longer_than_the_others_is_an_outlier():
    updates = [Update(one(size), 1) for size in (1.0, 1.2, 90.0, 0.9)]
    assert outliers(updates) == [2]
    assert outliers(updates[:2]) == []
    assert outliers([Update(one(1.0), 1), Update(one(90.0), 1)]) == []
