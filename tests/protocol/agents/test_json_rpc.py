from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.agents.json_rpc import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    Call,
    RpcError,
    failure,
    read_call,
    result,
)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
MESSAGE = st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0")}, optional=dict.fromkeys(("id", "method", "params", "result", "error"), ANYTHING)
)


@given(MESSAGE | ANYTHING)
def test_any_json_is_a_call_an_answer_or_one_named_error(message: object) -> None:
    code = 0
    try:
        read_call(message)
    except RpcError as error:
        code = error.code
    assert code in (0, INVALID_REQUEST, INVALID_PARAMS)


def test_a_call_without_an_identity_is_a_notice() -> None:
    call = read_call({"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert call == Call("notifications/initialized")
    assert call.is_notice


def test_an_answer_to_us_is_no_call() -> None:
    assert read_call({"jsonrpc": "2.0", "id": 1, "result": {}}) is None


@pytest.mark.parametrize("identity", [0, 7, "a"])
def test_answers_carry_the_identity_of_their_call(identity: str | int) -> None:
    call = read_call({"jsonrpc": "2.0", "id": identity, "method": "ping"})
    assert call is not None
    assert not call.is_notice
    assert result(call.identity, {"a": 1}) == {"jsonrpc": "2.0", "id": identity, "result": {"a": 1}}
    told = failure(identity, RpcError(-1, "no", {"more": 1}))
    assert told == {"jsonrpc": "2.0", "id": identity, "error": {"code": -1, "message": "no", "data": {"more": 1}}}
