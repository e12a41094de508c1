from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput
from forge_ai.protocol.memory.records import (
    State,
    check_text,
    created_ms,
    details_text,
    digest,
    epoch_of,
    forgotten,
    new_identity,
    new_origin,
    read_details,
    winner,
)
from tests.protocol.memory.memories import records, told

ONE = st.just(b"identity----")


@given(records(ONE), records(ONE))
def test_the_winner_does_not_depend_on_the_order(one, other):
    assert winner(one, other) == winner(other, one)


@given(records(ONE), records(ONE), records(ONE))
def test_the_winner_does_not_depend_on_the_grouping(one, other, third):
    assert winner(winner(one, other), third) == winner(one, winner(other, third))


@given(records())
def test_a_record_wins_against_itself(record):
    assert winner(record, record) == record


@given(records(ONE, kinds=[1]), records(ONE, kinds=[1]))
def test_forgetting_wins_over_any_edit(one, other):
    assert winner(forgotten(one), other).state == State.FORGOTTEN


def test_a_later_edit_wins_and_an_earlier_message_stays():
    fact, later = told(1), told(1)._replace(stamp=9 << 16, text="My dog is called Max.")
    assert winner(fact, later) == later
    said, changed = fact._replace(kind=2), later._replace(kind=2)
    assert winner(said, changed) == said


def test_a_later_epoch_of_a_device_stays_when_nothing_else_differs():
    old, new = new_origin(1, b"zzzzzz"), new_origin(2, b"aaaaaa")
    assert epoch_of(new) == 2
    assert winner(told(1, origin=old), told(1, origin=new)).origin == new


@given(records(), records())
def test_two_different_records_have_different_digests(one, other):
    assert (digest(one) == digest(other)) == (one == other)


def test_an_identity_tells_when_it_was_made():
    assert created_ms(new_identity(1_700_000_000_123, b"chance")) == 1_700_000_000_123


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
def test_details_come_back_as_they_were(details):
    assert read_details(details_text(details)) == details


@pytest.mark.parametrize(
    "text",
    [
        *("[]", "{", '{"a":1}', '{"b":"","a":""}', '{"a": ""}', '{"a":"\\ud800"}', "null"),
        *('{"\ud800":"a"}', "[" * 100_000),
    ],
)
def test_details_of_another_shape_are_one_error(text):
    with pytest.raises(BadInput):
        read_details(text)


@pytest.mark.parametrize("text", ["", "  \n", "a\0b", "\ud800", "x" * 100_001])
def test_a_text_that_cannot_be_kept_is_one_error(text):
    with pytest.raises(BadInput):
        check_text(text)
