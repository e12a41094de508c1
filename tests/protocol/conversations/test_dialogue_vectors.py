"""The dialogue's published test vectors are what the code does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forge_ai.protocol.conversations.dialogue import (
    Dialogue,
    Ending,
    Plan,
    Turn,
    circles,
    clean,
    following,
    own_words,
    view,
)

FILE = Path(__file__).parents[1] / "vectors" / "dialogue-v1.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def plan_of(case):
    return Plan(**{**case["plan"], "speakers": tuple(case["plan"]["speakers"])})


def turns_of(entries):
    return [Turn(**entry) for entry in entries]


@pytest.mark.parametrize("case", VECTORS["views"], ids=lambda case: case["why"])
def test_each_speaker_sees_what_the_vector_says(case):
    turns = turns_of(case["turns"])
    found = view(plan_of(case), case["speaker"], turns, case["window_bytes"], fresh=case["fresh"])
    assert [message.to_json() for message in found] == case["messages"]


@pytest.mark.parametrize("case", VECTORS["order"], ids=lambda case: case["why"])
def test_the_speaker_of_the_vector_is_next(case):
    assert following(plan_of(case), turns_of(case["turns"])) == case["speaker"]


def test_words_are_cut_and_judged_as_the_vectors_say():
    for case in VECTORS["cleaned"]:
        assert clean(case["text"]) == case["clean"]
    for case in VECTORS["own_words"]:
        assert own_words(case["text"], case["speaker"], plan_of(case)) == case["own"]
    for case in VECTORS["circles"]:
        assert circles(case["text"], turns_of(case["turns"])) == case["circles"], case["text"]


@pytest.mark.parametrize("case", VECTORS["talks"], ids=lambda case: case["why"])
def test_a_whole_conversation_goes_as_the_vector_says(case):
    dialogue = Dialogue(plan_of(case), turns_of(case["earlier"]))
    asks = []
    for act in case["acts"]:
        step = dialogue.next()
        if isinstance(step, Ending):
            break
        if act["act"] in ("said", "failed"):
            fields = {"speaker": step.speaker, "attempt": step.attempt, "because": step.because}
            asks.append({**fields, "max_tokens": step.max_tokens, "shown": len(step.messages)})
        getattr(dialogue, act["act"])(**{key: value for key, value in act.items() if key != "act"})
    ending = dialogue.next()
    assert asks == case["asks"]
    assert [{"speaker": turn.speaker, "text": turn.text} for turn in dialogue.turns] == case["turns"]
    assert {"reason": ending.reason, "words": ending.words} == case["ending"]
