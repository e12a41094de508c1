"""Saying something again and again: hello five times, the word cat three times.

Does not know what it says.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_words
from forge_ai.training.lessons.basics.rings import POOL
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

MOST: Final = 10
SAID: Final = listed(
    """hello, hello, hello, hi, yes, no, please, thank you, thanks, sorry, bye, good morning, good night, I love you,
    ha, hooray, banana, yes please, well done, happy birthday, cat, dog, love, test, one two three, beep, good day,
    la, hey"""
)
TIMES: Final = listed(
    """Say {x} {n} times. | Say {x} {n} times. | Write {x} {n} times. | Repeat {x} {n} times. | Say the word {x} {n}
    times. | Write the word {x} {n} times. | Can you say {x} {n} times? | Please say {x} {n} times. | Please write {x}
    {n} times. | Type {x} {n} times. | {n} times {x}, please | Print {x} {n} times. | Say "{x}" {n} times. | Write
    "{x}" {n} times. | Repeat the word {x} {n} times. | Could you write {x} {n} times? | I want you to say {x} {n}
    times. | {x} {n} times, please | Now say {x} {n} times. | Tell me {x} {n} times.""",
    "|",
)
TIMES_HELD: Final = ("Would you say {x} {n} times for me?", "Give me {x} {n} times.")


def times(random: Random, *, held_out: bool = False) -> Asked:
    """A word or a few, so many times."""
    said = random.choice(SAID) if random.random() < 0.5 else random.choice(POOL)
    count = random.choice((2, 3, 3, 3, 4, 5, 5, 5, 6, 7, 8, 9, 10, 10))
    told = str(count) if random.random() < 0.5 else in_words(count)
    if count == 2 and random.random() < 0.5:
        asked = random.choice(TIMES_HELD if held_out else TIMES).format(x=said, n="two").replace("two times", "twice")
    else:
        asked = random.choice(TIMES_HELD if held_out else TIMES).format(x=said, n=told)
    answer = ", ".join([said] * count)
    return Asked(capitalised(asked), answer, (answer,))


def too_often(random: Random, *, held_out: bool = False) -> Asked:
    """More often than it likes to say anything: three times have to do."""
    said = random.choice(SAID)
    count = random.choice((20, 30, 50, 100, 100, 200, 500, 1000, 1000, 10000, 1000000))
    asked = random.choice(TIMES_HELD if held_out else TIMES).format(x=said, n=count)
    three = ", ".join([said] * 3)
    return Asked(capitalised(asked), f"That is too often for me. Three times: {three}.", (three,))


ASKERS: Final[tuple[Asker, ...]] = (times, times, times, times, times, times, too_often)
