"""The stream's published test vectors are what the code does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forge_ai.errors import BadInput, ForgeError
from forge_ai.protocol.answers.replay import ReplayBuffer
from forge_ai.protocol.answers.stream import Cursor, check_stream_id

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "stream-v1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["ids"])
def test_an_id_is_taken_or_refused_as_the_vector_says(case):
    if case["good"]:
        assert check_stream_id(case["id"]) == case["id"]
        return
    with pytest.raises(BadInput):
        check_stream_id(case["id"])


@pytest.mark.parametrize("case", VECTORS["streams"])
def test_a_stream_is_cut_into_events_as_the_vector_says(case):
    cursor = Cursor()
    for step in case["steps"]:
        events = [event.decode() for event in cursor.feed(step["block"].encode())]
        assert (events, cursor.offset) == (step["events"], step["offset"])


@pytest.mark.parametrize("case", VECTORS["replays"])
def test_a_replay_begins_where_the_vector_says(case):
    buffer = ReplayBuffer(case["most"])
    for part in case["parts"]:
        buffer.append(part.encode())
    assert (buffer.begin, buffer.end) == (case["begin"], case["end"])
    for read in case["reads"]:
        assert _answer(buffer, read["offset"]) == read.get("text", read.get("status"))


def _answer(buffer, offset):
    try:
        return buffer.read(offset).decode()
    except ForgeError as error:
        return error.http_status
