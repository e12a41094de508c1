"""Putting in order: the smaller of two numbers, the largest of several, rows of numbers and of words.

Does not know which of two numbers is bigger as `sums` asks it.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.rings import POOL
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import in_a_sentence, listed

SMALLER: Final = listed(
    """Which is smaller, {} or {}? | Which number is smaller, {} or {}? | What is less, {} or {}? | Is {} smaller or
    {}? | What's smaller: {} or {}? | Which one is the smaller number, {} or {}? | Which of {} and {} is smaller? |
    smaller: {} or {} | Name the smaller one of {} and {}. | Which is less: {} or {}? | Which is
    smaller {} or {}? | {} or {}, which is smaller?""",
    "|",
)
SMALLER_HELD: Final = ("Which of {} and {} is the smaller number?",)
LARGEST: Final = listed(
    """Which is the {2}: {0} or {1}? | Which is {2}, {0} or {1}? | What is the {2} of {0} and {1}? | Which is the {2}
    number: {0} or {1}? | Of {0} and {1}, which is the {2}? | Which of {0} and {1} is the {2}? | {2} number of {0} and
    {1} | What is the {2} number in {0} and {1}? | Tell me the {2} of {0} and {1}. | Find the {2} number: {0} and
    {1}.""",
    "|",
)
BIGGER: Final = (
    *("Which is bigger, {0} or {1}?", "Which is bigger: {0} or {1}?", "Which number is bigger, {0} or {1}?"),
    *("What's bigger, {0} or {1}?", "Which is larger, {0} or {1}?"),
)
"""Asked of three numbers and more, as of two."""
LARGEST_HELD: Final = ("Pick the {2} one out of {0} and {1}.",)
SORT: Final = listed(
    """Sort {}. | Sort these numbers: {} | Sort the numbers {}. | Put {} in order. | Order {}. | Put these numbers in
    order: {} | Please sort {}. | Can you sort {}? | Sort {} from small to large. | Arrange {} from smallest to
    largest. | sort {} | Sort from smallest to largest: {} | Order these numbers: {} | Sort {} ascending. | Put these
    in order: {}""",
    "|",
)
SORT_HELD: Final = ("Could you sort {} for me?", "Bring {} into order.")
SORT_DOWN: Final = listed(
    """Sort {} from large to small. | Sort {} from biggest to smallest. | Sort {} descending. | Put {} in order, the
    largest first. | Sort {} backwards. | Order {} from high to low. | Arrange {} from largest to smallest. | Sort from
    largest to smallest: {}""",
    "|",
)
SORT_DOWN_HELD: Final = ("Could you sort {}, starting with the largest?",)
SORT_WORDS: Final = listed(
    """Sort {} alphabetically. | Sort these words: {} | Put {} in alphabetical order. | Sort the words {}. | Sort {} by
    letter. | Put these words in order: {} | Order {} alphabetically. | Sort {} from A to Z. | Please sort {}. |
    Alphabetical order of {} | Sort alphabetically: {} | Arrange {} in alphabetical order. | Sort {}.""",
    "|",
)
SORT_WORDS_HELD: Final = ("Could you sort {} by the alphabet?",)
SUPERLATIVES: Final = {"largest": max, "biggest": max, "highest": max, "smallest": min, "lowest": min}


def smaller(random: Random, *, held_out: bool = False) -> Asked:
    """Which of two numbers is smaller."""
    one, other = random.sample(range(101), 2)
    less, more = min(one, other), max(one, other)
    asked = random.choice(SMALLER_HELD if held_out else SMALLER).format(one, other)
    return Asked(capitalised(asked), f"{less} is smaller than {more}.", (f"{less} is smaller",))


def extreme(random: Random, *, held_out: bool = False) -> Asked:
    """The largest or the smallest of three to five numbers."""
    name, best = random.choice(tuple(SUPERLATIVES.items()))
    numbers = random.sample(range(random.choice((21, 101))), random.choice((3, 3, 4, 5)))
    taught = BIGGER if name == "biggest" and random.random() < 0.6 else LARGEST
    asked = random.choice(LARGEST_HELD if held_out else taught)
    told = [str(number) for number in numbers]
    asked = asked.format(", ".join(told[:-1]), told[-1], name)
    return Asked(capitalised(asked), f"{best(numbers)} is the {name}.", (f"{best(numbers)} is the",))


def _listed(random: Random, parts: list[str]) -> str:
    return random.choice((", ".join(parts), ", ".join(parts), in_a_sentence(parts), " ".join(parts)))


def numbers(random: Random, *, held_out: bool = False) -> Asked:
    """Three to six numbers in order, mostly from the smallest up."""
    drawn = random.sample(range(random.choice((10, 21, 101))), random.choice((3, 3, 4, 4, 5, 6)))
    down = random.random() < 0.25
    ordered = sorted(drawn, reverse=down)
    if drawn == ordered:
        return numbers(random, held_out=held_out)
    taught = SORT_DOWN if down else SORT
    kept = SORT_DOWN_HELD if down else SORT_HELD
    asked = random.choice(kept if held_out else taught).format(_listed(random, [str(one) for one in drawn]))
    right = ", ".join(str(one) for one in ordered)
    return Asked(capitalised(asked), f"{right}.", (right,))


def words(random: Random, *, held_out: bool = False) -> Asked:
    """Three to five words by the alphabet, each with another first letter."""
    letters = random.sample(sorted({word[0] for word in POOL if word.islower()}), random.choice((3, 3, 4, 5)))
    drawn = [random.choice([word for word in POOL if word[0] == letter]) for letter in letters]
    if drawn == sorted(drawn):
        return words(random, held_out=held_out)
    asked = random.choice(SORT_WORDS_HELD if held_out else SORT_WORDS).format(_listed(random, drawn))
    right = ", ".join(sorted(drawn))
    return Asked(asked, f"{right}.", (right,))


ASKERS: Final[tuple[Asker, ...]] = (smaller, smaller, extreme, extreme, numbers, numbers, words)
