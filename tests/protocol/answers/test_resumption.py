from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.answers.resumption import FROZEN_SECONDS, Obstacle, Resumption

BREAK = Resumption(lost_at=100.0, patience=5.0)


def test_the_first_try_is_made_at_once():
    assert BREAK.pause() == 0


def test_a_device_that_is_not_reached_is_tried_until_the_patience_ends():
    second = BREAK.failed(Obstacle.UNREACHED, 101.0)
    assert second.pause() > 0
    assert second.failed(Obstacle.UNREACHED, 104.0) is not None
    assert second.failed(Obstacle.UNREACHED, 105.0) is None


@pytest.mark.parametrize("obstacle", [Obstacle.NOBODY, Obstacle.FORGOTTEN, Obstacle.REFUSED, Obstacle.SILENT])
def test_there_is_nothing_to_come_back_to(obstacle):
    assert BREAK.failed(obstacle, 100.1) is None


def test_who_is_patient_waits_for_a_frozen_node_for_a_while():
    patient = Resumption(lost_at=100.0, patience=90.0, patient=True)
    assert patient.failed(Obstacle.SILENT, 103.0) is not None
    assert patient.failed(Obstacle.SILENT, 100.0 + FROZEN_SECONDS) is None
    assert patient.failed(Obstacle.UNREACHED, 180.0) is not None


@given(
    st.floats(0.1, 100), st.booleans(), st.lists(st.tuples(st.sampled_from(Obstacle), st.floats(0, 3)), min_size=300)
)
def test_every_break_comes_to_an_end(patience, patient, story):
    state, now = Resumption(0.0, patience, patient), 0.0
    for obstacle, spent in story:
        now += state.pause() + spent
        state = state.failed(obstacle, now)
        if state is None:
            break
    assert state is None or now < patience
