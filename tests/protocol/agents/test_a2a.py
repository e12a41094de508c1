from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.agents import a2a
from forge_ai.protocol.agents.a2a import read_call
from forge_ai.protocol.agents.json_rpc import INVALID_PARAMS, INVALID_REQUEST, METHOD_NOT_FOUND, RpcError


def new(**message):
    parts = {"messageId": "1", "role": "ROLE_USER", "parts": [{"text": "Hello"}], **message}
    return {"jsonrpc": "2.0", "id": 7, "method": "SendMessage", "params": {"message": parts}}


def old(**message):
    parts = {
        "kind": "message",
        "messageId": "1",
        "role": "user",
        "parts": [{"kind": "text", "text": "Hello"}],
        **message,
    }
    return {"jsonrpc": "2.0", "id": "x", "method": "message/stream", "params": {"message": parts}}


def test_both_versions_are_understood():
    one, other = read_call(new(contextId="abc"), "1.0"), read_call(old())
    assert (one.version, one.streams, one.text, one.context, one.identity) == ("1.0", False, "Hello", "abc", 7)
    assert (other.version, other.streams, other.text, other.context) == ("0.3", True, "Hello", "")


def test_a_message_may_name_whom_it_is_for():
    assert read_call(new(metadata={"model": "alice"})).who == "alice"
    assert read_call({**new(), "params": {**new()["params"], "metadata": {"model": "bob"}}}).who == "bob"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], INVALID_REQUEST),
        ({}, INVALID_REQUEST),
        ({"jsonrpc": "1.0"}, INVALID_REQUEST),
        ({**new(), "id": [1]}, INVALID_REQUEST),
        ({**new(), "id": True}, INVALID_REQUEST),
        ({**new(), "id": "x" * 1000}, INVALID_REQUEST),
        ({**new(), "method": "Nothing"}, METHOD_NOT_FOUND),
        ({**new(), "method": 7}, INVALID_REQUEST),
        ({"jsonrpc": "2.0", "id": 7, "result": {}}, INVALID_REQUEST),
        ({**new(), "method": "GetTask"}, a2a.NO_TASK),
        ({**new(), "method": "tasks/cancel"}, a2a.NO_TASK),
        ({**new(), "params": []}, INVALID_PARAMS),
        ({**new(), "params": {}}, INVALID_PARAMS),
        (new(role="ROLE_AGENT"), INVALID_PARAMS),
        (new(role="system"), INVALID_PARAMS),
        (new(parts=[]), INVALID_PARAMS),
        (new(parts="x"), INVALID_PARAMS),
        (new(parts=[{"text": "x"}] * 65), INVALID_PARAMS),
        (new(parts=[{"text": "  "}]), INVALID_PARAMS),
        (new(parts=[{"url": "file:///etc/passwd"}]), a2a.NO_SUCH_CONTENT),
        (new(parts=[7]), a2a.NO_SUCH_CONTENT),
        (new(parts=[{"text": "a\ud800"}]), a2a.INVALID_PARAMS),
        (new(contextId="x" * 129), INVALID_PARAMS),
        (new(contextId="\x1b"), INVALID_PARAMS),
        (new(contextId=7), INVALID_PARAMS),
        (new(metadata={"model": "\x00"}), INVALID_PARAMS),
    ],
)
def test_what_is_no_message_is_refused_with_a_code(body, code):
    with pytest.raises(RpcError) as refused:
        read_call(body)
    assert refused.value.code == code


@pytest.mark.parametrize("body", [{**new(), "method": 7}, {**new(), "params": []}, {**new(), "method": "Nothing"}])
def test_a_refusal_names_the_call_that_it_answers(body):
    with pytest.raises(RpcError) as refused:
        read_call(body)
    assert refused.value.identity == 7


def test_another_version_is_refused():
    with pytest.raises(RpcError) as refused:
        read_call(new(), "2.0")
    assert (refused.value.code, refused.value.identity) == (a2a.NO_VERSION, 7)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_a_call_or_refused(value):
    for body in (value, {**new(), "params": value}, new(parts=value), new(metadata=value), old(contextId=value)):
        try:
            assert read_call(body).text
        except RpcError:
            pass
