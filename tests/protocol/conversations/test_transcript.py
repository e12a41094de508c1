from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput
from forge_ai.limits import DIALOGUE_TURNS
from forge_ai.protocol.conversations.dialogue import Ending, Turn
from forge_ai.protocol.conversations.transcript import Transcript, parse_transcript

TALK = Transcript(
    ("alice", "bob@pi"),
    "the sea",
    (Turn("alice", "The tide turns.", 4, 0.5), Turn("you", "Yes.")),
    Ending("turns", "Over."),
)


def changed(**fields):
    return json.dumps({**TALK.to_json(), **fields}).encode()


def test_a_transcript_is_read_as_it_was_written():
    assert parse_transcript(TALK.to_text().encode()) == TALK


def test_control_characters_in_a_file_do_not_come_in():
    [turn] = parse_transcript(changed(turns=[{"speaker": "alice", "text": "a\x1b[2Jb"}])).turns
    assert turn.text == "a[2Jb"


def test_the_longest_conversation_is_read():
    turns = [{"speaker": "alice", "text": 'a: "b", [c]', "tokens": 4, "seconds": 0.5}] * (2 * DIALOGUE_TURNS)
    assert len(parse_transcript(changed(turns=turns)).turns) == 2 * DIALOGUE_TURNS


def test_a_file_of_tiny_values_is_refused_before_it_fills_the_memory():
    data = changed(turns=[[]] * 2_000_000)
    tracemalloc.start()
    with pytest.raises(BadInput, match="too many values"):
        parse_transcript(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        changed(format="other"),
        changed(speakers=["alice"]),
        changed(speakers=["alice"] * 9),
        changed(speakers=[1, 2]),
        changed(speakers="ab\n"),
        changed(speakers=["alice", "b\x1bob"]),
        changed(speakers=None),
        changed(topic=7),
        changed(turns=7),
        changed(turns=[7]),
        changed(turns=[{"speaker": "alice"}]),
        changed(turns=[{"speaker": "mallory", "text": "x"}]),
        changed(turns=[{"speaker": "alice", "text": "x" * 100_000}]),
        changed(turns=[{"speaker": "alice", "text": "x", "tokens": "many"}]),
        changed(turns=[{"speaker": "alice", "text": "x", "seconds": 10**400}]),
        changed(turns=[{"speaker": "alice", "text": "x"}] * 20_001),
        changed(ended={"reason": "because", "words": "x"}),
        changed(ended=7),
    ],
)
def test_what_is_no_transcript_is_refused(data):
    with pytest.raises(BadInput):
        parse_transcript(data)


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=3), max_size=3)


@given(st.dictionaries(st.sampled_from(sorted(TALK.to_json())), VALUES))
def test_any_values_are_a_transcript_or_one_error(fields):
    try:
        found = parse_transcript(changed(**fields))
        assert parse_transcript(found.to_text().encode()) == found
    except BadInput:
        pass
