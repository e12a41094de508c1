from __future__ import annotations

from forge_ai.assistant.timing import Timed
from forge_ai.engines.engine import Piece, Usage
from forge_ai.testing.manual_clock import ManualClock


def test_an_answer_is_timed_as_the_person_saw_it():
    clock = ManualClock()

    def pieces():
        for word in ("one ", "two ", "three"):
            clock.advance(0.5)
            yield Piece(word)
        yield Piece("", "stop", Usage(7, 3))

    answer = Timed(pieces(), clock)
    assert "".join(answer) == "one two three"
    assert answer.report() == {
        "tokens": 3,
        "tokens_per_second": 2.0,
        "milliseconds_to_first_token": 500.0,
        "finish_reason": "stop",
    }


def test_an_answer_of_nothing_has_no_speed():
    answer = Timed([Piece("", "stop")], ManualClock())
    assert list(answer) == []
    assert answer.report()["tokens_per_second"] is None
