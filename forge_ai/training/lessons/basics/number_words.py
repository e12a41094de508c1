"""Whole numbers in words, from nought to two hundred.

Does not know what is reckoned with them.
"""

from __future__ import annotations

from typing import Final

SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
HUNDREDS: Final = {1: "one hundred", 2: "two hundred"}
ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth"),
)


def in_words(number: int) -> str:
    """The number in words: 56 is "fifty-six", -3 is "minus three"."""
    if number < 0:
        return f"minus {in_words(-number)}"
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{HUNDREDS[number // 100]}{rest}"
    if number < len(SMALL):
        return SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]}-{SMALL[ones]}" if ones else TENS[tens]


def in_figures(number: int) -> str:
    """The number in figures, a negative one with a word before it."""
    return f"minus {-number}" if number < 0 else str(number)
