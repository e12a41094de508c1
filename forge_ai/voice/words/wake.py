"""The wake word: what may be one, and where it stands in what was heard or is being said.

Does not know how it is spotted in sound.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.errors import BadInput

LONGEST_WORDS: Final = 5
_WORD: Final = re.compile(r"[a-z']+")
_VOWELS: Final = re.compile(r"[aeiouy]+")


def check_wake_word(text: str) -> str:
    """The wake word in small letters with single spaces. Raises :class:`BadInput` for one that cannot be spotted."""
    words = words_of(text)
    if not words or len(words) > LONGEST_WORDS or re.search(r"\d", text):
        raise BadInput(
            f"{text!a} cannot be a wake word.", hint="Take one to five English words, such as --wake 'hey computer'."
        )
    if syllables(words) < 2:
        raise BadInput(
            f"{text!a} is too short for a wake word: it would be heard everywhere.",
            hint="Take two or three syllables, such as --wake 'hey computer'.",
        )
    return " ".join(words)


def words_of(text: str) -> list[str]:
    """The English words of a text in small letters, without marks."""
    return _WORD.findall(text.casefold().replace("’", "'"))  # noqa: RUF001 - an apostrophe as phones write it


def syllables(words: list[str]) -> int:
    """About how many syllables words have."""
    return sum(max(1, len(_VOWELS.findall(word.removesuffix("e")))) for word in words)


def says(text: str, wake: str) -> bool:
    """Whether the wake word stands somewhere in a text."""
    found, wanted = words_of(text), words_of(wake)
    return any(found[start : start + len(wanted)] == wanted for start in range(len(found) - len(wanted) + 1))


def without_wake(text: str, wake: str) -> str:
    """What was heard, without the wake word, or the end of it, at its beginning."""
    words, wanted = text.split(), words_of(wake)
    for length in range(len(wanted), 0, -1):
        if words_of(" ".join(words[:length])) == wanted[-length:]:
            return " ".join(words[length:])
    return text
