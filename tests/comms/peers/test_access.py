from __future__ import annotations

import json
import os
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.access import Access, open_access
from forge_ai.comms.peers.client import NodeClient, connect
from forge_ai.comms.peers.first_look import FirstLook, refusal_of
from forge_ai.comms.peers.wire import Budgets
from forge_ai.errors import (
    BadInput,
    DeviceChanged,
    ForgeError,
    NotAllowed,
    NotForgeNode,
    NotTrusted,
    PairingClosed,
    PairingFailed,
    PeerFault,
    PeerRefused,
    Unreachable,
)
from forge_ai.identity.tls import pinned_context
from forge_ai.limits import EVENT_BYTES, MIB, RECALLED_CHARACTERS, RECALLED_LINES
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.finding.hello import Hello
from forge_ai.protocol.trust.one_time_code import code_word
from forge_ai.protocol.trust.pairing import ask_in
from forge_ai.protocol.trust.rights import FRESH, Right
from forge_ai.services import Services
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.testing.scripted_engine import ScriptedEngine
from forge_ai.testing.stranger import free_port
from tests.comms.peers.tls_relay import relaying
from tests.comms.peers.tls_stranger import saying
from tests.guarded_node import HERE, guarded_node
from tests.nodes import let_in, serving, settings_for
from tests.protocol.trust.parties import device

JOIN = "a fleet's own word, long enough"


@pytest.fixture
def engine():
    with ScriptedEngine(models=("my_model",)) as scripted:
        yield scripted


@pytest.fixture
def pc(engine, tmp_path):
    with serving(tmp_path / "pc", upstream=engine.url) as node:
        yield node


@pytest.fixture
def pi(tmp_path):
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as node:
        yield node


def at(node):
    return f"{HERE}:{node.port}"


def nobody_is_kept(*nodes):
    return all(node.services.registry.devices() == [] for node in nodes)


def test_the_first_time_a_code_is_needed_and_never_again(pc, pi, tmp_path):
    with pytest.raises(NotTrusted) as refused:
        pi.connect_to(at(pc))
    assert "forge-ai pair" in refused.value.hint
    assert let_in(pi, pc) == "my_pc"
    assert pi.ask_peer("my_pc", "Hello") == "Hello there."
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as later:
        later.connect_to(at(pc))
        assert later.ask_peer("my_pc", "Hello") == "Hello there."


def test_after_one_pairing_both_devices_may_ask_each_other(pc, pi, engine, tmp_path):
    let_in(pi, pc)
    with serving(tmp_path / "pi", "my_pi", upstream=engine.url) as other_way:
        pc.connect_to(at(other_way))
        assert pc.ask_peer("my_pi", "Hello") == "Hello there."


def test_a_device_that_calls_itself_as_another_peer_does_is_not_asked_in_its_place(pc, pi, tmp_path):
    let_in(pi, pc)
    with ScriptedEngine(models=("my_model",)) as lies, serving(tmp_path / "liar", "my_pc", upstream=lies.url) as liar:
        assert let_in(pi, liar) == "my_pc-2"
        assert pi.connect_to(at(liar)) == "my_pc-2"
        assert pi.connect_to(at(pc)) == "my_pc"
        assert pi.peers == ["my_pc", "my_pc-2"]
        pi.ask_peer("my_pc", "My secret")
        assert lies.asked == []


def test_two_programs_of_one_folder_need_no_code(pc, engine, tmp_path):
    with serving(tmp_path / "pc", "alice", upstream=engine.url) as alice:
        assert pc.connect_to(at(alice)) == "alice"
        assert pc.ask_peer("alice", "Hello") == "Hello there."
    assert nobody_is_kept(pc)


def test_a_wrong_code_lets_nobody_in_and_says_how_many_tries_are_left(pc, pi):
    pc.show_code()
    with pytest.raises(PairingFailed, match="left: 2"):
        pi.connect_to(at(pc), "0000-0000")
    assert nobody_is_kept(pc, pi)


@pytest.mark.parametrize("code", ["1", "12345678901", "abcd-efgh", "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18"])
def test_what_is_no_code_is_told_before_it_is_tried(pc, pi, code):
    pc.show_code()
    with pytest.raises(BadInput, match="8 digits"):
        pi.connect_to(at(pc), code)
    assert pc.services.pairing.view().tries_left == 3


def test_three_wrong_codes_from_three_addresses_close_the_window(engine, tmp_path):
    with guarded_node(tmp_path, upstream=engine.url) as node:
        code = node.services.pairing.show_code().text
        for number in (11, 12, 13):
            client = device(f"guesser-{number}")
            asking = ask_in(client.party, client.sign, wrong(code), node.services.identity.certificate, os.urandom)
            source = f"127.0.0.{number}"
            answer = node.ask("POST", "/api/v1/pairing/hello", next(asking), source=source)
            reply = node.ask("POST", "/api/v1/pairing/confirm", asking.send(answer.body), source=source)
            assert (reply.status, reply.code) == (401, "pairing_failed")
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as pi, pytest.raises(PairingClosed):
            pi.connect_to(f"{HERE}:{node.port}", code)
        assert node.services.registry.devices() == []


def wrong(code):
    return code_word(f"{(int(code.replace('-', '')) + 1) % 10**8:08}")


def test_somebody_in_between_gets_nothing_and_nothing_is_stored(pc, pi, tmp_path):
    """A relay with its own certificate passes all of pairing on, with the right code on both ends."""
    seen: list[bytes] = []
    with relaying(tmp_path / "relay", pc.port, seen) as port, pytest.raises(PairingFailed):
        pi.connect_to(f"{HERE}:{port}", pc.show_code())
    assert any(b"/pairing/confirm" in request for request in seen), "the relay did pass both messages on"
    assert nobody_is_kept(pc, pi)


def test_somebody_in_between_later_is_never_shown_the_key(pc, pi, tmp_path):
    let_in(pi, pc)
    key = pi.services.registry.find("my_pc").key
    seen: list[bytes] = []
    with relaying(tmp_path / "relay", pc.port, seen) as port:
        known = Access(Address(HERE, port), pc.services.identity.certificate, key)
        with pytest.raises(Unreachable):
            known.takes_our_key()
        with pytest.raises(NotTrusted):
            pi.connect_to(f"{HERE}:{port}")
    assert not any(key.encode() in request for request in seen)


def test_another_device_at_a_known_address_is_noticed(pi, engine, tmp_path):
    port = free_port()
    with serving(tmp_path / "one", "one", upstream=engine.url, port=port) as one:
        let_in(pi, one)
    with serving(tmp_path / "two", "two", upstream=engine.url, port=port) as two, pytest.raises(DeviceChanged):
        pi.connect_to(at(two))


def test_the_key_for_one_device_is_not_taken_by_another(pi, engine, pc, tmp_path):
    """The key of the pairing with one device, shown to a second one over a connection pinned to that second one."""
    let_in(pi, pc)
    key = pi.services.registry.find("my_pc").key
    with serving(tmp_path / "other", "other", upstream=engine.url) as other:
        assert not Access(Address(HERE, other.port), other.services.identity.certificate, key).takes_our_key()


def test_the_key_of_one_device_with_the_pinned_certificate_of_another_is_never_sent(pc, pi, engine, tmp_path):
    let_in(pi, pc)
    key = pi.services.registry.find("my_pc").key
    with serving(tmp_path / "other", "other", upstream=engine.url) as other:
        crossed = Access(Address(HERE, pc.port), other.services.identity.certificate, key)
        with pytest.raises(Unreachable):
            crossed.takes_our_key()
    assert engine.asked == []


def test_a_device_that_was_let_go_is_told_so_and_may_pair_again(pc, pi):
    let_in(pi, pc)
    pc.services.registry.remove("my_pi")
    with pytest.raises(NotTrusted):
        pi.ask_peer("my_pc", "Hello")
    with pytest.raises(NotTrusted):
        pi.connect_to(at(pc))
    let_in(pi, pc)
    assert pi.ask_peer("my_pc", "Hello") == "Hello there."


def test_a_device_without_the_right_to_ask_is_told_which_one_it_lacks(pc, pi):
    let_in(pi, pc)
    pc.services.registry.give_rights("my_pi", {Right.SYNC})
    with pytest.raises(NotAllowed, match="ask"):
        pi.ask_peer("my_pc", "Hello")


def test_a_fleet_with_a_join_key_needs_no_codes(engine, tmp_path):
    with serving(tmp_path / "pc", upstream=engine.url, join_key=JOIN) as pc:
        for name in ("one", "two"):
            with EnigmaNode(name, settings=settings_for(tmp_path / name, join_key=JOIN)) as joiner:
                assert joiner.connect_to(at(pc)) == "my_pc"
        other = settings_for(tmp_path / "x", join_key=JOIN + "x")
        with EnigmaNode("x", settings=other) as stranger, pytest.raises(PairingFailed) as refused:
            stranger.connect_to(at(pc))
        assert refused.value.hint == "Both devices need the same join key."
        assert [device.name for device in pc.services.registry.devices()] == ["one", "two"]


def test_a_join_key_may_lie_in_a_file_and_must_be_long(tmp_path):
    (tmp_path / "key").write_text(f"{JOIN}\n")
    services = Services(settings_for(tmp_path, join_key_file=str(tmp_path / "key")))
    assert services.join.text == JOIN
    with pytest.raises(BadInput, match="24 at least") as short:
        _ = Services(settings_for(tmp_path, join_key="hunter2")).join
    assert "hunter2" not in short.value.message + short.value.hint


def test_a_join_key_that_is_none_is_told_before_the_node_answers(engine, tmp_path):
    settings = settings_for(tmp_path, upstream=engine.url, join_key="hunter2")
    with EnigmaNode("pc", settings=settings) as node, pytest.raises(BadInput, match="24 at least"):
        node.begin()
    assert engine.asked == []


def test_an_open_node_is_asked_only_by_who_trusts_the_network_too(engine, tmp_path):
    with serving(tmp_path / "pc", upstream=engine.url, open=True) as pc:
        with EnigmaNode("careful", settings=settings_for(tmp_path / "a")) as careful, pytest.raises(NotTrusted):
            careful.connect_to(at(pc))
        with EnigmaNode("trusting", settings=settings_for(tmp_path / "b", open=True)) as trusting:
            trusting.connect_to(at(pc))
            assert trusting.ask_peer("my_pc", "Hello") == "Hello there."
        assert nobody_is_kept(pc, trusting)


def test_a_person_at_a_terminal_is_asked_and_may_mistype(pc, pi):
    code, asked = pc.show_code(), []

    def person(question):
        asked.append(question)
        return ["nonsense", "0000-0000", code][len(asked) - 1]

    assert connect(pi.services, Address(HERE, pc.port), ask_code=person).name == "my_pc"
    assert "my_pc" in asked[0]
    assert "8 digits" in asked[1]
    assert "left: 2" in asked[2]


def test_a_newcomer_cannot_take_the_name_of_a_known_device(pc, tmp_path):
    for folder in ("one", "two"):
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / folder)) as node:
            let_in(node, pc)
    assert [found.name for found in pc.services.registry.devices()] == ["my_pi", "my_pi-2"]


@pytest.mark.parametrize("year", [1970, 2099])
def test_devices_with_clocks_at_any_year_pair_and_ask(year, engine, tmp_path):
    clock = ManualClock(datetime(year, 1, 1, tzinfo=UTC))
    pi = Services(settings_for(tmp_path / "pi", name="my_pi"), clock)
    with guarded_node(tmp_path / "pc", clock=clock, upstream=engine.url) as node:
        code = node.services.pairing.show_code().text
        access = open_access(pi, Address(HERE, node.port), code)
        assert access.takes_our_key()
        assert open_access(pi, Address(HERE, node.port)).takes_our_key()
    assert pi.registry.devices()[0].paired_at.startswith(str(year))


def test_proxy_variables_are_not_asked(pc, pi, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{HERE}:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    let_in(pi, pc)
    assert pi.ask_peer("my_pc", "Hello") == "Hello there."


def test_a_redirect_that_a_peer_sends_is_not_followed(pc, tmp_path):
    from forge_ai.testing.stranger import stranger_says

    with stranger_says(b"") as elsewhere:
        away = f"https://{HERE}:{elsewhere}/api/v1/node"
        words = f"HTTP/1.1 307 Away\r\nLocation: {away}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        with tls_stranger(tmp_path, words) as (port, certificate):
            access = Access(Address(HERE, port), certificate, "fai_key")
            with pytest.raises(NotForgeNode):
                access.hello()
            with EnigmaNode("pi", settings=settings_for(tmp_path / "pi")) as pi, pytest.raises(NotForgeNode):
                pi.connect_to(f"{HERE}:{port}", "1234-5678")


def test_a_stranger_who_answers_without_end_is_cut_off(tmp_path):
    words = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 3_000_000
    with tls_stranger(tmp_path, words) as (port, certificate):
        with pytest.raises(PeerFault, match="does not end"):
            Access(Address(HERE, port), certificate, "").hello()
        with EnigmaNode("pi", settings=settings_for(tmp_path / "pi")) as pi, pytest.raises(NotForgeNode):
            pi.connect_to(f"{HERE}:{port}")


def tls_stranger(folder, words):
    from tests.comms.peers.tls_stranger import saying

    return saying(folder / "stranger", words)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (None, PeerFault),
        ([], PeerFault),
        ({"error": "x"}, PeerFault),
        ({"error": {"message": 7}}, PeerFault),
        ({"error": {"message": "no", "code": "pairing_closed"}}, PairingClosed),
        ({"error": {"message": "no", "code": "nonsense"}}, PeerRefused),
        ({"error": {"message": "no", "code": ["x"]}}, PeerRefused),
        ({"error": {"message": "\x1b[2J", "code": None}}, PeerRefused),
    ],
)
def test_any_refusal_of_a_peer_becomes_one_error(found, kind):
    error = refusal_of(found, 400, "there")
    assert isinstance(error, kind)
    assert "\x1b" not in error.message


def test_a_refusal_that_says_itself_what_to_do_gets_no_other_hint():
    told = {"error": {"message": "Broken off.", "code": "unreachable", "hint": ""}}
    assert refusal_of(told, 503, "there").hint == ""
    told["error"]["hint"] = "Obey me."
    assert refusal_of(told, 503, "there").hint == Unreachable.default_hint


def test_a_pinned_context_cannot_be_made_of_nonsense():
    with pytest.raises(ssl.SSLError):
        pinned_context(b"nonsense")


def test_what_a_client_is_made_of_shows_no_key(pc, pi):
    let_in(pi, pc)
    peer = pi.peer("my_pc")
    key = pi.services.registry.find("my_pc").key
    assert key not in repr(peer.access) + repr(peer) + repr(peer.access.address)
    assert key not in repr(replace(pi.settings, code="12345678", join_key=JOIN))
    assert "12345678" not in repr(replace(pi.settings, code="12345678", join_key=JOIN))


def test_errors_of_the_way_in_never_repeat_the_code(pc, pi):
    told = []
    pc.show_code()
    for code in ("8765-4321", "8765-432x"):
        with pytest.raises(ForgeError) as caught:
            pi.connect_to(at(pc), code)
        told.append(f"{caught.value.message} {caught.value.hint} {json.dumps(str(caught.value))}")
    assert "8765" not in " ".join(told).replace("-", "")


def test_fresh_rights_are_what_pairing_gives(pc, pi):
    let_in(pi, pc)
    assert pc.services.registry.find("my_pi").rights == FRESH


def test_a_stranger_that_drips_is_not_listened_to_for_long(tmp_path):
    over = threading.Event()

    def drip(visitor):
        visitor.sendall(b"HTTP/1.1 200 OK\r\nX-More: ")
        while not over.wait(0.05):
            visitor.sendall(b"y")

    with saying(tmp_path, drip) as (port, _):
        begun = SystemClock().steady()
        with pytest.raises(Unreachable), FirstLook(Address("127.0.0.1", port), patience=0.3) as look:
            look.hello()
        over.set()
    assert SystemClock().steady() - begun < 30


@pytest.mark.parametrize("body", [b"x" * (EVENT_BYTES + MIB), b'{"memories": [5, {"text": ' + b"[" * 100_000])
def test_odd_answers_to_small_questions_are_one_error_or_nothing(tmp_path, body):
    words = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with saying(tmp_path, words) as (port, certificate):
        access = Access(Address("127.0.0.1", port), certificate, "key")
        node = NodeClient(access, Hello("bad", "1", "m"), Budgets())
        assert node.recalled("x") == []
        if len(body) > EVENT_BYTES:
            with pytest.raises(PeerFault, match="does not end"):
                node.check_offers()
            with pytest.raises(PeerFault, match="does not end"):
                access.takes_our_key()


def test_a_peer_that_remembers_without_end_fills_no_screen(tmp_path):
    body = json.dumps({"memories": [{"date": "2026-01-01", "text": "x" * 3_000}] * 100}).encode()
    words = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with saying(tmp_path, words) as (port, certificate):
        node = NodeClient(Access(Address("127.0.0.1", port), certificate, "key"), Hello("bad", "1", "m"), Budgets())
        lines = node.recalled("x")
    assert (len(lines), {len(line) for line in lines}) == (RECALLED_LINES, {RECALLED_CHARACTERS})
