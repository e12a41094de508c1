from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from forge_ai.once import Once


class Owner:
    def __init__(self) -> None:
        self.made = 0
        self.another_asks = threading.Event()
        self.fails = False

    @Once
    def part(self) -> object:
        """A part."""
        self.made += 1
        self.another_asks.wait(20)
        if self.fails:
            raise OSError("not now")
        return object()


def test_two_threads_that_ask_at_once_get_the_same_part() -> None:
    owner = Owner()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(lambda: owner.part)
        others = [pool.submit(lambda: (owner.another_asks.set(), owner.part)[1]) for _ in range(3)]
        assert {id(asked.result()) for asked in others} == {id(first.result())}
    assert owner.made == 1
    assert owner.part is first.result()


def test_what_could_not_be_made_is_tried_again() -> None:
    owner = Owner()
    owner.another_asks.set()
    owner.fails = True
    with pytest.raises(OSError, match="not now"):
        _ = owner.part
    owner.fails = False
    assert owner.part
    assert owner.made == 2


def test_each_object_has_a_part_of_its_own_and_the_class_tells_of_it() -> None:
    one, other = Owner(), Owner()
    one.another_asks.set()
    other.another_asks.set()
    assert one.part is not other.part
    assert Owner.part.__doc__ == "A part."
