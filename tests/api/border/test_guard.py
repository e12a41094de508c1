from __future__ import annotations

import hashlib
import http.client
import json
import re
import socket
from pathlib import Path

import pytest

from forge_ai.api.border.permissions import NEEDS, OPEN, is_open, is_page, needed_right
from forge_ai.limits import CONNECTIONS_PER_ADDRESS
from forge_ai.protocol.trust.pairing_desk import Outcome
from forge_ai.protocol.trust.rights import ALL, Right
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import HERE, LAN, guarded_node
from tests.nodes import put_model

CHAT = {"model": "my_model", "messages": [{"role": "user", "content": "Hello"}]}


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with (
        ScriptedEngine(models=("my_model",)) as engine,
        guarded_node(home, upstream=engine.url, hosts="pc.example.net") as opened,
    ):
        opened.engine = engine
        yield opened


def routes(app):
    """Every method and path that the running application answers, whoever put it there."""
    found = list(walk(app.routes))
    assert ("POST", "/v1/chat/completions") in found
    return found


def walk(entries):
    for route in entries:
        if hasattr(route, "effective_route_contexts"):  # a router inside another keeps its routes to itself
            yield from walk(route.effective_route_contexts())
        else:
            methods = getattr(route, "methods", None) or {"GET", "POST", "PUT", "PATCH", "DELETE"}
            yield from ((method, route.path) for method in sorted(methods))


def filled(path):
    return re.sub(r"\{[^}]+\}", "x", path)


def fingerprint(folder: Path):
    return {
        str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*")) if file.is_file()
    }


@pytest.mark.parametrize("key", ["", "fai_made-up", "any"])
@pytest.mark.parametrize(("source", "secure"), [(LAN, True), (HERE, True), (HERE, False), (LAN, False)])
def test_no_route_answers_a_stranger_or_does_anything_for_one(node, key, source, secure):
    home = node.services.settings.home
    before, asked = fingerprint(home), len(node.engine.asked)
    for method, path in routes(node.app):
        if is_open(method, path):
            continue
        reply = node.ask(method, filled(path), CHAT, key=key, source=source, secure=secure)
        page = not secure and source == LAN and is_page(method, path) and not key
        assert reply.status in ((307,) if page else (401, 403)), (method, path, reply)
    assert fingerprint(home) == before
    assert len(node.engine.asked) == asked
    assert node.services.pairing.view().outcome is Outcome.NONE


def test_a_path_that_nobody_serves_tells_a_stranger_nothing(node):
    assert node.ask("GET", "/api/v1/nothing").status == 401
    assert node.ask("POST", "/v1/../health").status == 401


@pytest.mark.parametrize(
    "path", ["//api/v1/node", "/api/v1/node/", "/API/v1/node", "/api/v1/%6eode/../devices", "/docs/x"]
)
def test_paths_that_only_look_like_open_ones_are_guarded(node, path):
    assert node.ask("GET", path).status in (401, 403)


def test_the_open_list_is_short_and_every_entry_is_served(node):
    served = {(method, path) for method, path in routes(node.app)}
    assert not OPEN - served
    assert len(OPEN) <= 7


def test_every_route_has_its_line_in_the_table_of_rights(node):
    """The default for a forgotten line is the highest right; this keeps lines from being forgotten."""
    for method, path in routes(node.app):
        if not is_open(method, path):
            assert any(path == start or path.startswith(f"{start}/") for start in NEEDS), path
        needed_right(path)


def test_a_beginning_ends_where_a_part_of_the_path_ends():
    assert needed_right("/v1/models") is Right.ASK
    assert needed_right("/v1models") is Right.MANAGE
    assert needed_right("/healthy") is Right.MANAGE
    assert needed_right("/api/v1/pairing/code") is Right.MANAGE


def test_the_answer_to_a_stranger_says_what_to_do(node):
    reply = node.ask("POST", "/v1/chat/completions", CHAT)
    assert reply.status == 401
    assert reply.headers["www-authenticate"] == "Bearer"
    told = json.loads(reply.body)["error"]
    assert "forge-ai pair" in told["hint"]
    assert "forge-ai pair --app" in told["message"]  # many programs show that alone


def test_a_device_that_was_let_in_is_answered(node):
    key = node.key("asker")
    assert node.ask("POST", "/v1/chat/completions", CHAT, key=key).status == 200
    assert node.ask("GET", "/v1/models", key=key, source=HERE, secure=False).status == 200


@pytest.mark.parametrize("rights", [(), ("ask",), ("sync",), ("ask", "sync"), ("train",), ("manage",)])
def test_a_key_opens_what_its_rights_cover_and_nothing_else(node, rights):
    key = node.key(f"program-{len(rights)}-{'-'.join(rights)}", [Right(right) for right in rights])
    for path in (
        "/v1/models",
        "/api/v1/memory/x",
        "/api/v1/training/status",
        "/api/v1/devices",
        "/api/v1/pairing/code",
    ):
        allowed = needed_right(path) in rights
        assert (node.ask("GET", path, key=key).status == 403) is not allowed, path


def test_a_path_that_is_not_there_is_no_question_of_rights(node):
    reply = node.ask("GET", "/nowhere", key=node.key("lost"))
    assert (reply.status, reply.code) == (404, "not_found")


def test_a_route_that_was_forgotten_in_the_table_of_rights_is_shut(node):
    ran = []
    node.app.add_api_route("/forgotten", lambda: ran.append(1), methods=["GET"])
    try:
        assert node.ask("GET", "/forgotten", key=node.key("curious")).status == 404
        assert ran == []
    finally:
        node.app.router.routes.pop()


def test_a_revoked_key_is_a_strangers(node):
    key = node.key("leaving")
    node.services.registry.remove("leaving")
    assert node.ask("GET", "/v1/models", key=key).status == 401


def test_a_right_that_was_taken_away_is_gone_for_the_next_request(node):
    key = node.key("shrinking", ALL)
    assert node.ask("GET", "/api/v1/devices", key=key).status == 200
    node.services.registry.give_rights("shrinking", {Right.ASK})
    assert node.ask("GET", "/api/v1/devices", key=key).status == 403


def test_the_key_of_this_devices_own_programs_works_from_this_machine_only(node):
    key = node.services.identity.local_key
    assert node.ask("GET", "/api/v1/devices", key=key, source=HERE).status == 200
    assert node.ask("GET", "/api/v1/devices", key=key, source=LAN).status == 401


@pytest.mark.parametrize(
    "value", ["Basic {key}", "Bearer", "Bearer  ", "{key}", "bearer{key}", "Bearer {key} x", "Bearer {key}x"]
)
def test_a_key_in_any_other_form_is_none(node, value):
    key = node.key(f"form-{abs(hash(value))}")
    reply = node.ask("GET", "/v1/models", headers={"Authorization": value.replace("{key}", key)})
    assert reply.status == 401


def test_a_key_in_the_query_string_is_none(node):
    key = node.key("query")
    assert node.ask("GET", f"/v1/models?key={key}&access_token={key}&api_key={key}").status == 401


def test_a_header_that_claims_another_address_is_not_believed(node):
    forged = {"X-Forwarded-For": HERE, "X-Real-IP": HERE, "Forwarded": f"for={HERE}", "X-Forwarded-Proto": "https"}
    reply = node.ask("GET", "/v1/models", secure=False, headers=forged, key=node.key("forger"))
    assert (reply.status, reply.code) == (403, "needs_https")


def test_plain_http_from_the_network_leads_a_person_to_https(node):
    reply = node.ask("GET", "/", secure=False, headers={"Host": f"192.168.1.100:{node.port}"})
    assert (reply.status, reply.headers["location"]) == (307, f"https://192.168.1.100:{node.port}/")


def test_plain_http_from_the_network_tells_a_program_what_is_wrong(node):
    reply = node.ask("POST", "/v1/chat/completions", CHAT, secure=False)
    assert (reply.status, reply.code) == (403, "needs_https")
    key = node.key("careless")
    for method, path in (("POST", "/v1/chat/completions"), ("GET", "/health"), ("GET", "/chat")):
        with_key = node.ask(method, path, CHAT, secure=False, key=key)
        assert "unprotected" in json.loads(with_key.body)["error"]["hint"]


def test_the_front_page_tells_who_this_is_over_tls_and_plain_http(node):
    for secure, source in ((True, LAN), (False, HERE)):
        reply = node.ask("GET", "/", secure=secure, source=source)
        assert reply.status == 200
        assert b"my_pc" in reply.body


def test_the_front_page_repeats_no_markup(node):
    reply = node.ask("GET", "/", headers={"Host": 'localhost"><script>'})
    assert reply.status == 403
    assert b"<script>" not in reply.body


# Web pages in the same browser


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Origin": "https://evil.example", "Content-Type": "text/plain"},
    ],
)
def test_a_post_from_another_sites_page_is_refused_even_with_a_key(node, headers, secure):
    key, asked = node.services.identity.local_key, len(node.engine.asked)
    for path in ("/v1/chat/completions", "/api/v1/pairing/code", "/api/v1/pairing/hello"):
        reply = node.ask("POST", path, CHAT, key=key, source=HERE, secure=secure, headers=headers)
        assert (reply.status, reply.code) == (403, "not_allowed")
    assert len(node.engine.asked) == asked
    assert node.services.pairing.view().outcome is Outcome.NONE


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5000", "localhost.evil.example", "127.0.0.1.nip.io", ""]
)
def test_a_name_rebound_to_loopback_is_refused_even_with_a_key(node, host, secure):
    reply = node.ask(
        "GET", "/v1/models", key=node.services.identity.local_key, source=HERE, secure=secure, headers={"Host": host}
    )
    assert (reply.status, reply.code) == (403, "not_allowed")


@pytest.mark.parametrize(
    "host",
    ["localhost:5000", "127.0.0.1", "192.168.1.100:5000", "[::1]:5000", "my_pc", "my_pc.local", "pc.example.net"],
)
def test_the_nodes_own_names_and_private_addresses_pass(node, host):
    reply = node.ask("GET", "/v1/models", key=node.services.identity.local_key, source=HERE, headers={"Host": host})
    assert reply.status == 200


def test_two_host_headers_count_as_none(node):
    with socket.create_connection((HERE, node.port), timeout=30) as plain:
        plain.sendall(
            b"GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        )
        assert plain.recv(100).split()[1] in (b"400", b"403")


def test_no_answer_lets_other_sites_read_it(node):
    reply = node.ask(
        "OPTIONS", "/v1/models", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    )
    assert reply.status == 403
    assert not any(name.startswith("access-control") for name in reply.headers)


# Sockets


def test_bytes_that_are_neither_tls_nor_http_do_not_disturb_others(node):
    for junk in (b"\x16", b"\x16\x03\x01\xff\xff" + bytes(40), b"\x00" * 100, b"SSH-2.0-x\r\n", b"\xff", b""):
        with socket.create_connection((HERE, node.port), timeout=30) as plain:
            plain.sendall(junk)
    assert node.ask("GET", "/api/v1/node").status == 200


def test_one_address_cannot_take_every_connection(node, eventually):
    held = []
    try:
        for _ in range(CONNECTIONS_PER_ADDRESS + 5):
            held.append(socket.create_connection((HERE, node.port), timeout=30, source_address=("127.0.0.9", 0)))
        held[-1].settimeout(30)
        assert held[-1].recv(1) == b""
        assert node.ask("GET", "/api/v1/node", source="127.0.0.8").status == 200
    finally:
        for one in held:
            one.close()
    eventually(lambda: answers(node, "127.0.0.9"))


def answers(node, source):
    try:
        return node.ask("GET", "/api/v1/node", source=source).status == 200
    except OSError:
        return False


def test_a_node_opened_to_its_network_answers_guests_and_no_more(tmp_path):
    with (
        ScriptedEngine(models=("my_model",)) as engine,
        guarded_node(tmp_path, upstream=engine.url, open=True) as opened,
    ):
        assert opened.ask("POST", "/v1/chat/completions", CHAT).status == 200
        assert opened.ask("POST", "/v1/chat/completions", CHAT, key="any").status == 200
        assert opened.ask("POST", "/v1/chat/completions", CHAT, secure=False).status == 403
        for method, path in routes(opened.app):
            if not is_open(method, path) and needed_right(path) is not Right.ASK:
                assert opened.ask(method, filled(path), CHAT).status == 403, path
        assert (
            opened.ask("POST", "/v1/chat/completions", CHAT, headers={"Origin": "https://evil.example"}).status == 403
        )


def test_a_registry_that_cannot_be_read_lets_nobody_in(tmp_path):
    with ScriptedEngine(models=("my_model",)) as engine, guarded_node(tmp_path, upstream=engine.url) as opened:
        key = opened.key("before")
        (opened.services.identity.folder / "devices.json").write_text("{")
        assert opened.ask("GET", "/v1/models", key=key).status == 500
        assert opened.ask("GET", "/api/v1/node").status == 200


def test_requests_on_one_connection_are_judged_one_by_one(node):
    connection: http.client.HTTPSConnection = node.connection()
    statuses = []
    for key in (node.key("first"), "fai_made-up", ""):
        connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {key}"})
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()
    assert statuses == [200, 401, 401]
