from __future__ import annotations

from forge_ai.assistant.vitals import Vitals
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
