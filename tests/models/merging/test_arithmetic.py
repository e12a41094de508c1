from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forge_ai.errors import BadInput
from forge_ai.models.merging.arithmetic import METHODS, MergePlan, largest, mean, merge

NUMBERS = st.floats(-8, 8, width=16).map(np.float32)
TENSORS = arrays(np.float32, (3, 5), elements=NUMBERS)


def vector(*numbers):
    return np.array(numbers, np.float32)


@given(TENSORS, st.integers(2, 7))
@settings(deadline=None)
def test_the_average_of_identical_models_is_that_model(tensor, count):
    assert np.array_equal(merge([tensor] * count, None, MergePlan("average")), tensor)


@pytest.mark.parametrize("method", METHODS)
@given(tensor=TENSORS)
@settings(deadline=None, max_examples=20)
def test_merging_parents_that_are_the_base_gives_the_base(method, tensor):
    merged = merge([tensor, tensor], tensor, MergePlan(method, (0.3, 0.7)), "blk.0")
    assert np.allclose(merged, tensor, atol=1e-6)


@given(TENSORS, TENSORS)
@settings(deadline=None)
def test_the_order_of_the_parents_does_not_matter_to_the_average(one, other):
    assert np.allclose(mean([one, other]), mean([other, one]), atol=1e-6)


def test_weights_count_by_their_share():
    assert merge([vector(0, 4), vector(4, 0)], None, MergePlan("weighted", (3, 1))).tolist() == [1, 3]


def test_task_arithmetic_adds_what_each_parent_learned():
    base = vector(1, 1, 1)
    merged = merge([vector(3, 1, 1), vector(1, 0, 1)], base, MergePlan("task-arithmetic", scale=0.5))
    assert merged.tolist() == [2, 0.5, 1]


def test_ties_keeps_the_largest_parts_elects_a_sign_and_takes_the_mean_of_those_who_agree():
    base = vector(0, 0, 0, 0)
    parents = [vector(4, -3, 0.1, 2), vector(2, 1, 5, -0.2)]
    #  the larger half of each: (4, -3, 0, 0) and (2, 0, 5, 0); signs elected: +, -, +, none
    assert merge(parents, base, MergePlan("ties", keep=0.5)).tolist() == [3, -3, 5, 0]


def test_ties_lets_the_heavier_side_win_where_signs_differ():
    parents = [vector(3), vector(-2), vector(-2)]
    assert merge(parents, vector(0), MergePlan("ties", keep=1)).tolist() == [-2]


def test_trimming_keeps_at_least_one_number():
    assert largest(vector(1, -9, 2), 0.01).tolist() == [0, -9, 0]


def test_dare_is_the_same_for_the_same_seed_and_another_for_another():
    parents, base = [vector(*range(64)), vector(*range(64, 0, -1))], np.zeros(64, np.float32)
    first, again, other = (merge(parents, base, MergePlan("dare", seed=seed), "w") for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert not np.array_equal(first, merge(parents, base, MergePlan("dare", seed=1), "v"))


def test_dare_keeps_the_sum_of_a_difference_in_the_mean():
    base = np.zeros(40_000, np.float32)
    merged = merge([base + 1, base + 1], base, MergePlan("dare", keep=0.25))
    assert abs(float(merged.mean()) - 2) < 0.05
    assert set(np.unique(merged)) == {0, 4, 8}


@pytest.mark.parametrize(
    ("plan", "parents", "words"),
    [
        (MergePlan("average"), 1, "at least two"),
        (MergePlan("weighted"), 2, "wants a weight"),
        (MergePlan("weighted", (1.0,)), 2, "2 models and 1 weights"),
        (MergePlan("weighted", (0.0, 0.0)), 2, "nought"),
        (MergePlan("weighted", (float("nan"), 1.0)), 2, "not below nought"),
        (MergePlan("ties", keep=0.0), 2, "--keep"),
        (MergePlan("dare", scale=float("inf")), 2, "--scale"),
        (MergePlan("magic"), 2, "not a way to merge"),  # type: ignore[arg-type]
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_named(plan, parents, words):
    with pytest.raises(BadInput, match=words):
        plan.check(parents)
