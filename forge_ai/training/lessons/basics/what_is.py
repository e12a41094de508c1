"""What animals, tools, plants and other common things are: one sentence each, from the tables that have them.

Does not know the words of `definitions`, which have a sentence of their own.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.animals import ANIMALS, an
from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.basics.categories import KINDS, thing
from forge_ai.training.lessons.basics.definitions import DEFINED, MEANING
from forge_ai.training.lessons.basics.things import TOOLS


def _animals() -> dict[str, str]:
    return {an(row[0]): f"{an(row[6])} that lives {row[4]} and eats {row[5]}" for row in ANIMALS}


def _tools() -> dict[str, str]:
    return {tool: f"for {use}" for tool, use in TOOLS}


def _members() -> dict[str, str]:
    return {thing(kind, word): kind for kind, members in KINDS.items() for word in members}


def _rows() -> tuple[tuple[str, ...], ...]:
    """Each thing once: an animal before a tool, and a tool before a member of a kind."""
    found = {**_members(), **_tools(), **_animals()}
    defined = {word for word, _ in DEFINED}
    return tuple((word, meaning) for word, meaning in found.items() if word not in defined)


THING: Final = Table(
    "what a thing is",
    _rows(),
    MEANING.asked,
    MEANING.held,
    ("{0} is {1}.",),
    sought=("{1}",),
    short="{0}",
)
ASKERS: Final[tuple[Asker, ...]] = (THING,)
