"""Sums with three and four numbers, reckoned aloud one step after the other.

Each step stays within what is taught of two numbers, and no step is one that the exam keeps. Does not know how two
numbers are reckoned.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.sums import MOST_ADDED, MOST_TIMES, SIGNS, WORDINGS, WORDINGS_HELD, is_kept
from forge_ai.training.lessons.words.listed import in_a_sentence

ADD_UP: Final = (
    *("What is the sum of {}?", "Add {}.", "Add up {}.", "Sum up {}.", "Sum of {}", "Add {} together.", "Sum of {}?"),
    *("How much are {} together?", "What do {} make together?", "Calculate the sum of {}.", "What is the total of {}?"),
    *("{} together?", "Add these: {}", "Please add {}."),
)
ADD_UP_HELD: Final = ("What are {} in total?", "Tell me the sum of {}.")
SIGNS_WRITTEN: Final = {
    "plus": ("+", "+", "+", "plus"),
    "minus": ("-", "-", "-", "minus"),
    "times": ("x", "*", "times"),
}
MOST: Final = (5, 9, 10, 10, 20, 40)


def _row(random: Random) -> tuple[list[int], list[str]]:
    """Three or four numbers and what stands between them."""
    most = random.choice(MOST)
    count = random.choice((3, 3, 3, 4))
    if random.random() < 0.12:
        return [random.randint(1, 5) for _ in range(3)], ["times", "times"]
    word = random.choice(("plus", "plus", "plus", "mixed", "mixed", "minus"))
    if word == "plus" and random.random() < 0.2:
        return [random.randint(1, most)] * count, ["plus"] * (count - 1)
    words = [random.choice(("plus", "minus")) if word == "mixed" else word for _ in range(count - 1)]
    numbers = [random.randint(1, most) for _ in range(count)]
    if words[0] == "minus":
        numbers[0] += random.randint(most, 2 * most)
    return numbers, words


def steps(numbers: list[int], words: list[str]) -> list[tuple[int, str, int, int]]:
    """Each step as a sum of two numbers with its result, from the left to the right."""
    done = []
    result = numbers[0]
    for word, other in zip(words, numbers[1:], strict=True):
        done.append((result, word, other, SIGNS[word].result(result, other)))
        result = done[-1][-1]
    return done


def is_taught(numbers: list[int], words: list[str]) -> bool:
    """Whether each step is within what is taught of two numbers, and none is kept for the exam."""
    for one, word, other, result in steps(numbers, words):
        if word == "times" and max(one, other) > MOST_TIMES:
            return False
        if result < 0 or max(one, other) > MOST_ADDED or is_kept(word, one, other):
            return False
    return True


def aloud(numbers: list[int], words: list[str]) -> str:
    """All steps in one sentence: "2 plus 2 is 4, and 4 plus 2 is 6."."""
    told = [f"{one} {word} {other} is {result}" for one, word, other, result in steps(numbers, words)]
    return f"{', '.join(told[:-1])}, and {told[-1]}."


def _written(random: Random, numbers: list[int], words: list[str]) -> str:
    """The sum as it is typed: "2+2+2", "2 + 2 - 1", "2 plus 2 plus 2"."""
    place = random.choice((0, 1, 2))
    signs = [SIGNS_WRITTEN[word][place] if random.random() < 0.75 else SIGNS_WRITTEN[word][-1] for word in words[:1]]
    spoken = signs[0].isalpha() and signs[0] != "x"
    signs = [SIGNS_WRITTEN[word][-1 if spoken else place] for word in words]
    tight = not spoken and random.random() < 0.5
    parts = [str(numbers[0])]
    for sign, number in zip(signs, numbers[1:], strict=True):
        parts.append(f"{sign}{number}" if tight else f" {sign} {number}")
    return "".join(parts)


def several(random: Random, *, held_out: bool = False) -> Asked:
    """What three or four numbers make."""
    numbers, words = _row(random)
    while not is_taught(numbers, words):
        numbers, words = _row(random)
    answer = aloud(numbers, words)
    wording = random.choice(WORDINGS_HELD if held_out else WORDINGS).format(_written(random, numbers, words))
    if set(words) == {"plus"} and random.random() < 0.2:
        mark = in_a_sentence if random.random() < 0.7 else " ".join
        wording = random.choice(ADD_UP_HELD if held_out else ADD_UP).format(mark([str(one) for one in numbers]))
    return Asked(wording, answer, (f"is {answer.rstrip('.').split()[-1]}",))


ASKERS: Final[tuple[Asker, ...]] = (several,)
