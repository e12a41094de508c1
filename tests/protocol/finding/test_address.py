from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput
from forge_ai.protocol.finding.address import Address, read_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.168.1.100:5000", Address("192.168.1.100", 5000)),
        ("192.168.1.100", Address("192.168.1.100", 5000)),
        ("http://192.168.1.100:5001", Address("192.168.1.100", 5001)),
        ("https://my-pc.local:443/", Address("my-pc.local", 443)),
        ("https://192.168.1.100:5000/#PSV3-VANR-UHNL-ELCS", Address("192.168.1.100", 5000)),
        ("https://192.168.1.100:5001/chat?x=1", Address("192.168.1.100", 5001)),
        ("my-pc.local.:5000", Address("my-pc.local.", 5000)),
        (" localhost:80 ", Address("localhost", 80)),
        ("[::1]:5000", Address("::1", 5000)),
        ("[fe80::1%eth0]:5000", Address("fe80::1%eth0", 5000)),
    ],
)
def test_what_people_type_is_understood(typed, address):
    assert read_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        *("", ":", "a b", "host:0", "host:65536", "host:999999", "host:x", "a@b:1", "host/path", "::1", "[::1"),
        *("https://a@b/c", "https:///x", "x" * 400, "x" * 64, "a..b", ".a"),
        *("192.168.1.777", "192.168.1", "192.168.1.1.1:5000", "http://192.168.1.256/", "300.1.1.1."),
    ],
)
def test_anything_else_is_one_error_with_a_hint(typed):
    with pytest.raises(BadInput) as caught:
        read_address(typed)
    assert "192.168.1.100:5000" in caught.value.hint


@given(st.text())
def test_any_text_is_an_address_or_the_one_error(text):
    try:
        assert 0 < read_address(text).port < 65_536
    except BadInput:
        pass


def test_an_address_is_written_as_it_is_typed():
    assert str(Address("::1", 5000)) == "[::1]:5000"
    assert read_address(str(Address("fe80::2", 1))) == Address("fe80::2", 1)
