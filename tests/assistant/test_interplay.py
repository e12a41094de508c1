from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.assistant.interplay import answers, content_of, measure, questions_in, repetition, variety, words_of
from forge_ai.protocol.conversations.dialogue import Turn
from forge_ai.protocol.conversations.transcript import Transcript

VECTORS = json.loads((Path(__file__).parent / "vectors" / "interplay.json").read_text(encoding="utf-8"))


def transcript_of(case):
    turns = tuple(Turn(speaker, text) for speaker, text in case["turns"])
    return Transcript(tuple(case["speakers"]), case["topic"], turns)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_the_measures_are_those_of_the_vectors(case):
    assert json.loads(json.dumps(measure(transcript_of(case)).to_json())) == case["measures"]


def test_words_are_counted_without_marks_and_case():
    assert words_of("Don’t say so, SO: it's 12!") == ["don't", "say", "so", "so", "it's"]  # noqa: RUF001
    assert content_of("The waves are on the beaches") == ["wave", "beache"]


def test_variety_compares_long_and_short_texts():
    assert variety([]) == 0.0
    assert variety(["a", "b"]) == 1.0
    assert variety(["a"] * 100) == 1 / 50
    assert variety([f"word{number % 50}" for number in range(500)]) == 1.0


def test_repetition_counts_what_was_said_before():
    assert repetition(["one two three four", "five six"]) == 0.0
    assert repetition(["one two three", "one two three"]) == 0.5
    assert repetition([]) == 0.0


def test_questions_and_answers():
    assert questions_in("Well. Do you swim? I do! Really?") == ["Do you swim?", "Really?"]
    assert answers("Do you like the tide?", "Yes. It is slow.")
    assert answers("Do you like the tide?", "That tide is slow.")
    assert not answers("Do you like the tide?", "What tide?")
    assert not answers("Do you like the tide?", "Bread bakes.")


def test_a_person_who_put_in_words_is_measured_too():
    found = measure(Transcript(("a", "b"), "", (Turn("a", "Hello there."), Turn("you", "Be brief."))))
    assert [one.speaker for one in found.speakers] == ["a", "b", "you"]


TURNS = st.lists(st.tuples(st.sampled_from(["a", "b", "you"]), st.text(max_size=80)), max_size=20)


@given(TURNS, st.text(max_size=40))
def test_every_share_is_one(turns, topic):
    found = measure(Transcript(("a", "b"), topic, tuple(Turn(speaker, text) for speaker, text in turns)))
    shares = [one.variety for one in found.speakers] + [one.repetition for one in found.speakers]
    shares += [value for one in found.uptakes for _, value in one.course] + [value for _, value in found.nearness]
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert all(one.questions_answered <= one.questions_asked for one in found.speakers)
