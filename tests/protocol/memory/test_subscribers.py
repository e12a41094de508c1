from __future__ import annotations

from contextlib import ExitStack

import pytest

from forge_ai.errors import EngineBusy
from forge_ai.protocol.memory.subscribers import Subscriber, Subscribers
from forge_ai.protocol.memory.version_vector import Entry

PI, PC = b"pi-wrote", b"pc-wrote"


def upto(**sequences: int) -> dict[bytes, Entry]:
    names = {"pi": PI, "pc": PC}
    return {names[name]: Entry(sequence, bytes(8)) for name, sequence in sequences.items()}


@pytest.mark.parametrize(
    ("began_with", "said", "here", "is_news"),
    [
        (upto(pi=1), upto(pi=1), upto(pi=1), False),
        (upto(pi=1), upto(pi=1), upto(pi=1, pc=1), True),
        (upto(pi=1), upto(pi=2), upto(pi=2), False),  # it gave that itself, or has it from elsewhere
        (upto(pi=1), upto(pi=2), upto(pi=2, pc=1), True),
        (upto(pi=2), upto(pi=1), upto(pi=2), False),
        ({}, {}, {}, False),
    ],
)
def test_news_is_what_a_device_has_not_and_has_not_said_itself(began_with, said, here, is_news) -> None:
    assert Subscriber("my_pi", began_with).lacks(said, here) is is_news


def test_it_is_known_who_is_there() -> None:
    subscribers = Subscribers()
    with subscribers.place(Subscriber("my_pi", {})), subscribers.taking("my_pc"):
        assert (subscribers.listens("my_pi"), subscribers.takes("my_pi")) == (True, False)
        assert (subscribers.listens("my_pc"), subscribers.takes("my_pc")) == (False, True)
    assert not subscribers.listens("my_pi")
    assert not subscribers.takes("my_pc")


def test_a_device_that_waits_once_too_often_gives_up_its_own_oldest_place() -> None:
    subscribers, rung = Subscribers(most=4, most_of_one=2), []
    own = [Subscriber("my_pi", {}, lambda number=number: rung.append(number)) for number in range(3)]
    with ExitStack() as stack:
        stack.enter_context(subscribers.place(Subscriber("my_pc", {})))
        for subscriber in own:
            stack.enter_context(subscribers.place(subscriber))
        assert rung == [0]
        assert [subscriber.is_sent_home for subscriber in own] == [True, False, False]


def test_when_all_places_are_taken_whoever_comes_is_refused_and_nobody_else_leaves() -> None:
    subscribers = Subscribers(most=2, most_of_one=8)
    first, second = Subscriber("my_pi", {}), Subscriber("my_pc", {})
    with subscribers.place(first), subscribers.place(second):
        with pytest.raises(EngineBusy), subscribers.place(Subscriber("other", {})):
            pass
        assert not first.is_sent_home
        assert not second.is_sent_home
    with subscribers.place(Subscriber("other", {})):
        assert subscribers.listens("other")


def test_all_go_home_when_the_node_ends_also_those_who_come_late() -> None:
    subscribers, late = Subscribers(), Subscriber("late", {})
    with subscribers.place(early := Subscriber("early", {})):
        subscribers.close()
        assert early.is_sent_home
    with subscribers.place(late):
        assert late.is_sent_home
