from __future__ import annotations

import pytest

from forge_ai.api.orders.engine_events import EngineEvents, count_events, told_pace
from forge_ai.engines.answers.usage_sum import Count
from forge_ai.errors import EngineDied
from forge_ai.limits import EVENT_BYTES

WORD = b'data: {"choices":[{"delta":{"content":"sea"},"finish_reason":null}]}\n\n'
LAST = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
DONE = b"data: [DONE]\n\n"
PROGRESS = b'data: {"prompt_progress":{"processed":64}}\n\n'


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_events_are_passed_on_whole_however_they_arrive(size):
    events, whole = EngineEvents("m", Count()), WORD + WORD + LAST + DONE
    passed = [events.feed(whole[start : start + size]) for start in range(0, len(whole), size)]
    assert b"".join(passed) == whole
    assert all(part.endswith(b"\n\n") for part in passed if part)
    assert events.finished


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_lines_may_end_as_those_of_windows_do(size):
    events = EngineEvents("m", Count())
    whole = WORD + WORD + LAST + DONE
    stream = whole.replace(b"\n", b"\r\n")
    blocks = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert b"".join(map(events.feed, blocks)) == whole
    assert events.finished


def test_a_done_without_a_reason_is_kept_back():
    events = EngineEvents("m", Count())
    assert events.feed(WORD + DONE) == WORD.removesuffix(b"\n\n") + b"\n\n"
    assert events.feed(DONE) == b""
    assert not events.finished


def test_progress_is_not_passed_on_and_is_no_event_of_the_answer():
    assert EngineEvents("m", Count()).feed(PROGRESS) == b""
    assert EngineEvents("m", Count()).feed(PROGRESS + PROGRESS + WORD) == WORD
    assert (count_events(PROGRESS), count_events(WORD + WORD)) == (0, 2)


def test_an_error_of_the_engine_is_a_reason():
    events = EngineEvents("m", Count())
    events.feed(b'data: {"error":{"message":"too long"}}\n\n')
    assert events.finished


def test_an_event_without_an_end_is_given_up():
    events = EngineEvents("m", Count())
    with pytest.raises(EngineDied, match="without an end"):
        events.feed(b"data: " + bytes(EVENT_BYTES))


def test_the_pace_is_the_one_that_the_engine_tells_and_not_what_an_answer_says_of_it():
    told = b'data: {"timings":{"predicted_n":41,"predicted_per_second":940.25}}\n\n'
    said = b'data: {"choices":[{"delta":{"content":"\\"predicted_per_second\\": 9"}}]}\n\n'
    assert [told_pace(block) for block in (WORD + told, said, WORD)] == [940.25, 0.0, 0.0]
