from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forge_ai.protocol.brains.failover import MOST_WAITS, UNKNOWN_WAIT_SECONDS, Ask, Failover, Failure, GiveUp


def test_the_best_brain_is_asked_first_and_may_answer_alone():
    answer = Failover(3)
    assert answer.begin() == Ask(0)
    assert [answer.hear("Hello"), answer.hear(" you"), answer.end()] == ["Hello", " you", ""]
    assert (answer.said, answer.parts) == ("Hello you", 2)


def test_the_next_brain_goes_on_with_what_was_said():
    answer = Failover(2)
    answer.begin()
    answer.hear("The sea ")
    assert answer.fail(Failure.BROKEN) == Ask(1, "The sea")
    assert answer.hear(" is deep.") == "is deep."
    assert answer.said == "The sea is deep."


def test_what_was_refused_is_refused():
    answer = Failover(2)
    answer.begin()
    assert answer.fail(Failure.REFUSED) == GiveUp()


def test_a_brain_that_does_not_suit_is_passed_over():
    answer = Failover(2)
    answer.begin()
    assert answer.fail(Failure.UNSUITED) == Ask(1)


def test_a_brain_that_failed_is_not_asked_again():
    answer = Failover(2)
    answer.begin()
    answer.fail(Failure.BROKEN)
    assert answer.fail(Failure.BROKEN) == GiveUp()


def test_a_busy_brain_is_asked_again_when_nobody_else_is_left():
    answer = Failover(2)
    answer.begin()
    assert answer.fail(Failure.BUSY, 4.0) == Ask(1)
    assert answer.fail(Failure.BROKEN) == Ask(0, wait_seconds=4.0)
    assert answer.fail(Failure.BUSY) == Ask(0, wait_seconds=UNKNOWN_WAIT_SECONDS)
    assert answer.fail(Failure.BROKEN) == GiveUp()


def test_without_leave_to_go_on_the_first_failure_is_the_answers():
    answer = Failover(2, may_go_on=False)
    answer.begin()
    answer.hear("The sea")
    assert answer.fail(Failure.BROKEN) == GiveUp()


def test_without_leave_to_go_on_a_busy_brain_is_waited_for():
    answer = Failover(2, may_go_on=False)
    answer.begin()
    assert answer.fail(Failure.BUSY, 1.0) == Ask(0, wait_seconds=1.0)


def test_nobody_to_ask_is_an_end():
    assert Failover(0).begin() == GiveUp()


failures = st.tuples(st.sampled_from(Failure), st.none() | st.floats(0, 1e9))


@given(st.integers(0, 4), st.booleans(), st.lists(failures, max_size=400), st.text("ab ", max_size=9))
def test_every_answer_ends_and_no_failed_brain_returns(brains, may_go_on, story, text):
    answer = Failover(brains, may_go_on=may_go_on)
    step, failed, asked = answer.begin(), set(), 0
    for failure, wait in story:
        if isinstance(step, GiveUp):
            break
        asked += 1
        assert step.brain not in failed
        assert 0 <= step.wait_seconds <= 30
        assert may_go_on or step.brain == 0
        answer.hear(text)
        if failure is not Failure.BUSY:
            failed.add(step.brain)
        step = answer.fail(failure, wait)
    assert asked <= brains + MOST_WAITS
