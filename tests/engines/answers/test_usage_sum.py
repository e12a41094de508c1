from __future__ import annotations

import json
from typing import Any

import pytest

from forge_ai.engines.answers.usage_sum import Count, LastUsage, count_of, in_all
from forge_ai.protocol.answers.stream import written

DONE = b"data: [DONE]\n\n"


def report(read: int, made: int) -> dict[str, Any]:
    return {"prompt_tokens": read, "completion_tokens": made, "total_tokens": read + made}


def passed_on(count: Count, *events: bytes) -> list[Any]:
    """What comes out of a stream whose events come one by one."""
    usage = LastUsage(count)
    out = b"".join(usage.pass_on(event.removesuffix(b"\n\n")) + b"\n\n" for event in events)
    found = [event.removeprefix(b"data: ") for event in out.split(b"\n\n") if event]
    return [event if event == b"[DONE]" else json.loads(event) for event in found]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"messages": []}, Count(1, 1)),
        ({"messages": [], "n": 3}, Count(1, 3)),
        ({"prompt": ["a", "b"], "n": 2}, Count(2, 2)),
        ({"prompt": [[1, 2], [3]]}, Count(2, 1)),
        ({"prompt": [1, 2, 3], "n_cmpl": 2}, Count(1, 2)),
        ({"prompt": "a", "n": "many"}, Count(1, 1)),
    ],
)
def test_answers_are_counted(fields: dict[str, Any], count: Count) -> None:
    assert count_of(fields) == count


def test_a_prompt_of_several_answers_counts_once() -> None:
    reports = [report(7, 3), report(7, 4), report(5, 1), report(5, 2)]
    assert in_all(reports, Count(2, 2)) == report(12, 10)


def test_one_report_for_all_is_the_sum_already() -> None:
    assert in_all([report(7, 30)], Count(1, 3)) == report(7, 30)
    assert in_all([report(7, 1), report(7, 2), report(7, 3)], Count(1, 1)) == report(7, 3)


def test_a_stream_tells_the_sum_before_its_end() -> None:
    first, second = ({"id": "a", "choices": [], "usage": report(7, made)} for made in (3, 4))
    words = {"id": "a", "choices": [{"index": 1, "delta": {"content": "Hi"}}]}
    told = passed_on(Count(1, 2), written(first), written(words), written(second), DONE)
    assert told == [words, {"id": "a", "choices": [], "usage": report(7, 7)}, b"[DONE]"]


def test_an_end_that_tells_its_own_count_keeps_the_rest() -> None:
    ends = [{"choices": [{"index": n, "text": "", "finish_reason": "stop"}], "usage": report(2, 5)} for n in (0, 1)]
    told = passed_on(Count(2, 1), written(ends[0]) + written(ends[1]) + DONE)
    assert [chunk["choices"] for chunk in told[:2]] == [end["choices"] for end in ends]
    assert [chunk["usage"] for chunk in told[:-1] if "usage" in chunk] == [report(4, 10)]


def test_the_stream_of_one_answer_is_not_touched() -> None:
    event = written({"choices": [], "usage": report(7, 3)}).removesuffix(b"\n\n")
    assert LastUsage(Count()).pass_on(event) is event


@pytest.mark.parametrize(
    "odd", [b'data: "usage"', b'data: {"usage": 7}', b'data: ["usage"]', b': "usage"', b'data: {"usage"']
)
def test_what_only_looks_like_a_report_goes_by(odd: bytes) -> None:
    assert LastUsage(Count(1, 2)).pass_on(odd) == odd
