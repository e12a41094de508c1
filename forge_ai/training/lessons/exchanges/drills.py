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
    "Repeat after me: {}",
    "Repeat after me {}",
    "Write: {}",
    "Copy this: {}",
    "Say this: {}",
    "Repeat this: {}",
    "Now say: {}",
    "Type: {}",
    'Say "{}"',
    'Repeat after me: "{}"',
)
SUBJECTS: Final = ("I", "we", "you", "the children", "my friends", "all of us", "the birds", "some people", "they")
VERBS: Final = ("like", "love", "see", "want", "need", "think of", "talk about", "sing about", "dream of")
ENDS: Final = ("", "", " today", " every day", " in the morning", " in summer", " now")
SENTENCES: Final = 0.5


def words(random: Random, *, held_out: bool = False) -> str:
    """One to four values one after the other."""
    kinds = random.choices(tuple(KINDS), k=random.choice((1, 1, 2, 2, 3, 4)))
    return " ".join(draw(KINDS[kind], random, held_out=held_out) for kind in kinds)


def sentence(random: Random) -> str:
    """A short sentence that says nothing of anybody in particular."""
    thing = random.choice(("the sea", "the moon", "cake", "music", "good books", "warm bread", "the sun", "small dogs"))
    said = f"{random.choice(SUBJECTS)} {random.choice(VERBS)} {thing}{random.choice(ENDS)}"
    return f"{said[0].upper()}{said[1:]}{random.choice(('', '.', '.', '!'))}"


def exchange(random: Random) -> tuple[str, str]:
    """An order to say something, and what was to be said."""
    text = sentence(random) if random.random() < SENTENCES else words(random)
    return random.choice(ORDERS).format(text), text
