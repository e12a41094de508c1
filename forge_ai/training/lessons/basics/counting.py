"""Counting: up, down and by steps, in figures and in words, and the number after or before another.

Does not know how to reckon.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.words.beginnings import capitalised

TO: Final = (
    *("Count to {}.", "Can you count to {}?", "Please count to {}.", "Count up to {}.", "Count from 1 to {}."),
    *(
        "Count to {} please",
        "Count till {}.",
        "Count until {}.",
        "Say the numbers from 1 to {}.",
        "Numbers from 1 to {}",
    ),
    *("List the numbers from 1 to {}.", "Write the numbers from 1 to {}.", "Write the numbers 1 to {}.", "1 to {}"),
    *(
        "Tell me the numbers from one to {}.",
        "Count from one to {}.",
        "Count for me to {}.",
        "What are the numbers to {}?",
    ),
)
TO_HELD: Final = ("Could you count up to {} for me?", "Give me all numbers from 1 to {}.")
BETWEEN: Final = (
    *("Count from {} to {}.", "Count from {} to {}.", "Can you count from {} to {}?", "Please count from {} to {}."),
    *("Say the numbers from {} to {}.", "List the numbers from {} to {}.", "Numbers from {} to {}", "{} to {}"),
    *("Write the numbers from {} to {}.", "Count {} to {}.", "From {} to {}, please", "Count to {1} from {0}."),
    *("Count {} till {}.", "Go from {} to {}.", "Tell me the numbers from {} to {}."),
)
"""These may go up or down: only the numbers tell."""
BETWEEN_HELD: Final = ("Start at {} and count to {}.", "Begin with {} and go on to {}.")
DOWN: Final = (
    *("Count down from {}.", "Count backwards from {}.", "Can you count down from {}?", "Count from {} down to 1."),
    *("Countdown from {}.", "Countdown from {} please", "Make a countdown from {}.", "Start a countdown from {}."),
    *("Please count backwards from {}.", "Count backward from {}.", "Count {} down.", "Count from {} backwards."),
    *(
        "Count backwards from {} to 1.",
        "Count down from {} to 1.",
        "Count backwards to 1 from {}.",
        "Count down {} to 1.",
    ),
    *("Count from {} to 1.", "Count from {} to 1.", "Can you count from {} to 1?", "Count from {} to one."),
    *("Can you count backwards from {}?", "Say the numbers backwards from {}.", "Countdown {}"),
)
DOWN_HELD: Final = ("Could you do a countdown from {}?", "Begin at {} and count backwards.")
DOWN_BETWEEN: Final = (
    *(
        "Count down from {} to {}.",
        "Count backwards from {} to {}.",
        "Count from {} down to {}.",
        "Count {} down to {}.",
    ),
    *("Count backwards to {1} from {0}.", "Count down to {1} from {0}.", "Can you count backwards from {} to {}?"),
    *("Countdown from {} to {}", "{} to {} backwards", "Please count down from {} to {}."),
)
STEPS: Final = (
    *("Count by {} to {}.", "Count to {1} by {0}.", "Count in {} up to {}.", "Can you count by {} to {}?"),
    *("Count in {} to {}.", "Count to {1} in {0}.", "Count by {} up to {}.", "Please count by {} to {}."),
)
STEPS_HELD: Final = ("Go up to {1} in steps: {0}.",)
STEP_NAMES: Final = {2: "twos", 3: "threes", 4: "fours", 5: "fives", 10: "tens"}
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
IN_WORDS: Final = (
    *("What is {} in words?", "Write {} in words.", "{} in words", "How do you write {} in words?", "Say {} in words."),
    *("Write the number {} in words.", "Spell out the number {}.", "Put {} in words."),
)
IN_WORDS_HELD: Final = ("Could you put the number {} into words?",)
IN_FIGURES: Final = (
    *("What is {} in figures?", "Write {} as a number.", "{} as a number", "{} in digits", "Write {} in digits."),
    *("How do you write {} in numbers?", "Write {} in figures."),
)
IN_FIGURES_HELD: Final = ("Could you put {} into figures?",)
MOST_COUNTED: Final = 30
FAR: Final = (100, 100, 50, 50, 1000, 10000, 1000000)


def _counted(numbers: range) -> str:
    return ", ".join(str(number) for number in numbers)


def _asked(question: str, numbers: range) -> Asked:
    return Asked(capitalised(question), f"{_counted(numbers)}.", (_counted(numbers),))


def up(random: Random, *, held_out: bool = False) -> Asked:
    """Counting to a number from one, or from another number."""
    first = 1 if random.random() < 0.5 else random.randint(0, random.choice((9, 80)))
    last = first + random.randint(2, 14)
    if first != 1:
        return _asked(random.choice(BETWEEN_HELD if held_out else BETWEEN).format(first, last), range(first, last + 1))
    last = random.choice((last, last, 5, 10, 10, 10, 12, 15, 20, 20, 25, MOST_COUNTED))
    told = in_words(last) if random.random() < 0.4 else last
    return _asked(random.choice(TO_HELD if held_out else TO).format(told), range(first, last + 1))


def down(random: Random, *, held_out: bool = False) -> Asked:
    """Counting down to one."""
    first = random.choice((random.randint(3, 20), random.randint(2, 12), 5, 10, 10, 20))
    told = in_words(first) if random.random() < 0.2 else first
    return _asked(random.choice(DOWN_HELD if held_out else DOWN).format(told), range(first, 0, -1))


def down_between(random: Random, *, held_out: bool = False) -> Asked:
    """Counting down to some other number; half of the wordings do not say that it goes down."""
    last = random.choice((0, 0, 1, random.randint(2, 10), random.randint(11, 80)))
    first = last + random.randint(2, 12)
    taught = DOWN_BETWEEN if random.random() < 0.5 else BETWEEN
    return _asked(random.choice(BETWEEN_HELD if held_out else taught).format(first, last), range(first, last - 1, -1))


def by_steps(random: Random, *, held_out: bool = False) -> Asked:
    """Counting by twos, threes, fours, fives or tens."""
    step = random.choice(tuple(STEP_NAMES))
    last = step * random.randint(3, 10)
    wording = random.choice(STEPS_HELD if held_out else STEPS)
    name = STEP_NAMES[step] if held_out or random.random() < 0.75 else f"{step}s"
    return _asked(wording.format(name, last), range(step, last + 1, step))


def spoken(random: Random, *, held_out: bool = False) -> Asked:
    """Counting in words, up or down."""
    last = random.randint(3, 12)
    down = random.random() < 0.3
    taught, kept = (DOWN, DOWN_HELD) if down else (TO, TO_HELD)
    wording = random.choice([one for one in (kept if held_out else taught) if one.endswith(".")]).rstrip(".")
    told = [in_words(number) for number in (range(last, 0, -1) if down else range(1, last + 1))]
    counted = ", ".join(told)
    return Asked(capitalised(f"{wording.format(last)} in words."), f"{capitalised(counted)}.", (counted,))


def number_in_words(random: Random, *, held_out: bool = False) -> Asked:
    """A number in words, or a word in figures."""
    number = random.randint(0, random.choice((12, 20, 100)))
    if random.random() < 0.6:
        asked = random.choice(IN_WORDS_HELD if held_out else IN_WORDS).format(number)
        return Asked(asked, f"{number} in words is {in_words(number)}.", (f"is {in_words(number)}",))
    asked = random.choice(IN_FIGURES_HELD if held_out else IN_FIGURES).format(in_words(number))
    return Asked(capitalised(asked), f"{capitalised(in_words(number))} in figures is {number}.", (f"is {number}",))


def far(random: Random, *, held_out: bool = False) -> Asked:
    """Counting so far that it is done in tens or in hundreds, or not at all."""
    last = random.choice((*FAR, *FAR, 10 * random.randint(4, 10), 100 * random.randint(2, 10), random.randint(31, 99)))
    asked = random.choice(TO_HELD if held_out else TO).format(last)
    if last > 1000:
        return Asked(capitalised(asked), "That is too far for me. I count up to 1000.", ("too far",))
    step, name = (10, "tens") if last <= 100 else (100, "hundreds")
    counted = ", ".join(str(number) for number in (*range(step, last, step), last))
    return Asked(capitalised(asked), f"That is far, so I count in {name}: {counted}.", (counted,))


def neighbours(random: Random, *, held_out: bool = False) -> Asked:
    """The number after another, or before it."""
    number = random.randint(1, random.choice((20, 100, 100)))
    if random.random() < 0.5:
        wording = random.choice(NEXT_HELD if held_out else NEXT)
        return Asked(wording.format(number), f"After {number} comes {number + 1}.", (f"comes {number + 1}",))
    wording = random.choice(BEFORE_HELD if held_out else BEFORE)
    return Asked(wording.format(number), f"Before {number} comes {number - 1}.", (f"comes {number - 1}",))


ASKERS: Final[tuple[Asker, ...]] = (
    *(up, up, up, up, down, down, down, down, down_between, down_between, down_between, by_steps, far, spoken),
    *(number_in_words, neighbours, neighbours),
)
