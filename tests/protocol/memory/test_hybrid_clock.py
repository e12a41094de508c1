from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.memory.hybrid_clock import LAST_STAMP, edit_stamp, milliseconds, next_stamp, witness

DAY = 24 * 3600 * 1000
YEAR = 365 * DAY
walls = st.integers(0, 1 << 44)


@given(st.integers(0, 1 << 60), walls)
def test_a_stamp_rises_unless_the_last_one_cannot_be_believed(last, wall):
    stamp = next_stamp(last, wall)
    assert stamp > last or milliseconds(last) > wall + DAY


@given(st.integers(0, 1 << 60), walls)
def test_a_stamp_stays_within_a_day_of_the_wall_clock(last, wall):
    assert milliseconds(next_stamp(last, wall)) <= wall + DAY + 1


def test_a_stamp_from_the_year_2099_is_not_followed():
    now = 1_800_000_000_000
    assert witness(now << 16, (now + 73 * YEAR) << 16, now) == now << 16
    assert witness(now << 16, (now + 1000) << 16, now) == (now + 1000) << 16


@given(st.integers(0, 1 << 60), st.integers(0, 1 << 60))
def test_an_edit_lies_above_what_it_replaces_whatever_the_clocks_say(fresh, replaced):
    assert edit_stamp(fresh, replaced) > replaced


def test_no_edit_lies_above_what_others_take():
    assert edit_stamp(1 << 60, LAST_STAMP - 1) == edit_stamp(1 << 60, LAST_STAMP) == LAST_STAMP
