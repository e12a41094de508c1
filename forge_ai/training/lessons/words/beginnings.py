"""How a text begins: with a capital, with a small letter, or with "a" or "an" before it.

Does not know what the text says.
"""

from __future__ import annotations

from typing import Final

SILENT_H: Final = ("honest", "hour")


def capitalised(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[0].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small letter at its beginning."""
    return text[0].lower() + text[1:]


def article(noun: str) -> str:
    """The noun with "a" or "an" before it, by its first sound."""
    vowel = noun[0].lower() in "aeiou" or noun.startswith(SILENT_H)
    return f"{'an' if vowel else 'a'} {noun}"
