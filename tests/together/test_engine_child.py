"""A node whose engine is killed in the middle of an answer, or frozen."""

from __future__ import annotations

import os
import signal

import httpx2
import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import EngineDied, ModelBroken
from forge_ai.memory.facts import FactSource
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.random_model import SMALL
from tests.nodes import let_in, owner, put_model, serving, settings_for
from tests.programs import FORGE, program

LONG = GenerationOptions(max_tokens=1900, temperature=0.0)  # seconds of work, whoever reads it
CHAT, VECTORS = "/v1/chat/completions", "/v1/embeddings"
SHORT = GenerationOptions(max_tokens=5, temperature=0.0)


def client_of(node):
    return httpx2.Client(base_url=f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False, timeout=60)


def engine_pid(node):
    (engine,) = node.services.engines.awake().values()
    return engine.pid


def test_a_killed_engine_ends_the_answer_with_an_error_and_answers_the_next(tmp_path):
    put_model(tmp_path / "pc", shape=SMALL)
    with serving(tmp_path / "pc") as pc, EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as pi:
        let_in(pi, pc)
        pieces = pi.chat_with_peer("my_pc", [Message("user", "Tell me a long story")], LONG)
        first = next(piece.text for piece in pieces if piece.text)
        os.kill(engine_pid(pc), signal.SIGKILL)
        with pytest.raises(EngineDied):
            list(pieces)
        assert first
        assert pi.ask_peer("my_pc", "Hello", SHORT)


def test_a_broken_model_is_told_and_leaves_nothing_running(tmp_path):
    put_model(tmp_path)
    weights = tmp_path / "models" / "my_model" / "model.gguf"
    weights.write_bytes(weights.read_bytes()[:-1000])
    node = EnigmaNode("my_pc", settings=settings_for(tmp_path))
    with pytest.raises(ModelBroken, match="cut short"):
        node.start_server()


def test_a_node_that_was_sent_to_the_background_and_back_still_ends_at_ctrl_c(tmp_path):
    put_model(tmp_path)
    with program((*FORGE, "serve", "--port", "0", "--model", "my_model"), tmp_path) as (node, _):
        node.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, node.pid, os.WSTOPPED)
        node.send_signal(signal.SIGCONT)  # and at once, as the block ends, SIGINT


def test_a_frozen_engine_that_makes_vectors_is_replaced(tmp_path):
    put_model(tmp_path)
    with serving(tmp_path, stall_seconds=0.5) as node, client_of(node) as http:
        assert http.post(VECTORS, json={"input": "one"}).status_code == 200
        (engine,) = node.services.engines.awake().values()
        frozen = engine.for_vectors().pid
        os.kill(frozen, signal.SIGSTOP)
        refused = http.post(VECTORS, json={"input": "two"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (502, "engine_died")
        assert "silent for 0.5 s" in refused.json()["error"]["message"]
        assert http.post(VECTORS, json={"input": "three"}).status_code == 200
        assert engine.for_vectors().pid != frozen


def test_a_frozen_engine_that_answers_is_replaced(tmp_path):
    put_model(tmp_path)
    asked = {"messages": [{"role": "user", "content": "Hello"}], "max_tokens": 3}
    with serving(tmp_path, stall_seconds=0.5) as node, client_of(node) as http:
        assert http.post(CHAT, json=asked).status_code == 200
        frozen = engine_pid(node)
        os.kill(frozen, signal.SIGSTOP)
        assert "silent for 0.5 s" in http.post(CHAT, json=asked).json()["error"]["message"]
        assert http.post(CHAT, json=asked).status_code == 200
        assert engine_pid(node) != frozen


def test_a_search_by_meaning_replaces_a_frozen_engine(tmp_path):
    put_model(tmp_path)
    with serving(tmp_path, stall_seconds=1.0, embedding_model="my_model") as node:
        node.services.memory.facts.remember_all(
            [(f"The shop number {number} sells paint.", FactSource()) for number in range(20)]
        )
        node.services.memory.recall.lines("spouse")
        (engine,) = node.services.engines.awake().values()
        frozen = engine.for_vectors().pid
        os.kill(frozen, signal.SIGSTOP)
        node.services.memory.recall.lines("wife")
        node.services.memory.recall.lines("husband")
        assert engine.for_vectors().pid != frozen


def test_an_engine_that_makes_many_vectors_is_not_taken_for_a_frozen_one(tmp_path):
    put_model(tmp_path, shape=SMALL)
    texts = ["many words of a long text " * 15] * 24  # some seconds of work: longer than an idle process is waited for
    with serving(tmp_path, stall_seconds=0.05) as node, client_of(node) as http:
        answer = http.post(VECTORS, json={"input": texts})
        assert len(answer.json()["data"]) == len(texts)
