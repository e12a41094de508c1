from __future__ import annotations

import threading

import pytest

from forge_ai.comms.finding.errands import Errands


@pytest.fixture
def errands():
    made = Errands("test")
    yield made
    made.close()


def test_an_errand_that_waits_or_is_under_way_is_not_run_beside_itself(errands, eventually):
    go_on, begun = threading.Event(), []

    def work(number):
        begun.append(number)
        go_on.wait()

    for number in range(1_000):
        errands.run_once("the same", work, number)
    errands.run_once("another", work, -1)
    eventually(lambda: sorted(begun) == [-1, 0])
    go_on.set()


def test_an_errand_that_is_done_may_be_run_again_though_it_failed(errands, eventually, caplog):
    done = []

    def work():
        done.append(1)
        raise ValueError("lost")

    def is_run_again():
        errands.run_once("again", work)
        return len(done) >= 3

    eventually(is_run_again)
    eventually(lambda: "An errand of test failed." in caplog.text)


def test_after_the_end_nothing_is_done(errands):
    done = []
    errands.close()
    errands.run_once("late", done.append, "late")
    errands.close()  # which would wait for it
    assert done == []
