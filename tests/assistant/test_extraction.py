from __future__ import annotations

import json

import pytest

from forge_ai.assistant.extraction import find_facts
from forge_ai.engines.engine import Piece
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.facts import FactSource
from forge_ai.memory.telling.candidates import Verdict
from forge_ai.protocol.memory.records import State, read_details
from forge_ai.protocol.values.chat import Message

TALK = [
    Message("user", "I walked my dog Rex. My sister Anna lives in Graz. What should I cook today?"),
    Message("assistant", "The user's favourite dish is goulash."),
]


class Proposing:
    """A brain that proposes what it is given."""

    name, model = "my_pc", "proposing"

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def stream(self, messages, options):
        self.asked.append((messages, options))
        yield Piece(self.answer, "stop")

    unkept = ""

    def recalled(self, question):
        return []


@pytest.fixture
def memory(tmp_path):
    with open_memory(tmp_path) as opened:
        yield opened


def found(memory, *proposed):
    brain = Proposing(json.dumps({"facts": list(proposed)}))
    return find_facts(brain, TALK, memory.facts, FactSource(by="found")), brain


def test_a_fact_in_the_persons_words_is_kept_and_says_that_it_was_found(memory):
    verdicts, _ = found(memory, "My sister Anna lives in Graz.")
    assert [one.verdict for one in verdicts] == [Verdict.KEEP]
    (record,) = memory.facts.listed()
    assert read_details(record.details)["by"] == "found"


def test_what_only_the_model_said_is_never_kept(memory):
    verdicts, brain = found(memory, "My favourite dish is goulash.")
    assert [one.verdict for one in verdicts] == [Verdict.NOT_SAID]
    assert memory.facts.listed() == []
    assert "goulash" not in brain.asked[0][0][-1].content


def test_a_doubtful_one_waits_and_questions_are_dropped(memory):
    verdicts, _ = found(memory, "Rex walked today with the dog.", "What should I cook today?")
    assert [one.verdict for one in verdicts] == [Verdict.REVIEW, Verdict.QUESTION]
    assert memory.facts.listed() == []
    assert len(memory.facts.listed(State.PENDING)) == 1


def test_what_is_known_is_not_found_twice(memory):
    found(memory, "My sister Anna lives in Graz.")
    verdicts, _ = found(memory, "my sister Anna lives in Graz")
    assert [one.verdict for one in verdicts] == [Verdict.KNOWN]


@pytest.mark.parametrize("answer", ["", "facts", "[]", '{"facts": 5}', '{"facts": [1, null]}', '{"facts": "x"}'])
def test_an_answer_outside_the_grammar_proposes_nothing(memory, answer):
    assert find_facts(Proposing(answer), TALK, memory.facts, FactSource()) == []


def test_the_answer_is_held_to_a_grammar(memory):
    _, brain = found(memory)
    assert brain.asked[0][1].to_json()["response_format"]["type"] == "json_schema"
