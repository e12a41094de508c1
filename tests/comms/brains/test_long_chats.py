"""A conversation that has become too long for the brain that answers goes on there, and with the next brain too."""

from __future__ import annotations

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import PromptTooLong
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.scripted_engine import Cut, Reply, Say, ScriptedEngine, refuse
from tests.nodes import let_in, serving, settings_for

LONG = [
    Message("user" if number % 2 == 0 else "assistant", f"message {number} about the sea and the sky")
    for number in range(20)
]
NOW = Message("user", "What did I say?")


def small(most):
    """An engine that reads so many messages."""

    def answer(asked):
        if len(asked.fields["messages"]) > most:
            return refuse(400, "the request exceeds the available context size", "exceed_context_size_error")
        return Reply((Say("Near"), Say(" words.")))

    return answer


def shown(engine):
    """What the engine was asked last, without what the node tells of itself."""
    return [one["content"] for one in engine.asked[-1].fields["messages"] if one["role"] != "system"]


def own(home, engine):
    return settings_for(
        home, model="scripted", upstream=engine.url, sync="asked", look_seconds=1.5, header_seconds=10.0
    )


@pytest.fixture
def near():
    with ScriptedEngine(otherwise=small(10)) as engine:
        yield engine


def hear(brain, messages):
    return "".join(piece.text for piece in brain.stream(messages, GenerationOptions(max_tokens=50)))


def test_a_refused_conversation_goes_on_without_its_oldest_exchanges(tmp_path, near):
    told = []
    with EnigmaNode("my_pi", settings=own(tmp_path, near)) as node:
        assert hear(node.brain(tell=told.append), [*LONG, NOW]) == "Near words."
    kept = shown(near)
    assert kept[-1] == NOW.content
    assert kept[:-1] == [one.content for one in LONG[len(LONG) + 1 - len(kept) :]]
    assert len(kept) % 2 == 1
    left_out = len(LONG) + 1 - len(kept)
    assert told == [f"[The model can read no more: it no longer sees the first {left_out} messages.]"]


def test_the_person_is_told_once_and_the_brain_is_not_shown_again_what_it_refused(tmp_path, near):
    told = []
    with EnigmaNode("my_pi", settings=own(tmp_path, near)) as node:
        brain = node.brain(tell=told.append)
        hear(brain, [*LONG, NOW])
        count = len(near.asked)
        hear(brain, [*LONG, NOW, Message("assistant", "Near words."), Message("user", "And now?")])
    assert len(near.asked) == count + 1
    assert len(told) == 1


def test_the_system_prompt_is_never_left_out(tmp_path, near):
    pirate = Message("system", "You are Ada, a pirate.")
    with EnigmaNode("my_pi", settings=own(tmp_path, near)) as node:
        assert hear(node.brain(), [pirate, *LONG, NOW]) == "Near words."
    assert near.asked[-1].fields["messages"][0]["content"] == pirate.content


def test_a_single_message_that_is_too_long_is_refused(tmp_path):
    told = []
    with ScriptedEngine(otherwise=small(0)) as engine, EnigmaNode("my_pi", settings=own(tmp_path, engine)) as node:
        brain = node.brain(tell=told.append)
        with pytest.raises(PromptTooLong):
            hear(brain, [NOW])
    assert told == []


def test_a_brain_that_can_read_less_goes_on_in_the_middle_of_an_answer(tmp_path, near):
    told = []
    with (
        ScriptedEngine() as far,
        serving(tmp_path / "pc", "my_pc", model="scripted", upstream=far.url, sync="asked") as pc,
        EnigmaNode("my_pi", settings=own(tmp_path / "pi", near)) as pi,
    ):
        pc.services.vitals.token("scripted")
        let_in(pi, pc)
        far.replies.append(Reply((Say("You said "), Cut())))
        brain = pi.brain(tell=told.append)
        assert hear(brain, [*LONG, NOW]) == "You said Near words."
        assert len(shown(far)) == len(LONG) + 1
        assert [part.name for part in brain.spoken] == ["my_pc", "my_pi"]
    assert NOW.content in shown(near)
    assert "You said" in shown(near)
    assert LONG[0].content not in shown(near)
    assert told[0].endswith("my_pi goes on.]")
    assert told[1].startswith("[The model can read no more: ")
