from __future__ import annotations

from forge_ai.assistant.vitals import Vitals
from forge_ai.limits import MODELS_COUNTED
from forge_ai.testing.manual_clock import ManualClock


def test_a_model_that_never_made_a_token_has_no_age():
    assert Vitals(ManualClock()).of("starter").token_age is None


def test_the_age_of_the_last_token_grows():
    clock = ManualClock()
    vitals = Vitals(clock)
    vitals.token("starter")
    clock.advance(12)
    assert vitals.of("starter").token_age == 12


def test_answers_are_counted_while_they_run_and_after():
    vitals = Vitals(ManualClock())
    vitals.begin("starter")
    vitals.begin("starter")
    vitals.end("starter")
    assert (vitals.of("starter").running, vitals.of("starter").finished) == (1, 1)


def test_of_models_without_end_the_last_ones_are_counted_and_all_that_run():
    vitals = Vitals(ManualClock())
    vitals.begin("running")
    for number in range(2 * MODELS_COUNTED):
        vitals.begin(f"invented-{number}")
        vitals.end(f"invented-{number}")
    counted = [number for number in range(2 * MODELS_COUNTED) if vitals.of(f"invented-{number}").finished]
    assert len(counted) == MODELS_COUNTED - 1
    assert counted[-1] == 2 * MODELS_COUNTED - 1
    assert vitals.of("running").running == 1
