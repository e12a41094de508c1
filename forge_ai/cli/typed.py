"""Words that a person typed or piped: text, or one clear error.

Does not know what the words are for. Names of files are no words: they may hold any bytes.
"""

from __future__ import annotations

import io
import os
import sys

from forge_ai.errors import BadInput


def text_of(words: str) -> str:
    """The words as text: bytes that the terminal's alphabet does not have are read as UTF-8.

    Raises :class:`BadInput` when they are not UTF-8 either.
    """
    try:
        return words.encode("utf-8", "surrogateescape").decode()
    except UnicodeError as error:
        raise BadInput("These words are not text.", hint="Type or pipe them in UTF-8.") from error


def hear_any_alphabet() -> None:
    """Let stdin keep bytes that its alphabet does not have, for :func:`text_of`, in place of an error.

    One that is closed becomes one that is empty.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - until the end of the program
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
