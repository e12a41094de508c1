from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forge_ai.errors import BadInput, BadMessage
from forge_ai.limits import CERTIFICATE_BYTES, PAIRING_MESSAGE_BYTES
from forge_ai.protocol.trust.device_certificate import read_certificate, short_id
from forge_ai.protocol.trust.one_time_code import code_word
from forge_ai.protocol.trust.pairing_messages import Hello, Method, read_answer, read_confirm, read_hello, read_welcome
from forge_ai.protocol.trust.password_exchange import PasswordExchange
from tests.protocol.trust.parties import chance_from, device

READERS: list[Callable[[bytes], object]] = [read_hello, read_answer, read_confirm, read_welcome]
PI = device("my_pi")
GOOD = json.loads(Hello(Method.CODE, "my_pi", PI.party.certificate, b"A" + bytes(32)).to_bytes())
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(data=st.binary(max_size=400))
@pytest.mark.parametrize("read", READERS)
def test_any_bytes_are_read_or_refused(read: Callable[[bytes], object], data: bytes) -> None:
    with pytest.raises(BadMessage):
        read(data)


@settings(deadline=None)
@given(value=any_json, field=st.sampled_from([*GOOD, "extra"]))
def test_any_value_in_any_field_is_read_or_refused(value: object, field: str) -> None:
    try:
        read_hello(json.dumps(GOOD | {field: value}).encode("utf-8", "surrogatepass"))
    except BadMessage:
        return


@settings(deadline=None)
@given(data=st.binary(max_size=600))
def test_any_bytes_as_a_certificate_are_refused(data: bytes) -> None:
    with pytest.raises(BadMessage):
        read_certificate(data)


@pytest.mark.filterwarnings("ignore:Parsed a serial number")  # the library's own word on a negative one
@settings(deadline=None)
@given(position=st.integers(0, 10_000), value=st.integers(0, 255))
def test_a_certificate_with_one_changed_byte_is_read_or_refused(position: int, value: int) -> None:
    der = bytearray(PI.party.certificate.der)
    der[position % len(der)] = value
    try:
        read_certificate(bytes(der))
    except BadMessage:
        return


@settings(max_examples=25, deadline=None)
@given(element=st.binary(min_size=0, max_size=40) | st.binary(min_size=32, max_size=32).map(lambda tail: b"B" + tail))
def test_any_bytes_as_an_element_are_used_or_refused(element: bytes) -> None:
    exchange = PasswordExchange.of_client(b"code:12345678", "a", "b", chance_from("one"))
    try:
        assert len(exchange.key(element)) == 32
    except BadMessage:
        return


@pytest.mark.parametrize(
    "element",
    [
        b"",
        b"B",
        b"B" + bytes(32),  # the group's order-four point
        b"B" + b"\x01" + bytes(31),  # the neutral element
        b"B" + b"\xff" * 32,
        b"B" + bytes(31),
        b"B" + bytes(33),
        b"S" + b"\x02" * 32,
        b"A" + b"\x02" * 32,
        b"B" + b"\xec" + b"\xff" * 30 + b"\x7f",  # a point of order two
    ],
)
def test_elements_that_would_give_the_word_away_are_refused(element: bytes) -> None:
    exchange = PasswordExchange.of_client(b"code:12345678", "a", "b", chance_from("one"))
    with pytest.raises(BadMessage):
        exchange.key(element)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "../../etc"},
        {"name": "a" * 65},
        {"name": "\x1b[2J"},
        {"name": "con"},
        {"name": 7},
        {"method": "open"},
        {"method": "CODE"},
        {"element": "QQ"},
        {"element": "QQ==\n"},
        {"element": ["QQ=="]},
        {"certificate": ""},
        {"certificate": "QQ=="},
        {"extra": "x"},
    ],
)
def test_a_hello_with_one_bad_field_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadMessage):
        read_hello(json.dumps(GOOD | change).encode())


def test_a_hello_without_a_field_or_with_one_twice_is_refused() -> None:
    for field in GOOD:
        with pytest.raises(BadMessage):
            read_hello(json.dumps({name: value for name, value in GOOD.items() if name != field}).encode())
    twice = json.dumps(GOOD)[:-1] + ', "name": "other"}'
    with pytest.raises(BadMessage):
        read_hello(twice.encode())


def test_a_message_of_many_megabytes_is_refused_unread() -> None:
    with pytest.raises(BadMessage, match="at most"):
        read_hello(b"[" * (PAIRING_MESSAGE_BYTES + 1))


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(BadMessage):
        read_hello(b"[" * PAIRING_MESSAGE_BYTES)


def test_a_message_is_read_as_it_was_written() -> None:
    hello = Hello(Method.JOIN, "my_pi", PI.party.certificate, b"A" + bytes(32))
    assert read_hello(hello.to_bytes()) == hello


@pytest.mark.parametrize("typed", ["1234-5678", "12345678", " 1234 5678 ", "1234\u20135678", "1234.5678"])
def test_a_code_may_be_typed_in_any_usual_way(typed: str) -> None:
    assert code_word(typed).text == "12345678"


@given(typed=st.text(max_size=30))
def test_any_text_is_a_code_or_refused_without_being_repeated(typed: str) -> None:
    try:
        code_word(typed)
    except BadInput as error:
        told = f"{error.message} {error.hint}"
    else:
        return
    assert len(typed.strip()) < 5 or typed not in told


def test_the_short_id_is_the_beginning_of_the_id_in_groups() -> None:
    device_id = PI.party.device_id
    assert short_id(device_id).replace("-", "").lower() == device_id[:16]
    assert [len(group) for group in short_id(device_id).split("-")] == [4, 4, 4, 4]


def test_a_certificate_of_many_kilobytes_is_refused_unread() -> None:
    with pytest.raises(BadMessage, match="at most"):
        read_certificate(b"0" * (CERTIFICATE_BYTES + 1))
