"""Copying for its own sake: say what you are told to say.

Does not know any facts. It is here because a small model learns to copy before it learns to answer.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.words.names import draw
from forge_ai.training.lessons.words.values import KINDS

ORDERS: Final = (
    "Please say: {}",
    "Say: {}",
    "Repeat: {}",
    "Please repeat: {}",
    "Say {}",
    "Repeat after me: {}",
    "Write: {}",
)


def words(random: Random, *, held_out: bool = False) -> str:
    """One to four values one after the other."""
    kinds = random.choices(tuple(KINDS), k=random.choice((1, 1, 2, 2, 3, 4)))
    return " ".join(draw(KINDS[kind], random, held_out=held_out) for kind in kinds)


def exchange(random: Random) -> tuple[str, str]:
    """An order to say something, and what was to be said."""
    text = words(random)
    return random.choice(ORDERS).format(text), text
