"""Rows of numbers: multiplication tables, even and odd numbers, and how a row goes on.

Every number is computed. Does not know how to count.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.words.beginnings import capitalised

TABLE: Final = (
    *(
        "What is the multiplication table of {}?",
        "Multiplication table of {}",
        "Multiplication table {}",
        "Table of {}",
    ),
    *("Give me the multiplication table of {}.", "Write the multiplication table of {}.", "Times table of {}"),
    *("The {} times table, please.", "Say the {} times table.", "What is the {} times table?", "{} times table"),
    *("Tell me the {} times table.", "Multiplication table for {}", "Show me the multiplication table for {}."),
    *(
        "Can you say the {} times table?",
        "Write the {} times table.",
        "Do you know the {} times table?",
        "Table of {}?",
    ),
    *("Make a multiplication table for {}.", "Write the table of {} from 1 to 10.", "List the {} times table."),
)
TABLE_HELD: Final = ("I need the {} times table.", "Could you give me the times table of {}?")
PARITY: Final = (
    *("List the {} numbers up to {}.", "Name the {} numbers up to {}.", "What are the {} numbers up to {}?"),
    *(
        "Tell me all {} numbers up to {}.",
        "All {} numbers up to {}",
        "{} numbers up to {}",
        "Give me the {} numbers to {}.",
    ),
    *("What are the {} numbers from 1 to {}?", "List all {} numbers between 1 and {}.", "Write the {} numbers to {}."),
    *(
        "{} numbers from 1 to {}",
        "List {} numbers until {}.",
        "Say the {} numbers up to {}.",
        "Count the {} numbers to {}.",
    ),
    *("Which {} numbers are there up to {}?", "Show me the {} numbers from 1 to {}.", "Name all {} numbers up to {}."),
)
PARITY_HELD: Final = ("Go through the {} numbers up to {}.", "Which numbers up to {1} are {0}?")
FIRST: Final = (
    *("Name the first {n} {x} numbers.", "What are the first {n} {x} numbers?", "List the first {n} {x} numbers."),
    *("The first {n} {x} numbers", "Give me {n} {x} numbers.", "Name {n} {x} numbers.", "Tell me {n} {x} numbers."),
    *("Give me the first {n} {x} numbers.", "List {n} {x} numbers.", "Write {n} {x} numbers."),
)
FIRST_HELD: Final = ("I need the first {n} {x} numbers.",)
GOES_ON: Final = (
    *("What comes next: {}?", "What comes next? {}", "Next in line: {}", "What is next in line: {}?", "{}..."),
    *(
        "What is the next number: {}?",
        "Which number comes next: {}?",
        "Go on: {}",
        "Continue: {}",
        "How does it go on: {}?",
    ),
    *(
        "Next number: {}",
        "{}, what comes next?",
        "{}, what's next?",
        "Continue the row {}.",
        "Next in line {}",
    ),
    *("What comes after {}?", "Complete the sequence: {}", "What number follows: {}?", "Continue the sequence {}."),
)
GOES_ON_HELD: Final = ("Which number would follow: {}?", "Here is a row: {}. How does it go on?")


def _listed(numbers: range) -> str:
    return ", ".join(str(number) for number in numbers)


def table(random: Random, *, held_out: bool = False) -> Asked:
    """A multiplication table, from one to ten."""
    number = random.randint(1, 12) if random.random() < 0.9 else random.randint(2, 9)
    told = in_words(number) if random.random() < 0.25 else str(number)
    lines = "\n".join(f"{times} x {number} = {times * number}" for times in range(1, 11))
    return Asked(capitalised(random.choice(TABLE_HELD if held_out else TABLE).format(told)), lines, (lines,))


def even_and_odd(random: Random, *, held_out: bool = False) -> Asked:
    """Even or odd numbers up to a number."""
    kind, first = random.choice((("even", 2), ("odd", 1)))
    most = random.choice((10, 10, 20, 20, random.randint(5, 30)))
    asked = random.choice(PARITY_HELD if held_out else PARITY).format(kind, most)
    numbers = _listed(range(first, most + 1, 2))
    return Asked(capitalised(asked), f"{numbers}.", (numbers,))


def first_even_and_odd(random: Random, *, held_out: bool = False) -> Asked:
    """The first even or odd numbers, so many."""
    kind, first = random.choice((("even", 2), ("odd", 1)))
    count = random.choice((2, 3, 4, 5, 5, 6, 8, 10, 10))
    told = in_words(count) if random.random() < 0.5 else str(count)
    asked = random.choice(FIRST_HELD if held_out else FIRST).format(n=told, x=kind)
    numbers = _listed(range(first, first + 2 * count, 2))
    return Asked(capitalised(asked), f"{numbers}.", (numbers,))


def goes_on(random: Random, *, held_out: bool = False) -> Asked:
    """The next number of a row with an even step; the step is said first."""
    step = random.choice((1, 2, 2, 2, 3, 3, 4, 5, 5, 10, 10, 100))
    first = random.choice((step, step, random.randint(0, 20)))
    count = random.randint(3, 5)
    row = list(range(first, first + step * (count + 1), step))
    if random.random() < 0.25:
        row.reverse()
    mark = random.choice((", ", ", ", " "))
    told = mark.join(str(number) for number in row[:-1])
    way = "up" if row[0] < row[1] else "down"
    answer = f"It goes {way} by {step}, so the next number is {row[-1]}."
    return Asked(random.choice(GOES_ON_HELD if held_out else GOES_ON).format(told), answer, (f"is {row[-1]}",))


ASKERS: Final[tuple[Asker, ...]] = (
    table,
    table,
    table,
    even_and_odd,
    even_and_odd,
    first_even_and_odd,
    goes_on,
    goes_on,
)
