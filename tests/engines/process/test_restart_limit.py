"""Three deaths in a minute forbid a fourth start; time forgives."""

from __future__ import annotations

from forge_ai.engines.process.restart_limit import MOST_DEATHS, WINDOW_SECONDS, RestartLimit
from forge_ai.testing.manual_clock import ManualClock


def test_deaths_far_apart_never_forbid_a_start() -> None:
    clock = ManualClock()
    limit = RestartLimit(clock)
    for _ in range(10):
        limit.note_death()
        clock.advance(WINDOW_SECONDS)
        assert limit.seconds_to_wait() == 0


def test_many_deaths_forbid_a_start_until_the_first_is_forgotten() -> None:
    clock = ManualClock()
    limit = RestartLimit(clock)
    for _ in range(MOST_DEATHS):
        assert limit.seconds_to_wait() == 0
        limit.note_death()
        clock.advance(10)
    assert limit.seconds_to_wait() == WINDOW_SECONDS - 10 * MOST_DEATHS
    clock.advance(limit.seconds_to_wait())
    assert limit.seconds_to_wait() == 0
    limit.note_death()
    assert limit.seconds_to_wait() == 10
