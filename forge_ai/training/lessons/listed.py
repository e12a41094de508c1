"""Lists that are written as running text, so that hundreds of words stay readable.

Does not know what is listed.
"""

from __future__ import annotations


def listed(text: str, mark: str = ",") -> tuple[str, ...]:
    """The parts of the text between the marks, each with single spaces; empty parts are dropped."""
    parts = (" ".join(part.split()) for part in text.split(mark))
    return tuple(part for part in parts if part)
