from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forge_ai.limits import JSON_PARTS, JSON_VALUES
from forge_ai.protocol.values.json_values import _between_strings, unpacks_to_too_much


@pytest.mark.parametrize(
    "body",
    [
        b"[" + b"[]," * JSON_PARTS + b"0]",
        b"[" + b"{}," * JSON_PARTS + b"0]",
        b'{"a":[' + b"0," * JSON_VALUES + b"0]}",
        b"[" + b'"",' * JSON_VALUES + b"0]",
        b"{" + b'"a":0,' * JSON_PARTS + b'"a":0}',
        b"[" + b'"\\\\",[],' * JSON_PARTS + b"0]",
        b"[" + b'"\\\\\\"",[],' * JSON_PARTS + b"0]",
    ],
)
def test_many_tiny_values_are_too_much(body):
    json.loads(body)
    assert unpacks_to_too_much(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":"' + b"[{:," * JSON_VALUES + b'"}',
        b'{"a":"' + b'\\"[],' * JSON_VALUES + b'"}',
        b'{"a":[' + b"12345," * (JSON_VALUES - 3) + b"0]}",
        b'{"messages":[' + b'{"role":"user","content":"a, b, [c]: {d}"},' * 2_000 + b"0]}",
    ],
)
def test_long_text_and_a_long_prompt_in_tokens_are_not(body):
    json.loads(body)
    assert not unpacks_to_too_much(body)


MARKS = st.text(alphabet='ab"\\,[]{}:')
VALUES = st.recursive(
    st.none() | st.integers() | MARKS, lambda one: st.lists(one) | st.dictionaries(MARKS, one), max_leaves=20
)


@settings(max_examples=50)
@given(VALUES)
def test_what_stands_in_strings_does_not_count(value):
    bare = _between_strings(json.dumps(value).encode())
    assert bare.count(b"[") + bare.count(b"{") == _containers(value)
    assert b'"' not in bare


def _containers(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + sum(map(_containers, inner))
