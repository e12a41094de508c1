"""What a person says of the world, true or not: a capital, a word, a colour. It wins over what the model knows.

Does not know whether a claim is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.colours import THINGS
from forge_ai.training.lessons.basics.countries import COUNTRIES
from forge_ai.training.lessons.basics.geography import untaught_place
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.names import draw, invented_name
from forge_ai.training.lessons.words.values import KINDS

COLOURS: Final = ("red", "green", "blue", "yellow", "pink", "purple", "grey", "white", "black", "orange", "brown")
FRAMES: Final = ("{}", "{}", "Remember: {}", "In my story, {}", "In my game, {}", "Please note: {}", "For our game: {}")
THANKS: Final = ("Got it, {}.", "Noted, {}.", "Thanks, I'll remember that {}.", "All right, {}.")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as a clause ("the capital of Norway is Zirk"), the question that it answers, and the value in it."""

    clause: str
    question: str
    value: str

    @property
    def answer(self) -> str:
        """The answer to the question, from somebody who was told so."""
        return f"{capitalised(self.clause)}."

    def told(self, random: Random) -> str:
        """The claim in the words of the person."""
        return capitalised(random.choice(FRAMES).format(f"{self.clause}."))

    def thanked(self, random: Random) -> str:
        """The answer to a person who has just said it."""
        return random.choice(THANKS).format(self.clause)


def _capital(random: Random, *, held_out: bool) -> Claim:
    known = random.random() < 0.5
    place = random.choice(COUNTRIES).name if known else untaught_place(random, held_out=held_out)
    town = draw(KINDS["town"], random, held_out=held_out)
    return Claim(f"the capital of {place} is {town}", f"What is the capital of {place}?", town)


def _meaning(random: Random, *, held_out: bool) -> Claim:
    word = draw(invented_name, random, held_out=held_out).lower()
    one = f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
    thing = random.choice(("small", "big", "round", "old", "green", "very quiet", "broken", "magic"))
    what = f"a {thing} {random.choice(NOUNS)}".replace("a old", "an old")
    return Claim(f"{one} is {what}", f"What is {one}?", what)


def _colour(random: Random, *, held_out: bool) -> Claim:
    del held_out
    thing, usual = random.choice(THINGS)
    colour = random.choice([one for one in COLOURS if one != usual])
    return Claim(f"{thing} is {colour}", f"What colour is {thing}?", colour)


NOUNS: Final = ("lamp", "dog", "house", "boat", "cake", "bell", "stone", "robot", "hat", "garden", "song", "machine")
WRITERS: Final = (_capital, _capital, _meaning, _colour)


def some_claim(random: Random, *, held_out: bool = False) -> Claim:
    """Any claim; ``held_out`` gives names that no lesson has."""
    return random.choice(WRITERS)(random, held_out=held_out)
