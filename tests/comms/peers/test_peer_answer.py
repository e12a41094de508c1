"""One answer over a wire that breaks again and again, and over one that does not come back."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.peer_answer import PeerAnswer
from forge_ai.comms.peers.wire import Budgets
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import BadInput, ConnectionLost, EngineDied, ForgeError, NotTrusted, Unreachable
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.scripted_engine import Cut, Endless, Reply, Say, ScriptedEngine, Wait, refuse
from tests.nodes import let_in, serving, settings_for
from tests.together.cutting_wire import CuttingWire

ASKED = [Message("user", "Tell me of the sea.")]
WORDS = tuple(f"word{number} " for number in range(200))
WHOLE = "".join(WORDS)
BUDGETS = Budgets(reach=2.0, accept=6.0, stall=20.0, patience=5.0)
HANDSHAKE_BYTES = 2_000


@pytest.fixture
def engine():
    with ScriptedEngine() as scripted:
        yield scripted


@pytest.fixture
def pc(tmp_path, engine):
    with serving(tmp_path / "pc", "my_pc", model="scripted", upstream=engine.url, sync="asked") as node:
        node.services.vitals.token("scripted")
        yield node


@pytest.fixture
def access(tmp_path, pc):
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", model="scripted", sync="asked")) as node:
        let_in(node, pc)
        yield node.peer("my_pc").access


def answer(access, budgets=BUDGETS, **more):
    return PeerAnswer(access, "scripted", budgets, SystemClock(), **more).pieces(ASKED, GenerationOptions())


def through(access, wire):
    return replace(access, address=Address("127.0.0.1", wire.port))


def text(pieces):
    return "".join(piece.text for piece in pieces)


def test_an_answer_goes_on_byte_for_byte_over_a_wire_that_breaks(access, pc, engine):
    engine.replies.append(Reply(tuple(Say(word) for word in WORDS)))
    with CuttingWire(pc.port, [HANDSHAKE_BYTES + extra for extra in (700, 1, 3_001, 999, 5_000)]) as wire:
        assert text(answer(through(access, wire))) == WHOLE
        assert wire.connections == 6
    assert len(engine.asked) == 1, "what the peer had accepted was not asked again"


def test_a_wire_that_never_brings_anything_is_given_up(access, pc, engine):
    engine.replies.append(Reply(tuple(Say(word) for word in WORDS)))
    heard = []
    with CuttingWire(pc.port, [HANDSHAKE_BYTES + 3_000, *[100] * 1000]) as wire, pytest.raises(ForgeError):
        heard.extend(piece.text for piece in answer(through(access, wire), replace(BUDGETS, patience=1.0)))
    assert len(engine.asked) == 1


def test_a_node_that_is_gone_is_an_end_at_once(access, pc, engine):
    word = threading.Event()
    engine.replies.append(Reply((Say("The sea"), Wait(word), Say(" is deep."))))
    pieces = answer(access, replace(BUDGETS, patience=60.0), patient=True)
    assert next(piece.text for piece in pieces if piece.text) == "The sea"
    clock, begun = SystemClock(), SystemClock().steady()
    pc.stop()
    with pytest.raises((ConnectionLost, EngineDied)):
        list(pieces)
    assert clock.steady() - begun < 30


def test_who_is_let_go_in_the_middle_of_an_answer_is_told_so_at_once(access, pc, engine):
    word = threading.Event()
    engine.replies.append(Reply((Say("The sea"), Wait(word), Say(" is deep."))))
    pieces = answer(access, replace(BUDGETS, patience=60.0), patient=True)
    assert next(piece.text for piece in pieces if piece.text) == "The sea"
    pc.services.registry.remove("my_pi")
    clock, begun = SystemClock(), SystemClock().steady()
    with pytest.raises(NotTrusted, match="has let this device go"):
        list(pieces)
    assert clock.steady() - begun < 30
    word.set()


def test_an_engine_that_dies_is_told_as_such(access, engine):
    engine.replies.append(Reply((Say("The sea"), Cut())))
    with pytest.raises(EngineDied):
        text(answer(access))


def test_what_the_peer_refuses_is_its_error(access, engine):
    engine.replies.append(refuse(400, "bad temperature"))
    with pytest.raises(BadInput, match="bad temperature"):
        text(answer(access))
    assert len(engine.asked) == 1


def test_a_reader_that_stops_ends_the_compute(access, engine):
    engine.replies.append(Reply((Endless(),)))
    pieces = answer(access)
    next(piece for piece in pieces if piece.text)
    pieces.close()
    assert engine.left.wait(30)


def test_nobody_there_is_unreachable(access, pc):
    pc.stop()
    with pytest.raises(Unreachable):
        text(answer(access))


def test_a_long_prompt_is_no_silence(access, engine):
    word = threading.Event()
    engine.replies.append(Reply((Wait(word), Say("At last."))))
    threading.Timer(2.5, word.set).start()
    assert text(answer(access, replace(BUDGETS, accept=2.0, stall=2.0, patience=0.1))) == "At last."
