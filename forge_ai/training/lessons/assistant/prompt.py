"""The system prompt of a lesson: who the assistant is, and what it remembers.

Has the layout that a node gives its own system prompts. Does not know what will be asked.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.persona import Persona

HEADING: Final = "What you remember:"
FIRST_DAY: Final = date(2024, 1, 1)
MOST_LINES: Final = 8


def dated(random: Random, lines: list[str]) -> list[str]:
    """The lines with the days on which they were noted, the oldest first; now and then without days."""
    if random.random() < 0.1:
        return [f"- {line}" for line in lines]
    days = sorted(random.randint(0, 2000) for _ in lines)
    return [f"- {FIRST_DAY + timedelta(day)}: {line}" for day, line in zip(days, lines, strict=True)]


def system_prompt(random: Random, persona: Persona, lines: list[str]) -> str:
    """The persona's words, and below them the remembered lines, if there are any. Empty when there is neither."""
    if not lines:
        return persona.prompt
    block = "\n".join((HEADING, *dated(random, lines)))
    return f"{persona.prompt}\n\n{block}" if persona.prompt else block
