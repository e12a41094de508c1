from __future__ import annotations

import pytest

from forge_ai.errors import BadInput
from forge_ai.protocol.values.optional_fields import object_in, switch_in, text_in


@pytest.mark.parametrize("fields", [{}, {"x": None}])
def test_without_a_field_something_usual_is_meant(fields):
    assert text_in(fields, "x") == ""
    assert switch_in(fields, "x", usual=True)
    assert object_in(fields, "x") == {}


def test_a_field_of_its_kind_is_taken_as_it_is():
    assert text_in({"x": "a"}, "x") == "a"
    assert not switch_in({"x": False}, "x", usual=True)
    assert object_in({"x": {"a": 1}}, "x") == {"a": 1}


@pytest.mark.parametrize("odd", [{}, [], 0, False, 0.0])
def test_what_is_empty_and_no_text_is_refused_and_not_taken_for_an_empty_one(odd):
    with pytest.raises(BadInput, match='"x" must be text'):
        text_in({"x": odd}, "x", "Send text.")


@pytest.mark.parametrize("odd", ["", 0, [], "false"])
def test_what_is_empty_and_no_switch_is_refused(odd):
    with pytest.raises(BadInput, match="true or false"):
        switch_in({"x": odd}, "x", usual=False)


@pytest.mark.parametrize("odd", ["", 0, [], False])
def test_what_is_empty_and_no_object_is_refused(odd):
    with pytest.raises(BadInput, match="an object"):
        object_in({"x": odd}, "x")
