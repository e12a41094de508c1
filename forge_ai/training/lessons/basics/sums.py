"""Sums with two numbers: plus and minus up to a hundred, the tables up to twelve, halves and doubles, and their limits.

Results are computed, never written down. A tenth of the pairs for plus and minus is kept for the exam. Does not know
in which conversation they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.number_words import in_figures, in_words
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.names import is_held_out

MOST_ADDED: Final = 100
MOST_TIMES: Final = 12
IN_WORDS: Final = 0.15
TOO_BIG: Final = ("too big", "don't know")
WORDINGS: Final = (
    *("What is {}?", "What is {}?", "What's {}?", "How much is {}?", "{}", "{} =", "{}=", "{} = ?", "{}?"),
    *("Calculate {}.", "What does {} make?", "Tell me what {} is.", "Can you tell me what {} is?", "Compute {}"),
    *("How much are {}?", "Do you know what {} is?", "Please calculate {}."),
    *("Work out {}.", "Can you work out {}?", "Reckon {} for me.", "What do I get from {}?", "What comes out of {}?"),
    *(
        "Solve {}.",
        "Can you calculate {}?",
        "I need {}.",
        "{}, please",
        "Do the sum {}.",
        "Add it up: {}",
        "Give me {}.",
    ),
    *("Could you tell me {}?", "Quick: {}", "What would {} be?", "Let me know what {} is.", "The result of {}?"),
)
WORDINGS_HELD: Final = ("What do you get for {}?", "Please work out {}.", "Could you calculate {} for me?")
HALF: Final[tuple[str, ...]] = (
    "What is half of {}?",
    "What's half of {}?",
    "Half of {}?",
    "How much is half of {}?",
    "Halve {}.",
    "Half of {}",
    "What is one half of {}?",
    "Half {}",
)
HALF_HELD: Final = ("Could you tell me half of {}?", "And what would half of {} be?")
TWICE: Final = (
    "What is double {}?",
    "What is twice {}?",
    "Double {}.",
    "What's the double of {}?",
    "How much is twice {}?",
    "Double of {}",
    "What is the double of {}?",
    "The double of {}?",
    "Twice {}?",
    "Double {}",
    "What is {} doubled?",
)
TWICE_HELD: Final = ("Could you tell me twice {}?", "And what would twice {} be?")


@dataclass(frozen=True, slots=True)
class Sign:
    """A way to reckon with two numbers: its word, other ways to write it, and what comes out."""

    word: str
    written: tuple[str, ...]
    result: Callable[[int, int], int]


SIGNS: Final[Mapping[str, Sign]] = {
    "plus": Sign("plus", ("plus", "+", "+", "+", "and"), lambda one, other: one + other),
    "minus": Sign("minus", ("minus", "-", "-", "-"), lambda one, other: one - other),
    "times": Sign("times", ("times", "times", "x", "*", "\N{MULTIPLICATION SIGN}"), lambda one, other: one * other),
    "divided by": Sign("divided by", ("divided by", "/", ":"), lambda one, other: one // other),
}


def is_kept(word: str, one: int, other: int) -> bool:
    """Whether the exam alone asks this; the tables are short enough to be learned whole."""
    return word in {"plus", "minus"} and max(one, other) > 10 and is_held_out(f"{one} {word} {other}")


def _drawn(random: Random, word: str) -> tuple[int, int]:
    if word == "times":
        pair = [random.randint(0 if random.random() < 0.2 else 2, MOST_TIMES), random.randint(1, MOST_TIMES)]
        random.shuffle(pair)
        return pair[0], pair[1]
    if word == "divided by":
        divisor = random.randint(1, MOST_TIMES)
        return divisor * random.randint(1, MOST_TIMES), divisor
    most = random.choice((10, 20, MOST_ADDED, MOST_ADDED, MOST_ADDED))
    one, other = random.randint(0, most), random.randint(0, most)
    return (max(one, other), min(one, other)) if word == "minus" and random.random() < 0.9 else (one, other)


def numbers(random: Random, word: str, *, held_out: bool = False) -> tuple[int, int]:
    """Two numbers for that sign, on the wanted side of the line between lessons and exam."""
    kept = held_out and word in {"plus", "minus"}
    while True:
        one, other = _drawn(random, word)
        if is_kept(word, one, other) == kept:
            return one, other


def _written(random: Random, one: str, word: str, other: str) -> str:
    """The sum as somebody types it: "7 times 8", "7x8", "7 * 8"."""
    sign = random.choice(SIGNS[word].written)
    tight = len(sign) == 1
    return f"{one}{sign}{other}" if tight and random.random() < 0.4 else f"{one} {sign} {other}"


def two_numbers(random: Random, *, held_out: bool = False, word: str = "") -> Asked:
    """What two numbers make, asked in figures or in words, and answered in the same."""
    word = word or random.choice(("plus", "plus", "plus", "minus", "minus", "times", "times", "divided by"))
    one, other = numbers(random, word, held_out=held_out)
    spoken = random.random() < IN_WORDS
    told = in_words if spoken else in_figures
    sum_ = f"{told(one)} {word} {told(other)}" if spoken else _written(random, str(one), word, str(other))
    wording = random.choice(WORDINGS_HELD if held_out and random.random() < 0.5 else WORDINGS)
    result = told(SIGNS[word].result(one, other))
    answer = f"{told(one)} {word} {told(other)} is {result}."
    then = None if spoken else (lambda chance: _next(chance, one, word))
    return Asked(capitalised(wording.format(sum_)), capitalised(answer), (f"is {result}",), (), then)


def _next(random: Random, one: int, word: str) -> Asked:
    """A further sum with the same first number: only the second one is said."""
    other = random.choice([number for number in range(101) if _goes_with(one, word, number)])
    result = in_figures(SIGNS[word].result(one, other))
    question = random.choice(("And {} {}?", "and {} {}?", "What about {} {}?")).format(word, other)
    return Asked(question, f"{one} {word} {other} is {result}.", (f"is {result}",), (), lambda r: _next(r, one, word))


def _goes_with(one: int, word: str, other: int) -> bool:
    """Whether a lesson may ask for this, and the result is a whole number that is not negative."""
    if word in {"times", "divided by"}:
        return 0 < other <= MOST_TIMES and (word == "times" or one % other == 0)
    return not is_kept(word, one, other) and (word == "plus" or other <= one)


def halves_and_doubles(random: Random, *, held_out: bool = False) -> Asked:
    """Half of a number, or twice as much."""
    number = random.randint(1, random.choice((20, MOST_ADDED)))
    if random.random() < 0.5:
        half = f"{number // 2} and a half" if number % 2 else str(number // 2)
        half = "a half" if number == 1 else half
        asked = HALF_HELD if held_out else HALF
        return Asked(random.choice(asked).format(number), f"Half of {number} is {half}.", (f"is {half}",))
    asked = TWICE_HELD if held_out else TWICE
    return Asked(random.choice(asked).format(number), f"Twice {number} is {2 * number}.", (f"is {2 * number}",))


def comparing(random: Random, *, held_out: bool = False) -> Asked:
    """Which of two numbers is bigger."""
    one, other = random.sample(range(101), 2)
    more, less = max(one, other), min(one, other)
    asked = (
        "Which is bigger, {} or {}?",
        "Which number is bigger, {} or {}?",
        "What is more, {} or {}?",
        "Which is larger: {} or {}?",
        "Which of the two is bigger, {} or {}?",
        "Is {} bigger or {}?",
        "What's bigger: {} or {}?",
        "Which one is the larger number, {} or {}?",
        "Name the bigger one of {} and {}.",
        "Of {} and {}, which is more?",
        "Which of {} and {} is larger?",
        "Which is bigger {} or {}?",
        "Which is larger {} or {}?",
        "{} or {}, which is bigger?",
        "bigger: {} or {}",
    )
    kept = ("Which of {} and {} is the bigger number?",)
    return Asked(
        capitalised(random.choice(kept if held_out else asked).format(one, other)),
        f"{more} is bigger than {less}.",
        (f"{more} is bigger",),
    )


def even_or_odd(random: Random, *, held_out: bool = False) -> Asked:
    """Whether a number is even or odd."""
    number = random.randint(0, 100)
    kind = "odd" if number % 2 else "even"
    if random.random() < 0.5 and not held_out:
        claimed = random.choice(("even", "odd"))
        right = "Yes" if claimed == kind else "No"
        wording = random.choice(("Is {} {}?", "Is {} an {} number?"))
        return Asked(wording.format(number, claimed), f"{right}, {number} is {kind}.", (right,))
    asked = ("Is {} even or odd?", "Is {} odd or even?", "Is {} an even number or an odd one?")
    kept = ("Is the number {} even or odd?",)
    return Asked(random.choice(kept if held_out else asked).format(number), f"{number} is {kind}.", (f"is {kind}",))


def nothing_or_one(random: Random, *, held_out: bool = False) -> Asked:
    """A sum with nought or one in it, which many take for one another."""
    word = random.choice(("times", "times", "times", "plus", "minus", "divided by"))
    small = 1 if word == "divided by" else random.choice((0, 0, 1))
    other = random.randint(0 if small == 0 else 1, MOST_TIMES if word in {"times", "divided by"} else MOST_ADDED)
    one, two = (small, other) if word in {"times", "plus"} and random.random() < 0.5 else (other, small)
    if is_kept(word, one, two) != (held_out and word in {"plus", "minus"}) or (word == "minus" and one < two):
        return nothing_or_one(random, held_out=held_out)
    wording = random.choice(WORDINGS_HELD if held_out else WORDINGS)
    nought = random.choice(("0", "0", "0", "zero", "nought", "nothing"))
    first, second = (nought if number == 0 else str(number) for number in (one, two))
    result = in_figures(SIGNS[word].result(one, two))
    asked = wording.format(f"{first} {word} {second}")
    return Asked(capitalised(asked), f"{one} {word} {two} is {result}.", (f"is {result}",))


def checking(random: Random, *, held_out: bool = False) -> Asked:
    """Whether a sum is right, which now and then it is not."""
    word = random.choice(("plus", "minus", "times"))
    one, other = numbers(random, word, held_out=held_out)
    result = SIGNS[word].result(one, other)
    claimed = result if random.random() < 0.5 else result + random.choice((-10, -2, -1, 1, 2, 10))
    asked = ("Is {} {} {} {}?", "Is it true that {} {} {} is {}?", "{} {} {} is {}, right?", "Does {} {} {} make {}?")
    right = "Yes" if claimed == result else "No"
    question = random.choice(asked).format(one, word, other, in_figures(claimed))
    return Asked(question, f"{right}, {one} {word} {other} is {in_figures(result)}.", (right,))


TOO_BIG_FOR_PLUS: Final = (
    "That is too big for me. I only know plus and minus up to 100.",
    "Sorry, that is too big for me: I add and subtract only up to 100.",
)
TOO_BIG_FOR_TIMES: Final = (
    "That is too big for me. I only know the times tables up to 12.",
    "Sorry, that is too big for me: I know the times tables up to 12 only.",
)
TOO_MANY: Final = (
    "That is too big for me. I only reckon with four numbers at a time.",
    "Sorry, that is too big for me: four numbers at a time, please.",
)
NOT_EVEN: Final = (
    "That is too big a question for me: it does not come out even.",
    "Sorry, that is too big a question for me. It does not come out even.",
)


def too_big(random: Random, *, held_out: bool = False) -> Asked:
    """A sum beyond the limits, and the answer that says so."""
    write, answers = random.choice(BEYOND)
    wording = random.choice(WORDINGS_HELD if held_out and random.random() < 0.5 else WORDINGS)
    return Asked(wording.format(write(random)), random.choice(answers), (), TOO_BIG)


def _large(random: Random, least: int) -> int:
    return random.randint(least, random.choice((150, 999, 9999, 99999)))


def _mixed(random: Random, word: str, least: int, most: int) -> str:
    """A sum of which at least one number is too big."""
    large = _large(random, least)
    other = random.randint(2, most) if random.random() < 0.5 else _large(random, least)
    first, second = random.sample((large, other), 2) if word in {"plus", "times"} else (max(large, other), other)
    return _written(random, str(first), word, str(second))


def _uneven(random: Random) -> str:
    divisor = random.randint(2, 12)
    number = divisor * random.randint(1, 12) + random.randint(1, divisor - 1)
    return _written(random, str(number), "divided by", str(divisor))


def _three(random: Random, sign: str, least: int) -> str:
    """Three numbers of which the first is beyond the limits, and sometimes the others are, too."""
    others = [random.randint(2, random.choice((12, 99, 999))) for _ in range(2)]
    return f" {sign} ".join(str(number) for number in (_large(random, least), *others))


def _many(random: Random) -> str:
    sign = random.choice(("+", "+", "plus", "-"))
    return f" {sign} ".join(str(random.randint(2, 99)) for _ in range(random.choice((5, 5, 6, 7, 8))))


BEYOND: Final = (
    (lambda random: _mixed(random, "plus", 101, 100), TOO_BIG_FOR_PLUS),
    (lambda random: _mixed(random, "minus", 101, 100), TOO_BIG_FOR_PLUS),
    (lambda random: _mixed(random, "times", 13, 12), TOO_BIG_FOR_TIMES),
    (lambda random: _mixed(random, "times", 13, 12), TOO_BIG_FOR_TIMES),
    (lambda random: _mixed(random, "divided by", 145, 100), TOO_BIG_FOR_TIMES),
    (_uneven, NOT_EVEN),
    (lambda random: _three(random, random.choice(("+", "+", "plus")), 101), TOO_BIG_FOR_PLUS),
    (lambda random: _three(random, random.choice(("x", "*", "times")), 13), TOO_BIG_FOR_TIMES),
    (_many, TOO_MANY),
)
ASKERS: Final[tuple[Asker, ...]] = (
    *(two_numbers, two_numbers, two_numbers, two_numbers, two_numbers, two_numbers, two_numbers),
    *(halves_and_doubles, comparing, even_or_odd, checking, nothing_or_one),
)
