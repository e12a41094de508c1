"""Counting: up, down and by steps, and the number after or before another.

Does not know how to reckon.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words

TO: Final = ("Count to {}.", "Can you count to {}?", "Please count to {}.", "Count up to {}.", "Count from 1 to {}.")
TO_HELD: Final = ("Could you count up to {} for me?",)
BETWEEN: Final = ("Count from {} to {}.", "Can you count from {} to {}?", "Please count from {} to {}.")
BETWEEN_HELD: Final = ("Start at {} and count to {}.",)
DOWN: Final = (
    "Count down from {}.",
    "Count backwards from {}.",
    "Can you count down from {}?",
    "Count from {} down to 1.",
)
DOWN_HELD: Final = ("Could you do a countdown from {}?",)
STEPS: Final = ("Count by {} to {}.", "Count to {1} by {0}.", "Count in {} up to {}.", "Can you count by {} to {}?")
STEPS_HELD: Final = ("Go up to {1} in steps: {0}.",)
STEP_NAMES: Final = {2: "twos", 3: "threes", 5: "fives", 10: "tens"}
NEXT: Final = (
    *(
        "What number comes after {}?",
        "Which number comes after {}?",
        "What comes after {}?",
        "What is the next number after {}?",
    ),
)
NEXT_HELD: Final = ("Tell me the number that follows {}.",)
BEFORE: Final = ("What number comes before {}?", "Which number comes before {}?", "What comes before {}?")
BEFORE_HELD: Final = ("Tell me the number just before {}.",)


def _counted(numbers: range) -> str:
    return ", ".join(str(number) for number in numbers)


def _asked(question: str, numbers: range) -> Asked:
    return Asked(question, f"{_counted(numbers)}.", (_counted(numbers),))


def up(random: Random, *, held_out: bool = False) -> Asked:
    """Counting to a number from one, or from another number."""
    first = 1 if random.random() < 0.5 else random.randint(2, 80)
    last = first + random.randint(3, 14)
    if first > 1:
        return _asked(random.choice(BETWEEN_HELD if held_out else BETWEEN).format(first, last), range(first, last + 1))
    told = in_words(last) if random.random() < 0.4 else last
    return _asked(random.choice(TO_HELD if held_out else TO).format(told), range(first, last + 1))


def down(random: Random, *, held_out: bool = False) -> Asked:
    """Counting down."""
    first = random.randint(3, 20)
    return _asked(random.choice(DOWN_HELD if held_out else DOWN).format(first), range(first, 0, -1))


def by_steps(random: Random, *, held_out: bool = False) -> Asked:
    """Counting by twos, threes, fives or tens."""
    step = random.choice(tuple(STEP_NAMES))
    last = step * random.randint(4, 10)
    wording = random.choice(STEPS_HELD if held_out else STEPS)
    return _asked(wording.format(STEP_NAMES[step], last), range(step, last + 1, step))


def neighbours(random: Random, *, held_out: bool = False) -> Asked:
    """The number after another, or before it."""
    number = random.randint(1, random.choice((20, 100, 100)))
    if random.random() < 0.5:
        wording = random.choice(NEXT_HELD if held_out else NEXT)
        return Asked(wording.format(number), f"After {number} comes {number + 1}.", (f"comes {number + 1}",))
    wording = random.choice(BEFORE_HELD if held_out else BEFORE)
    return Asked(wording.format(number), f"Before {number} comes {number - 1}.", (f"comes {number - 1}",))


ASKERS: Final[tuple[Asker, ...]] = (up, down, by_steps, neighbours, neighbours)
