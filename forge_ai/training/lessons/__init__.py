"""The curriculum of the starter model: conversations made by rule, without end or foreign text.

The model learns to use what it is told, to say what it does not know, to say who it is, to explain ForgeAI's commands,
to answer questions of everyday knowledge, and to converse. Nothing in this package knows tokens, tensors or files.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from forge_ai.training.lessons.mixture import LESSONS, conversation
from forge_ai.training.texts.conversation import Conversation

__all__ = ["SKILLS", "write_lessons"]

SKILLS: Final[tuple[str, ...]] = tuple(LESSONS)


def write_lessons(seed: int, conversations: int) -> Iterator[Conversation]:
    """Write so many conversations in a mixture of all skills, one after another; the same ones for the same seed."""
    random = Random(seed)
    for _ in range(conversations):
        yield conversation(random)
