"""Stop means stop: the engine's child computes nothing any more, whether it wrote or still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.random_model import SMALL
from tests.nodes import let_in, put_model, serving, settings_for

LONG = GenerationOptions(max_tokens=1900, temperature=0.0)


def jiffies(pid):
    """Processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@pytest.fixture(scope="module")
def devices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("devices")
    put_model(folder / "pc", shape=SMALL)
    with (
        serving(folder / "pc", "my_pc", sync="asked") as pc,
        EnigmaNode("my_pi", settings=settings_for(folder / "pi", sync="asked")) as pi,
    ):
        let_in(pi, pc)
        yield pc, pi


def rests(pid, eventually):
    """Wait until the process uses no time for a fifth of a second."""
    from forge_ai.clock import SystemClock

    def still():
        before = jiffies(pid)
        SystemClock().sleep(0.2)
        return jiffies(pid) == before

    return eventually(still, 5)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_an_answer_that_is_stopped_costs_nothing_any_more(devices, eventually):
    pc, pi = devices
    (engine,) = pc.services.engines.awake().values()
    pieces = pi.chat_with_peer("my_pc", [Message("user", "Tell me a long story.")], LONG)
    assert next(piece for piece in pieces if piece.text)
    pieces.close()
    assert rests(engine.pid, eventually)
    assert pc.services.vitals.of("my_model").running == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_prompt_that_is_left_is_not_read_to_its_end(devices, eventually):
    pc, pi = devices
    (engine,) = pc.services.engines.awake().values()
    pieces = pi.chat_with_peer("my_pc", [Message("user", "word " * 350)], LONG)
    first = next(pieces)
    pieces.close()
    assert first.text == ""
    assert rests(engine.pid, eventually)
    assert pc.services.vitals.of("my_model").running == 0
