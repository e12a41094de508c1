"""One question of everyday knowledge with its answer, and tables of which every row gives such questions.

Does not know what stands in the tables, nor who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, Protocol

from forge_ai.training.lessons.exchanges.follow_ups import FURTHER
from forge_ai.training.lessons.words.beginnings import capitalised

FOLLOWING: Final = ("And {}?", "and {}?", "What about {}?", "And what about {}?", *FURTHER)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the answer to it, and words that stand in every right answer: all of `sought`, one of `any_of`.

    `then` writes a further question that can only be understood after this one; None where there is no such thing.
    """

    question: str
    answer: str
    sought: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    then: Callable[[Random], Asked] | None = None


class Asker(Protocol):
    """Writes questions of one kind; `held_out` gives a wording, or numbers, that only the exam has."""

    def __call__(self, random: Random, *, held_out: bool = False) -> Asked:
        """A question with its answer."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """Questions of one kind: `{0}` in a wording is the first word of a row, `{1}` the second, and so on.

    `held` are the wordings that only the exam has, `sought` the words of a right answer, and `short` names what a
    short further question names ("And of Spain?"); empty where nobody would ask so.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    asked: tuple[str, ...]
    held: tuple[str, ...]
    answers: tuple[str, ...]
    sought: tuple[str, ...] = ("{1}",)
    short: str = ""

    def __call__(self, random: Random, *, held_out: bool = False) -> Asked:
        """A question about any row."""
        row = random.choice(self.rows)
        return self._about(row, random, random.choice(self.held if held_out else self.asked))

    def _about(self, row: tuple[str, ...], random: Random, wording: str) -> Asked:
        answer = random.choice(self.answers).format(*row)
        sought = tuple(word.format(*row) for word in self.sought)
        return Asked(capitalised(wording.format(*row)), capitalised(answer), sought, (), self._then(row))

    def _then(self, row: tuple[str, ...]) -> Callable[[Random], Asked] | None:
        if not self.short:
            return None
        return lambda random: self._next(row, random)

    def _next(self, row: tuple[str, ...], random: Random) -> Asked:
        other = random.choice([one for one in self.rows if one[0] != row[0]])
        return self._about(other, random, random.choice(FOLLOWING).replace("{}", self.short))


def turned(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The rows the other way round: the second word first, and the first one second."""
    return tuple((row[1], row[0], *row[2:]) for row in rows)
