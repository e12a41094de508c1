from __future__ import annotations

import pytest

from forge_ai.protocol.values.json_object import json_object


def test_an_object_is_read():
    assert json_object('{"a": ["ü"]}'.encode()) == {"a": ["ü"]}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff{}", b'{"a":' * 100_000, b"[" * 100_000, b"9" * 5000])
def test_what_is_no_json_is_one_error(data):
    with pytest.raises(ValueError, match="something else than JSON"):
        json_object(data)


@pytest.mark.parametrize("data", [b"[]", b"1", b"null", b'"{}"'])
def test_json_that_is_no_object_is_one_error(data):
    with pytest.raises(ValueError, match="JSON of another shape"):
        json_object(data)
