"""A node whose engine is killed in the middle of an answer."""

from __future__ import annotations

import os
import signal

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import EngineDied, ModelBroken
from forge_ai.protocol.chat import Message
from forge_ai.testing.random_model import SMALL
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import FORGE, program

LONG = GenerationOptions(max_tokens=1900, temperature=0.0)  # seconds of work, whoever reads it
SHORT = GenerationOptions(max_tokens=5, temperature=0.0)


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
