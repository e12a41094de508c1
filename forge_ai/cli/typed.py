"""Words that a person typed or piped: text, or one clear error.

Does not know what the words are for. Names of files are no words: they may hold any bytes.
"""

from __future__ import annotations

import io
import sys

from forge_ai.errors import BadInput


def text_of(words: str) -> str:
    """The words; bytes in them that the terminal's alphabet did not know are read as UTF-8.

    Raises :class:`BadInput` when they are no text in it either.
    """
    try:
        return words.encode("utf-8", "surrogateescape").decode()
    except UnicodeError as error:
        raise BadInput("These words are not text.", hint="Type or pipe them in UTF-8.") from error


def hear_any_alphabet() -> None:
    """A line with foreign bytes in it is read, and judged by :func:`text_of`, instead of ending the program."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
