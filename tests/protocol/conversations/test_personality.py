from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput
from forge_ai.protocol.conversations.personality import Personality, check_personality, parse_personality

ALICE = Personality(
    "alice", "You are {name}.", "asks a lot", {"temperature": 0.7, "top_k": 40}, "alice.gguf", "0" * 64, "amy"
)


def changed(**fields):
    return json.dumps({**json.loads(ALICE.to_bytes()), **fields}).encode()


def test_a_personality_is_read_as_it_was_written():
    assert parse_personality(ALICE.to_bytes()) == ALICE


def test_the_prompt_knows_the_name():
    assert ALICE.prompt == "You are alice."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "../alice"}, "cannot be a personality"),
        ({"name": ""}, "cannot be a personality"),
        ({"name": 7}, "must be text"),
        ({"name": None}, "must be text"),
        ({"format": 2}, "format 2"),
        ({"format": "x" * 10_000}, "format"),
        ({"system_prompt": "x" * 8_001}, "8001 characters"),
        ({"system_prompt": "\x1b[2J"}, "control characters"),
        ({"system_prompt": ["x"]}, "must be text"),
        ({"system_prompt": "\ud800"}, "must be text"),
        ({"description": "x" * 501}, "501 characters"),
        ({"description": "\x07"}, "control characters"),
        ({"sampling": {"temperature": 9}}, "must be from 0 to 5"),
        ({"sampling": {"temperature": True}}, "must be a number"),
        ({"sampling": {"temperature": "hot"}}, "must be a number"),
        ({"sampling": {"temperature": 10**400}}, "must be from 0 to 5"),
        ({"sampling": {"top_k": 10**400}}, "must be from 0 to"),
        ({"sampling": {"top_k": 1.5}}, "whole number"),
        ({"sampling": {"lora": 1}}, "no way to sample"),
        ({"sampling": {"\x1b": 1}}, "no way to sample"),
        ({"sampling": []}, "must be an object"),
        ({"sampling": None}, "must be an object"),
        ({"voice": "a b"}, "cannot be a voice"),
        ({"adapter": "../../x.gguf"}, "cannot be a adapter|cannot be an? adapter"),
        ({"adapter": "a/b.gguf"}, "adapter"),
        ({"adapter": None}, "must be text"),
        ({"base_sha256": ""}, "SHA-256"),
        ({"base_sha256": "zz"}, "SHA-256"),
        ({"base_sha256": None}, "SHA-256"),
        ({"surplus": 1}, "not a personality"),
    ],
)
def test_what_is_impossible_is_refused_with_the_reason(fields, words):
    with pytest.raises(BadInput, match=words):
        parse_personality(changed(**fields))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"7", b"\xff\xfe", b'{"name": NaN}', b"[" * 60_000, b"{}", b" " * 70_000, b'{"name": "a"']
)
def test_noise_is_refused(data):
    with pytest.raises(BadInput):
        parse_personality(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_personality_or_one_error(data):
    try:
        assert isinstance(parse_personality(data), Personality)
    except BadInput:
        pass


VALUES = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20) | st.lists(st.integers())


@given(st.dictionaries(st.sampled_from(sorted(json.loads(ALICE.to_bytes()))), VALUES))
def test_any_values_are_a_personality_or_one_error(fields):
    try:
        found = parse_personality(changed(**fields))
        assert parse_personality(found.to_bytes()) == found
    except BadInput:
        pass


def test_without_an_adapter_no_base_is_named():
    assert check_personality(replace(ALICE, adapter="", base_sha256=""))
