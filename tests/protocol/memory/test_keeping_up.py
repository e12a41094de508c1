from __future__ import annotations

import math
from itertools import pairwise

import pytest

from forge_ai.protocol.memory.keeping_up import (
    HELD_SECONDS,
    LISTENER_SECONDS,
    LONGEST_PAUSE_SECONDS,
    LONGEST_REST_SECONDS,
    SHORT_REST_SECONDS,
    TAKER_SECONDS,
    TRY_SECONDS,
    Pace,
    Rests,
)


@pytest.fixture
def pace() -> Pace:
    """Of a device with which an exchange has just succeeded."""
    made = Pace()
    made.met()
    return made


def test_the_first_exchange_is_due_at_once() -> None:
    assert Pace().due == -math.inf


def test_two_that_are_equal_leave_each_other_in_peace(pace: Pace) -> None:
    pace.look(100.0, lacks=False)
    assert pace.due == math.inf


def test_what_is_new_here_is_told_at_once(pace: Pace) -> None:
    pace.look(100.0, lacks=True)
    assert pace.due == 100.0


def test_who_listens_here_hears_it_by_that_and_is_told_only_when_it_does_not_come_back(pace: Pace) -> None:
    pace.look(100.0, lacks=True, listens=True)
    assert pace.due == 100.0 + LISTENER_SECONDS
    pace.look(100.01, lacks=False, listens=True)
    assert pace.due == math.inf
    pace.look(200.0, lacks=True, listens=True)
    pace.look(200.0 + LISTENER_SECONDS, lacks=True, listens=True)
    assert pace.due <= 200.0 + LISTENER_SECONDS


def test_news_upon_news_do_not_put_it_off(pace: Pace) -> None:
    for tick in range(20):
        pace.look(100.0 + tick * 0.1, lacks=True, listens=True)
    assert pace.due == 100.0 + LISTENER_SECONDS


def test_who_takes_much_has_time_for_it_but_a_line_may_have_died_under_it(pace: Pace) -> None:
    at = 100.0
    pace.look(at, lacks=True, takes=True)
    while pace.due > at:
        at = pace.due
        pace.look(at, lacks=True, takes=True)
    assert at == pytest.approx(100.0 + TAKER_SECONDS)


def test_who_has_taken_it_and_does_not_come_back_is_told_a_moment_later(pace: Pace) -> None:
    pace.look(100.0, lacks=True, takes=True)
    at = pace.due
    assert at == 100.0 + LISTENER_SECONDS
    pace.look(at, lacks=True)
    assert pace.due <= at


def test_tries_to_reach_a_lost_device_begin_at_a_steady_pace_whatever_is_told_meanwhile(pace: Pace) -> None:
    for begun in (100.0, 101.0, 102.0):
        pace.failed(begun, refused=False)
        pace.look(begun + 0.1, lacks=True)
        assert pace.due == begun + TRY_SECONDS


def test_who_is_there_and_refuses_is_tried_less_and_less_often(pace: Pace) -> None:
    begun, begins = 100.0, []
    for _ in range(12):
        pace.failed(begun, refused=True)
        begins.append(begun := pace.due)
    pauses = [round(later - sooner, 6) for sooner, later in pairwise(begins)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    pace.met()
    pace.failed(begun, refused=False)
    assert pace.due == begun + TRY_SECONDS


def test_a_line_that_breaks_under_a_question_that_was_held_is_tried_again_at_once(pace: Pace) -> None:
    pace.unheard(begun=100.0, at=100.0 + HELD_SECONDS)
    assert pace.due == 100.0 + HELD_SECONDS


def test_who_shares_but_turns_every_question_away_is_asked_less_and_less_often(pace: Pace) -> None:
    at, pauses = 100.0, []
    for _ in range(12):
        pace.unheard(begun=at, at=at + 0.01)
        pauses.append(pace.due - at)
        at = pace.due
        pace.met()
    assert pauses[:3] == pytest.approx([2 * TRY_SECONDS, 4 * TRY_SECONDS, 8 * TRY_SECONDS])
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE_SECONDS)
    pace.held()
    pace.failed(at, refused=False)
    assert pace.due == at + TRY_SECONDS


def test_who_never_holds_a_question_is_asked_less_and_less_often() -> None:
    rests = Rests()
    found = [rests.after(0.01, brought=False) for _ in range(20)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (SHORT_REST_SECONDS, LONGEST_REST_SECONDS)
    assert rests.after(25.0, brought=False) == 0.0
    assert rests.after(0.01, brought=False) == SHORT_REST_SECONDS


def test_the_question_after_news_comes_at_once() -> None:
    assert Rests().after(0.01, brought=True) == 0.0
