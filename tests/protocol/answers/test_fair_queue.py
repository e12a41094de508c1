from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import EngineBusy
from forge_ai.protocol.answers.fair_queue import FairQueue


def queue(slots=2, most=10, most_of_one=10):
    return FairQueue(slots, most, most_of_one)


def test_a_free_slot_is_given_at_once():
    fair = queue()
    assert fair.arrive("pi") == (0, True)
    assert (fair.running, fair.waiting) == (1, 0)


def test_one_caller_alone_never_has_every_slot():
    fair = queue(slots=3)
    assert [fair.arrive("greedy")[1] for _ in range(4)] == [True, True, False, False]
    assert fair.arrive("modest")[1]


def test_a_single_slot_is_for_everybody():
    fair = queue(slots=1)
    assert fair.arrive("pi")[1]
    assert not fair.arrive("nas")[1]


def test_who_has_least_comes_first():
    fair = queue(slots=3)
    greedy = [fair.arrive("greedy")[0] for _ in range(10)]
    fair.arrive("modest")
    late, later = fair.arrive("nas")[0], fair.arrive("modest")[0]
    assert fair.leave(greedy[0]) == [late]
    assert fair.leave(greedy[1]) == [greedy[2]], "modest has one already, and greedy has none by now"
    assert fair.leave(greedy[2]) == [greedy[3]]
    assert later not in fair.leave(greedy[3])


def test_equals_take_turns():
    fair = queue(slots=1)
    first = fair.arrive("pi")[0]
    names = {fair.arrive(name)[0]: name for name in ("pi", "pi", "nas", "phone", "nas")}
    order, ticket = [], first
    for _ in range(len(names)):
        (ticket,) = fair.leave(ticket)
        order.append(names[ticket])
    assert order == ["nas", "phone", "pi", "nas", "pi"]


def test_who_waits_may_leave():
    fair = queue(slots=1)
    running, waiting = fair.arrive("pi")[0], fair.arrive("pi")[0]
    assert fair.leave(waiting) == []
    assert fair.leave(running) == []
    assert (fair.running, fair.waiting) == (0, 0)


def test_too_many_that_wait_are_sent_away_with_a_time():
    fair = queue(slots=1, most=2)
    for _ in range(3):
        fair.arrive("pi")
    with pytest.raises(EngineBusy) as busy:
        fair.arrive("nas")
    assert busy.value.retry_after == 2


def test_one_caller_does_not_fill_the_queue_for_the_others():
    fair = queue(slots=1, most=10, most_of_one=2)
    for _ in range(3):
        fair.arrive("greedy")
    with pytest.raises(EngineBusy):
        fair.arrive("greedy")
    assert fair.arrive("modest") == (3, False)


def test_without_slots_nobody_waits():
    fair = queue(slots=0)
    assert all(fair.arrive("vllm")[1] for _ in range(100))


steps = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30)), max_size=60)


@given(st.integers(1, 4), steps)
def test_no_slot_idles_while_somebody_may_use_it_and_shares_stay_fair(slots, story):
    fair, alive, running = queue(slots, 20, 8), {}, set()
    for caller, number in story:
        try:
            ticket, begins = fair.arrive(caller)
            alive[ticket] = caller
            running |= {ticket} if begins else set()
        except EngineBusy:
            pass
        if alive and number % 3 == 0:
            gone = sorted(alive)[number % len(alive)]
            del alive[gone]
            running = (running - {gone}) | set(fair.leave(gone))
        shares = Counter(alive[ticket] for ticket in running)
        assert len(running) == fair.running <= slots
        assert len(alive) - len(running) == fair.waiting
        waiting = {alive[ticket] for ticket in alive.keys() - running}
        if fair.running < slots:
            assert all(shares[caller] >= max(1, slots - 1) for caller in waiting)


@given(st.integers(1, 4), st.integers(1, 30))
def test_a_greedy_caller_does_not_delay_a_modest_one_by_more_than_one_answer(slots, greed):
    fair = queue(slots, 100, 100)
    tickets = [fair.arrive("greedy") for _ in range(greed)]
    ticket, begins = fair.arrive("modest")
    if not begins:
        assert ticket in fair.leave(next(number for number, runs in tickets if runs))
