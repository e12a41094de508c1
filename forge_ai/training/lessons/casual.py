"""Sentences as people type them: in a hurry, without capitals and marks.

Does not know what the sentences say.
"""

from __future__ import annotations

from random import Random
from typing import Final

NEAT: Final = 0.75


def casual(sentence: str, random: Random, *names: str) -> str:
    """The sentence, a quarter of the time without its first capital or its last mark. Names keep their capital."""
    if random.random() < NEAT:
        return sentence
    bare = sentence.rstrip("?.")
    if not bare or sentence.startswith(names):
        return bare or sentence
    lowered = sentence[0].lower() + sentence[1:]
    return random.choice((bare, lowered, bare[0].lower() + bare[1:]))
