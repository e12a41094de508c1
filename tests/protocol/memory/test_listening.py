from __future__ import annotations

from contextlib import ExitStack

import pytest

from forge_ai.errors import EngineBusy
from forge_ai.protocol.memory.listening import Audience, Listener
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
    assert Listener("my_pi", began_with).lacks(said, here) is is_news


def test_it_is_known_who_is_there() -> None:
    audience = Audience()
    with audience.place(Listener("my_pi", {})), audience.taking("my_pc"):
        assert (audience.listens("my_pi"), audience.takes("my_pi")) == (True, False)
        assert (audience.listens("my_pc"), audience.takes("my_pc")) == (False, True)
    assert not audience.listens("my_pi")
    assert not audience.takes("my_pc")


def test_a_device_that_waits_once_too_often_gives_up_its_own_oldest_place() -> None:
    audience, rung = Audience(most=4, most_of_one=2), []
    listeners = [Listener("my_pi", {}, lambda number=number: rung.append(number)) for number in range(3)]
    with ExitStack() as stack:
        stack.enter_context(audience.place(Listener("my_pc", {})))
        for listener in listeners:
            stack.enter_context(audience.place(listener))
        assert rung == [0]
        assert [listener.is_sent_home for listener in listeners] == [True, False, False]


def test_when_all_places_are_taken_whoever_comes_is_refused_and_nobody_else_leaves() -> None:
    audience = Audience(most=2, most_of_one=8)
    first, second = Listener("my_pi", {}), Listener("my_pc", {})
    with audience.place(first), audience.place(second):
        with pytest.raises(EngineBusy), audience.place(Listener("other", {})):
            pass
        assert not first.is_sent_home
        assert not second.is_sent_home
    with audience.place(Listener("other", {})):
        assert audience.listens("other")


def test_all_go_home_when_the_node_ends_also_those_who_come_late() -> None:
    audience, late = Audience(), Listener("late", {})
    with audience.place(early := Listener("early", {})):
        audience.close()
        assert early.is_sent_home
    with audience.place(late):
        assert late.is_sent_home
