"""How the rules of this room are written down: a table has an alternative on each line, or words with commas between.

Does not know what the rules are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_SHORTENED: Final = ("Dr", "Mr", "Mrs", "Ms", "Prof", "in St", "to St", "from St", "near St")
SENTENCE_MARK: Final = "[.;!?]" + "".join(rf"(?<!\b{word}.)" for word in _SHORTENED)
"""A mark that ends a sentence, and not a shortened word such as those in "Dr. Weber" and "in St. Gallen"."""
SENTENCE_GAP: Final = r"(?<=[.!?])" + "".join(rf"(?<!\b{word}\.)" for word in _SHORTENED) + " +"
"""The spaces between two sentences."""
TITLE: Final = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof)\.? )?"


def any_of(table: str) -> str:
    """The pattern that matches what any line of the table matches, tried from the first line on."""
    return f"(?:{'|'.join(line.strip() for line in table.strip().splitlines())})"


def any_word(words: Iterable[str]) -> str:
    """The pattern that matches any of the words, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"


def words_of(table: str) -> frozenset[str]:
    """The words of a table with commas between them; a word may be several, such as "guinea pig"."""
    return frozenset(" ".join(table.split()).split(", "))


def straight(text: str) -> str:
    """The text with typographic apostrophes made plain, as the patterns expect them."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
