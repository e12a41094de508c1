from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import PeerFault
from forge_ai.limits import REPORTED_MODELS
from forge_ai.protocol.brains.load_report import LoadReport, ModelLoad, ModelState, read_report

AT = "192.168.1.9:5000"
FULL = ModelLoad("llama3.2:70b", ModelState.READY, 70_000_000_000, 8192, 8, 7, 0, 12.5, 0.25)
REPORT = LoadReport("my_pc", (FULL, ModelLoad("starter", ModelState.COLD)))


def test_a_report_survives_its_journey():
    assert read_report(REPORT.to_json(), AT) == REPORT


def test_what_is_unknown_is_left_out():
    assert REPORT.to_json()["models"][1] == {"name": "starter", "state": "cold"}


def test_the_default_model_is_the_first_and_a_broken_one_is_none():
    assert REPORT.model() is FULL
    assert REPORT.model("starter").name == "starter"
    assert REPORT.model("other") is None
    assert LoadReport("my_pc", (ModelLoad("bad", ModelState.BROKEN),)).model() is None


def test_a_personality_may_be_wished_for_with_its_owner():
    assert REPORT.model("my_pc/starter").name == "starter"
    assert REPORT.model("other/starter") is None


def test_no_more_models_are_read_than_a_person_could_have():
    many = {"version": 1, "node": "my_pc", "models": [{"name": "m", "state": "cold"}] * (REPORTED_MODELS + 5)}
    assert len(read_report(many, AT).models) == REPORTED_MODELS


def with_model(**fields):
    return {"version": 1, "node": "my_pc", "models": [{"name": "m", "state": "ready", **fields}]}


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        {},
        {"version": 2, "node": "my_pc", "models": []},
        {"version": 1, "models": []},
        {"version": 1, "node": 5, "models": []},
        {"version": 1, "node": "my pc\x1b", "models": []},
        {"version": 1, "node": "my_pc", "models": {}},
        {"version": 1, "node": "my_pc", "models": ["m"]},
        with_model(state="happy"),
        with_model(name=""),
        with_model(name="a\nb"),
        with_model(parameters=-1),
        with_model(parameters=True),
        with_model(slots="8"),
        with_model(tokens_per_second=float("nan")),
        with_model(tokens_per_second=float("inf")),
        with_model(seconds_since_token=-1),
        with_model(parameters=2**80),
    ],
)
def test_a_report_that_makes_no_sense_is_a_fault_of_the_peer(found):
    with pytest.raises(PeerFault):
        read_report(found, AT)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
keys = st.sampled_from(["version", "node", "models", "name", "state", "free"])


@given(st.dictionaries(keys, values | st.just(1) | st.lists(st.dictionaries(keys, values), max_size=3)))
def test_anything_is_a_report_or_one_named_error(found):
    try:
        assert isinstance(read_report(found, AT), LoadReport)
    except PeerFault:
        pass
