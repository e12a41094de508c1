from __future__ import annotations

import pytest
from hypothesis import given

from forge_ai.errors import BadInput
from forge_ai.protocol.memory.version_vector import (
    RETIRED,
    Entry,
    covers,
    disputed,
    is_forked,
    joined,
    vector_from_json,
    vector_to_json,
)
from tests.protocol.memory.memories import vectors

OWN = b"\x00\x01device"
MARK = b"markmark"


@given(vectors, vectors)
def test_a_join_covers_both_and_does_not_depend_on_the_order(one, other):
    both = joined(one, other)
    assert both == joined(other, one)
    assert covers(both, one)
    assert covers(both, other)


@given(vectors)
def test_a_vector_comes_back_from_json(vector):
    assert vector_from_json(vector_to_json(vector)) == vector


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"0001": [1, "00" * 8]},
        {"00" * 8: [0, "00" * 8]},
        {"00" * 8: [True, "00" * 8]},
        {"00" * 8: [1 << 53, "00" * 8]},
        {"00" * 8: [1.0, "00" * 8]},
        {"00" * 8: [1, "0" * 15]},
        {"AB" * 8: [1, "00" * 8]},
        {"00" * 8: [1]},
        {f"{number:016x}": [1, "00" * 8] for number in range(10_001)},
    ],
)
def test_anything_else_is_one_error(value):
    with pytest.raises(BadInput):
        vector_from_json(value)


def test_a_write_under_ones_own_name_that_one_never_made_reveals_a_copy():
    marks = {3: MARK, 5: b"another."}
    assert not is_forked(OWN, marks, 5, {})
    assert not is_forked(OWN, marks, 5, {OWN: Entry(3, MARK)})
    assert is_forked(OWN, marks, 5, {OWN: Entry(3, b"stranger")})
    assert is_forked(OWN, marks, 5, {OWN: Entry(4, MARK)})
    assert is_forked(OWN, marks, 5, {OWN: Entry(6, MARK)})


def test_a_name_is_in_dispute_when_one_write_has_two_marks_or_somebody_retired_it():
    here = {OWN: Entry(3, MARK)}
    assert disputed(here, {OWN: Entry(3, b"stranger")}) == disputed(here, {OWN: RETIRED}) == [OWN]
    assert disputed({}, {OWN: RETIRED}) == [OWN]
    for seen in ({}, {OWN: Entry(3, MARK)}, {OWN: Entry(2, b"stranger")}, {OWN: Entry(4, b"stranger")}):
        assert disputed(here, seen) == []
    for seen in (RETIRED, RETIRED._replace(mark=b"stranger"), Entry(3, MARK)):
        assert disputed({OWN: RETIRED}, {OWN: seen}) == []
    assert disputed(here, {OWN: RETIRED._replace(mark=b"stranger")}) == [OWN]


@given(vectors)
def test_a_retired_name_covers_whatever_was_written_under_it(vector):
    retired = dict.fromkeys(vector, RETIRED)
    assert joined(vector, retired) == retired
    assert vector_from_json(vector_to_json(retired)) == retired
