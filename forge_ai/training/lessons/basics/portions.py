"""Portions of a number: quarters, thirds, per cent of it, three times as much, and its square.

Only what comes out whole. Does not know halves and doubles, which stand with the sums.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker

PERCENTS: Final = {10: 10, 20: 5, 25: 4, 50: 2, 100: 1}
ROUND: Final = (20, 40, 60, 80, 100, 100, 100, 200, 400, 500, 1000)
PERCENT: Final = (
    *("What is {}% of {}?", "What is {}% of {}?", "What is {} percent of {}?", "How much is {}% of {}?", "{}% of {}"),
    *("{}% of {}?", "Calculate {}% of {}.", "How much is {} percent of {}?", "What's {}% of {}?", "{} percent of {}"),
    *("Tell me {}% of {}.", "{} % of {}", "What is {} per cent of {}?", "What does {}% of {} make?"),
)
SQUARED: Final = (
    *("What is {} squared?", "What is the square of {}?", "{} squared", "What's {} squared?", "Square of {}?"),
    *("The square of {}", "How much is {} squared?", "Square {}."),
)
SQUARED_HELD: Final = ("Could you tell me the square of {}?",)
PERCENT_HELD: Final = ("Could you tell me {}% of {}?", "I need to know {} percent of {}.")
PARTS: Final = {"quarter": 4, "third": 3, "fifth": 5, "tenth": 10}
PART: Final = (
    *("What is a {} of {}?", "What's a {} of {}?", "A {} of {}?", "How much is a {} of {}?", "A {} of {}"),
    *("What is one {} of {}?", "Tell me a {} of {}.", "One {} of {}?"),
)
PART_HELD: Final = ("Could you tell me a {} of {}?",)
MANIFOLD: Final = (
    *("What is three times {}?", "What is the triple of {}?", "Triple of {}?", "Triple {}.", "Three times {}?"),
    *("What is {} tripled?", "What's the triple of {}?"),
)
MANIFOLD_HELD: Final = ("Could you tell me the triple of {}?",)


def percent(random: Random, *, held_out: bool = False) -> Asked:
    """So many per cent of a number."""
    share = random.choice((10, 10, 10, 20, 25, 50, 50, 100))
    whole = random.choice((random.choice(ROUND), PERCENTS[share] * random.randint(1, 12)))
    if whole % PERCENTS[share]:
        whole = 100
    result = whole // PERCENTS[share]
    asked = random.choice(PERCENT_HELD if held_out else PERCENT).format(share, whole)
    told = f"{share} percent of {whole} is {result}."
    answer = told if share == 100 else f"{whole} divided by {PERCENTS[share]} is {result}, so {told}"
    return Asked(asked, answer, (f"of {whole} is {result}",))


def part(random: Random, *, held_out: bool = False) -> Asked:
    """A quarter, a third, a fifth or a tenth of a number."""
    name = random.choice(("quarter", "quarter", "third", "fifth", "tenth"))
    whole = PARTS[name] * random.randint(1, 12)
    asked = random.choice(PART_HELD if held_out else PART).format(name, whole)
    result = whole // PARTS[name]
    return Asked(asked, f"A {name} of {whole} is {result}.", (f"is {result}",))


def threefold(random: Random, *, held_out: bool = False) -> Asked:
    """Three times as much."""
    number = random.randint(1, 12)
    asked = random.choice(MANIFOLD_HELD if held_out else MANIFOLD).format(number)
    return Asked(asked, f"3 times {number} is {3 * number}.", (f"is {3 * number}",))


def squared(random: Random, *, held_out: bool = False) -> Asked:
    """A number times itself."""
    number = random.randint(1, 12)
    asked = random.choice(SQUARED_HELD if held_out else SQUARED).format(number)
    return Asked(asked, f"{number} times {number} is {number * number}.", (f"is {number * number}",))


ASKERS: Final[tuple[Asker, ...]] = (percent, percent, percent, part, part, threefold, squared)
