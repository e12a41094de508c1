from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.brains.brain_choice import Standing, rank, read_order
from forge_ai.protocol.brains.load_report import ModelLoad, ModelState

READY, COLD = ModelState.READY, ModelState.COLD


def brain(name, size=7_000_000_000, *, here=False, state=READY, speed=0.0, slots=0, free=0, queued=0):
    return Standing(name, here, ModelLoad("m", state, size, 0, slots, free, queued, speed))


def names(*brains, order=()):
    return [one.name for one in rank(brains, order)]


CASES = {
    "the larger model first": ([brain("pi", 1_000_000_000), brain("pc")], "", ["pc", "pi"]),
    "almost equal sizes go by speed": (
        [brain("pc", 7_200_000_000, speed=20), brain("nas", 7_600_000_000, speed=10)],
        "",
        ["pc", "nas"],
    ),
    "equal sizes go by speed wherever they lie": (
        [brain("pc", 8_030_000_000, speed=90), brain("nas", 9_240_000_000, speed=3)],
        "",
        ["pc", "nas"],
    ),
    "sizes are equal to the largest one's, and the others among themselves": (
        [brain("a", 13, speed=1), brain("b", 9, speed=2), brain("c", 8, speed=4), brain("d", 6, speed=8)],
        "",
        ["b", "a", "d", "c"],
    ),
    "a model that must be loaded makes no others equal": (
        [brain("pc", 9, speed=2), brain("nas", 13, state=COLD), brain("pi", 8, speed=4)],
        "",
        ["pi", "pc", "nas"],
    ),
    "a peer before an equal model here": ([brain("pi", here=True), brain("pc")], "", ["pc", "pi"]),
    "a model here that is known to be faster before an equal one": (
        [brain("pc", speed=50), brain("pi", here=True, speed=80)],
        "",
        ["pi", "pc"],
    ),
    "a larger model here before a smaller one elsewhere": (
        [brain("pc", 70_000_000_000, here=True, state=COLD), brain("pi", 3_000_000)],
        "",
        ["pc", "pi"],
    ),
    "awake before asleep": (
        [brain("nas", 70_000_000_000, state=COLD), brain("pc")],
        "",
        ["pc", "nas"],
    ),
    "this device loads its own in an instant": (
        [brain("nas", 70_000_000_000, state=COLD), brain("pi", 3_000_000, here=True, state=COLD)],
        "",
        ["pi", "nas"],
    ),
    "of equals the one that is less busy": (
        [brain("pc", speed=50, slots=8, free=0, queued=20), brain("nas", speed=40, slots=8, free=3)],
        "",
        ["nas", "pc"],
    ),
    "the order of the settings wins": (
        [brain("pc"), brain("nas", 1), brain("pi", 1, here=True)],
        "NAS",
        ["nas", "pc", "pi"],
    ),
    "here is this device": ([brain("pc"), brain("pi", 1, here=True)], "here, pc", ["pi", "pc"]),
    "a running node here before a model that must be loaded": (
        [brain("me", 5, here=True, state=COLD), brain("node", 5, here=True)],
        "",
        ["node", "me"],
    ),
    "an unknown size is taken for a large one": ([brain("vllm", 0), brain("pi", 4_000_000)], "", ["vllm", "pi"]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_best_brain_is_first(case):
    brains, order, expected = case
    assert names(*brains, order=read_order(order)) == expected
    assert names(*reversed(brains), order=read_order(order)) == expected


@pytest.mark.parametrize(
    ("text", "order"), [("", ()), (" , ", ()), ("my_pc, here ,nas", ("my_pc", "here", "nas")), ("a", ("a",))]
)
def test_an_order_is_read_from_the_settings(text, order):
    assert read_order(text) == order


loads = st.builds(
    ModelLoad,
    st.just("m"),
    st.sampled_from([READY, COLD, ModelState.LOADING]),
    st.integers(0, 10**12),
    st.just(0),
    st.integers(0, 64),
    st.integers(0, 64),
    st.integers(0, 64),
    st.floats(0, 1e4),
)
standings = st.lists(st.builds(Standing, st.text("abc", min_size=1, max_size=3), st.booleans(), loads), max_size=6)


@given(standings, st.lists(st.sampled_from(["a", "b", "here"]), max_size=3), st.randoms())
def test_ranking_loses_nobody_and_depends_on_no_order_of_arrival(brains, order, chance):
    ranked = rank(brains, order)
    assert sorted(map(repr, ranked)) == sorted(map(repr, brains))
    chance.shuffle(brains)
    again = rank(brains, order)
    assert [(one.name, one.here) for one in again] == [(one.name, one.here) for one in ranked]
