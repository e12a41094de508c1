from __future__ import annotations

import pytest

from forge_ai.api.orders.pacing import LONGEST_REST_SECONDS, LOOKS_PER_SECOND, Pace


def test_the_first_event_and_those_that_come_slowly_are_passed_on_at_once() -> None:
    pace = Pace()
    assert [pace.note(1, now, answers=1) for now in (5.0, 5.002, 5.004)] == [0.0, 0.0, 0.0]
    assert (pace.events, pace.per_second) == (3, pytest.approx(500))


def test_what_came_before_the_first_look_says_nothing_of_the_pace() -> None:
    pace = Pace()
    pace.note(40, 5.0, answers=1)
    assert pace.per_second == 0.0
    pace.note(2, 5.004, answers=1)
    assert (pace.events, pace.per_second) == (42, pytest.approx(500))


def test_fast_events_are_looked_for_as_often_as_all_answers_together_allow() -> None:
    pace = Pace()
    pace.note(1, 5.0, answers=4)
    assert pace.note(1, 5.001, answers=4) == pytest.approx(4 / LOOKS_PER_SECOND)
    assert pace.note(1, 5.003, answers=1) == 0.0


def test_no_answer_waits_for_longer_than_a_person_sees() -> None:
    pace = Pace()
    pace.note(1, 5.0, answers=1_000)
    assert pace.note(1, 5.001, answers=1_000) == LONGEST_REST_SECONDS
