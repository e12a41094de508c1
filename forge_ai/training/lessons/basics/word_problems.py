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
from forge_ai.training.lessons.words.beginnings import capitalised
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
WHO: Final = listed("Anna, Ben, Tom, Lisa, my brother, my sister, Emma, Paul, Nina, Max, my son, my friend, Ida, Leo")
KEPT_THINGS: Final = listed("plums, buttons, balloons")
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """A sum in words: `{a}` and `{b}` are its numbers, `{x}` the things, `{r}` what comes out."""

    sign: str
    asked: str
    answer: str


PROBLEMS: Final = (
    *(
        Problem("minus", f"{start} {loss}. {question}", "You have {r} {x} left.")
        for start in ("I have {a} {x} and", "I had {a} {x} and", "I have {a} {x}. I", "If I have {a} {x} and")
        for loss in ("{gone} {b}", "{gone} {b} of them", "then {gone} {b}")
        for question in (
            "How many are left?",
            "How many do I have left?",
            "How many do I have?",
            "How many do I still have?",
        )
    ),
    *(
        Problem("minus", "There are {a} {x} on the table. " + taken + " How many are left?", "There are {r} {x} left.")
        for taken in ("I take {b}.", "I eat {b}.", "Somebody takes {b}.", "I take {b} of them.")
    ),
    *(
        Problem("minus", f"{{who}} has {{a}} {{x}} and {loss}. How many {left}?", "{who} has {r} {x} left.")
        for loss in ("gives {b} to {whom}", "eats {b}", "loses {b}", "sells {b}", "breaks {b}", "gives away {b}")
        for left in ("has {who} left", "does {who} have left", "are left")
    ),
    *(
        Problem("plus", f"I have {{a}} {{x}} and {gain}. How many do I have{end}?", "You have {r} {x}.")
        for gain in ("buy {b} more", "get {b} more", "find {b}", "find {b} more", "you give me {b}", "win {b}")
        for end in ("", " now", " then", " in all")
    ),
    Problem("plus", "I have {a} {x} and my sister has {b}. How many do we have?", "You have {r} {x} in all."),
    Problem("plus", "If I have {a} {x} and you give me {b}, how many do I have?", "You have {r} {x}."),
    Problem(
        "plus", "There are {a} {x} here and {b} {x} there. How many are there in all?", "There are {r} {x} in all."
    ),
    Problem("plus", "{who} has {a} {x} and {whom} has {b}. How many do they have?", "They have {r} {x} in all."),
    Problem("times", "I have {a} bags with {b} {x} each. How many {x} do I have?", "You have {r} {x}."),
    Problem("times", "There are {a} boxes with {b} {x} in each. How many {x} are there?", "There are {r} {x} in all."),
    Problem("times", "{a} people have {b} {x} each. How many {x} are that?", "They have {r} {x} in all."),
    Problem("divided by", "I share {a} {x} among {b} people. How many does each get?", "Each gets {r} {x}."),
    Problem("divided by", "{b} people share {a} {x}. How many does each get?", "Each gets {r} {x}."),
)
BY_SIGN: Final = {sign: tuple(one for one in PROBLEMS if one.sign == sign) for sign in SIGNS}
MINUS_MOSTLY: Final = ("minus", "minus", "minus", "plus", "plus", "times", "divided by")
EATEN: Final = ("eat", "eat", "eat", "ate", "eat up", "give away", "lose", "drop")
GONE: Final = ("lose", "lost", "give away", "gave away", "sell", "break", "throw away", "drop", "lend you", "give you")
ONE_ONLY: Final = 0.2


def _numbers(random: Random, sign: str) -> tuple[int, int]:
    if sign == "divided by":
        people, share = random.randint(2, 10), random.randint(2, 10)
        return people * share, people
    most = MOST_TIMES if sign == "times" else MOST
    one, other = random.randint(2, most), random.randint(1 if sign == "minus" else 2, most)
    if sign == "minus" and random.random() < ONE_ONLY:
        return one, 1
    return (max(one, other), min(one, other)) if sign == "minus" else (one, other)


def problems(random: Random, *, held_out: bool = False) -> Asked:
    """A sum as a story; the exam has things in it that no lesson has."""
    problem = random.choice(BY_SIGN[random.choice(MINUS_MOSTLY)])
    one, other = _numbers(random, problem.sign)
    result = SIGNS[problem.sign].result(one, other)
    eaten = random.random() < 0.5
    things = random.choice(KEPT_THINGS if held_out else FOOD if eaten or _is_food(problem.asked) else THINGS)
    words = dict(zip(("who", "whom"), random.sample(WHO, 2), strict=True))
    words |= {"a": _told(random, one), "b": _told(random, other), "x": things}
    asked = problem.asked.format(gone=random.choice(EATEN if eaten and not held_out else GONE), **words)
    counted = "no" if result == 0 else str(result)
    named = _one_of(things) if result == 1 else things
    whose = {name: words[name].replace("my ", "your ") for name in ("who", "whom")}
    meaning = problem.answer.format(r=counted, **(words | whose | {"x": named})).replace("There are 1 ", "There is 1 ")
    answer = f"{one} {problem.sign} {other} is {result}. {capitalised(meaning)}"
    return Asked(capitalised(asked), answer, (f" {counted} {named}",))


def _is_food(asked: str) -> bool:
    return " eat" in asked


def _told(random: Random, number: int) -> str:
    """Each number by itself in figures or in words: "I have 5 apples and eat one"."""
    return in_words(number) if number <= MOST and random.random() < (0.6 if number == 1 else 0.3) else str(number)


def _one_of(things: str) -> str:
    """One of them: "potatoes" are made of one potato."""
    irregular = {"potatoes": "potato", "leaves": "leaf", "peaches": "peach"}
    return irregular.get(things, things[:-1])


ASKERS: Final[tuple[Asker, ...]] = (problems,)
