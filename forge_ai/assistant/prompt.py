"""The system prompt: who the node is, and what it remembers.

Pure. Does not know which model reads it, nor where the remembered lines were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

DEFAULT_PERSONA: Final = "You are {name}, a helpful assistant."
REMEMBERED: Final = "What you remember:"
MOST_REMEMBERED: Final = 8  # a small reader loses the thread in more lines


def build_system_prompt(name: str, persona: str = "", remembered: Sequence[str] = ()) -> str:
    """The system prompt of the node ``name``.

    ``persona`` may hold ``{name}``; when empty, the plain assistant speaks. ``remembered`` are short self-contained
    lines, the most useful first; at most eight are used.
    """
    opening = (persona.strip() or DEFAULT_PERSONA).replace("{name}", name)
    if not remembered:
        return opening
    lines = [f"- {' '.join(line.split())}" for line in remembered[:MOST_REMEMBERED]]
    return "\n".join([opening, "", REMEMBERED, *lines])
