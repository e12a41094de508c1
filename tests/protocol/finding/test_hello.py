from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import NotForgeNode, PeerFault
from forge_ai.protocol.finding.hello import Hello, read_hello

HELLO = Hello("my_pc", "0.1.0", "starter")


def test_a_hello_survives_the_way():
    assert read_hello(HELLO.to_json(), "here") == HELLO


@pytest.mark.parametrize("found", [None, [], "hello", {}, {"forge_ai": 1}, {"name": "x"}])
def test_something_else_is_no_node(found):
    with pytest.raises(NotForgeNode, match=r"10\.0\.0\.1:5000"):
        read_hello(found, "10.0.0.1:5000")


def test_another_protocol_is_named():
    with pytest.raises(PeerFault, match="protocol 2"):
        read_hello(HELLO.to_json() | {"protocol": 2}, "here")


def test_a_name_that_a_terminal_would_obey_is_refused():
    with pytest.raises(PeerFault, match="bad name"):
        read_hello(HELLO.to_json() | {"name": "\x1b[2J"}, "here")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@given(st.dictionaries(st.sampled_from(["forge_ai", "protocol", "name", "model"]), json_values))
def test_any_object_is_a_hello_or_a_named_error(found):
    try:
        read_hello(found, "here")
    except PeerFault:
        pass
