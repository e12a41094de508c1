"""A whole answer: a text that also tells who gave which part of it.

Does not know how it came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of an answer: who said it, and at which character of the whole it begins."""

    name: str
    model: str
    at: int

    def to_json(self) -> dict[str, Any]:
        """The part as the command line prints it."""
        return {"node": self.name, "model": self.model, "at": self.at}


class Answer(str):
    """The text of an answer. ``spoken`` are its parts, more than one when another brain went on."""

    spoken: tuple[Spoken, ...]

    __slots__ = ("spoken",)

    def __new__(cls, text: str, spoken: Sequence[Spoken] = ()) -> Self:
        """Make it out of the whole text and its parts."""
        answer = super().__new__(cls, text)
        answer.spoken = tuple(spoken)
        return answer

    @property
    def brain(self) -> str:
        """The node that gave the answer, or its last part."""
        return self.spoken[-1].name if self.spoken else ""
