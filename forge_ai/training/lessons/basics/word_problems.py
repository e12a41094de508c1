"""Small sums as stories: apples that are eaten, marbles that are won, rows of chairs.

The sum is said first and then what it means, as small models count better aloud. Results are computed. Does not know
sums in figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.basics.sums import MOST_TIMES, SIGNS
from forge_ai.training.lessons.words.listed import listed

FOOD: Final = listed(
    "apples, pears, eggs, cakes, cookies, nuts, oranges, sweets, lemons, bananas, carrots, onions, rolls, muffins, "
    "crackers, grapes, potatoes, chocolates, fish cakes, peaches"
)
THINGS: Final = FOOD + listed(
    "books, coins, marbles, cards, pencils, stamps, shells, stones, flowers, roses, tickets, bottles, cups, plates, "
    "spoons, chairs, lamps, candles, toys, dolls, kites, balls, blocks, letters, photos, pictures, stickers, beads, "
    "ribbons, bricks, nails, screws, keys, hats, socks, shirts, bags, ducks, hens, euros, dollars, points, leaves"
)
KEPT_THINGS: Final = listed("plums, buttons, balloons")
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """A sum in words: `{a}` and `{b}` are its numbers, `{x}` the things, `{r}` what comes out."""

    sign: str
    asked: str
    answer: str


PROBLEMS: Final = (
    Problem("minus", "I have {a} {x} and eat {b}. How many are left?", "You have {r} {x} left."),
    Problem("minus", "I have {a} {x} and give away {b}. How many do I have left?", "You have {r} {x} left."),
    Problem("minus", "There are {a} {x} on the table. I take {b}. How many are left?", "There are {r} {x} left."),
    Problem("minus", "If I have {a} {x} and lose {b}, how many do I have?", "You have {r} {x} left."),
    Problem("minus", "I had {a} {x} and sold {b} of them. How many do I still have?", "You have {r} {x} left."),
    Problem("minus", "I have {a} {x} and I eat {b}. How many do I have?", "You have {r} {x} left."),
    Problem("minus", "Anna has {a} {x} and gives {b} to Ben. How many has Anna left?", "Anna has {r} {x} left."),
    Problem("plus", "I have {a} {x} and buy {b} more. How many do I have?", "You have {r} {x}."),
    Problem("plus", "I have {a} {x} and my sister has {b}. How many do we have?", "You have {r} {x} in all."),
    Problem("plus", "I have {a} {x} and get {b} more. How many are that?", "You have {r} {x}."),
    Problem("plus", "If I have {a} {x} and you give me {b}, how many do I have?", "You have {r} {x}."),
    Problem(
        "plus", "There are {a} {x} here and {b} {x} there. How many are there in all?", "There are {r} {x} in all."
    ),
    Problem("times", "I have {a} bags with {b} {x} each. How many {x} do I have?", "You have {r} {x}."),
    Problem("times", "There are {a} boxes with {b} {x} in each. How many {x} are there?", "There are {r} {x} in all."),
    Problem("divided by", "I share {a} {x} among {b} people. How many does each get?", "Each gets {r} {x}."),
)


def _numbers(random: Random, sign: str) -> tuple[int, int]:
    if sign == "divided by":
        people, share = random.randint(2, 10), random.randint(2, 10)
        return people * share, people
    most = MOST_TIMES if sign == "times" else MOST
    one, other = random.randint(2, most), random.randint(1 if sign == "minus" else 2, most)
    return (max(one, other), min(one, other)) if sign == "minus" else (one, other)


def problems(random: Random, *, held_out: bool = False) -> Asked:
    """A sum as a story; the exam has things in it that no lesson has."""
    problem = random.choice(PROBLEMS)
    one, other = _numbers(random, problem.sign)
    result = SIGNS[problem.sign].result(one, other)
    told = in_words if random.random() < 0.3 and one < MOST else str
    things = random.choice(KEPT_THINGS if held_out else FOOD if " eat " in problem.asked else THINGS)
    counted = "no" if result == 0 else str(result)
    named = _one_of(things) if result == 1 else things
    meaning = problem.answer.format(r=counted, x=named).replace("There are 1 ", "There is 1 ")
    answer = f"{one} {problem.sign} {other} is {result}. {meaning}"
    return Asked(problem.asked.format(a=told(one), b=told(other), x=things), answer, (f" {counted} {named}",))


def _one_of(things: str) -> str:
    """One of them: "potatoes" are made of one potato."""
    irregular = {"potatoes": "potato", "leaves": "leaf", "peaches": "peach"}
    return irregular.get(things, things[:-1])


ASKERS: Final[tuple[Asker, ...]] = (problems,)
