from __future__ import annotations

import json
import os
import socket
import ssl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forge_ai.identity.tls import first_look_context
from forge_ai.limits import HANDSHAKE_SECONDS, PAIRING_MESSAGE_BYTES
from forge_ai.protocol.trust.one_time_code import code_word
from forge_ai.protocol.trust.pairing import ask_in
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import HERE, LAN, guarded_node, is_over
from tests.protocol.trust.parties import device

HELLO, CONFIRM, CODE = "/api/v1/pairing/hello", "/api/v1/pairing/confirm", "/api/v1/pairing/code"


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    with ScriptedEngine() as engine, guarded_node(tmp_path_factory.mktemp("pc"), upstream=engine.url) as opened:
        yield opened


@pytest.fixture
def owner(node):
    return {"key": node.services.identity.local_key, "source": HERE}


def first_message(node):
    client = device("my_pi")
    return next(
        ask_in(client.party, client.sign, code_word("12345678"), node.services.identity.certificate, os.urandom)
    )


def test_the_owner_is_shown_a_code_and_later_only_where_it_stands(node, owner):
    shown = json.loads(node.ask("POST", CODE, **owner).body)
    assert len(shown["code"]) == 9
    assert 0 < shown["seconds"] <= 300
    view = node.ask("GET", CODE, **owner)
    assert json.loads(view.body)["outcome"] == "open"
    assert shown["code"].encode() not in view.body
    assert json.loads(node.ask("DELETE", CODE, **owner).body)["outcome"] == "closed"


def test_answers_about_codes_are_not_kept_by_caches(node, owner):
    assert node.ask("POST", CODE, **owner).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("rights", [("ask",), ("sync",), ("ask", "sync")])
def test_a_device_without_the_right_to_manage_cannot_let_others_in(node, rights):
    key = node.key("-".join(("guest", *rights)), rights)
    assert [node.ask(method, CODE, key=key).status for method in ("GET", "POST", "DELETE")] == [403] * 3


def test_a_stranger_hears_that_no_code_is_shown(node):
    node.services.pairing.take_code_back()
    reply = node.ask("POST", HELLO, first_message(node))
    assert (reply.status, reply.code) == (403, "pairing_closed")


def test_a_message_that_is_too_long_is_refused(node):
    reply = node.ask("POST", HELLO, b" " * (PAIRING_MESSAGE_BYTES + 1))
    assert (reply.status, reply.code) == (400, "bad_message")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: json.dumps({"pairing": 1, "x": text}).encode())
)
def test_any_bytes_get_one_named_error(node, data):
    for path in (HELLO, CONFIRM):
        reply = node.ask("POST", path, data)
        assert (reply.status, reply.code) == (400, "bad_message")


def test_a_confirmation_without_a_beginning_is_refused(node):
    body = {"pairing": 1, "exchange": "A" * 22 + "==", "signature": "A" * 12, "confirmation": "A" * 43 + "="}
    assert node.ask("POST", CONFIRM, body).code == "pairing_closed"


def test_a_handshake_that_is_begun_and_left_is_ended(node):
    """A client's first TLS record, and then silence."""
    outgoing = ssl.MemoryBIO()
    client = first_look_context().wrap_bio(ssl.MemoryBIO(), outgoing)
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    with socket.create_connection((HERE, node.port), timeout=HANDSHAKE_SECONDS + 5, source_address=(LAN, 0)) as slow:
        slow.sendall(outgoing.read()[:60])
        assert is_over(slow)
