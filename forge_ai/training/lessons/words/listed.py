"""Lists and tables that are written as plain text, so that hundreds of words stay readable.

Does not know what stands in them.
"""

from __future__ import annotations

from collections.abc import Sequence


def listed(text: str, mark: str = ",") -> tuple[str, ...]:
    """The parts of the text between the marks, each with single spaces; empty parts are dropped."""
    parts = (" ".join(part.split()) for part in text.split(mark))
    return tuple(part for part in parts if part)


def table_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a text: one a line, its words parted by bars."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(tuple(word.strip() for word in line.split("|")) for line in lines if line)


def pairs_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a running text: parted by commas, and the words of each by equals signs."""
    return tuple(tuple(" ".join(word.split()) for word in pair.split("=")) for pair in text.split(",") if pair.strip())


def in_a_sentence(parts: Sequence[str]) -> str:
    """The parts as a list that can be read aloud: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
