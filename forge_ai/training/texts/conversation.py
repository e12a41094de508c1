"""One conversation to learn from: its messages, and the skill that it teaches.

Does not know how conversations are written, read from files or turned into tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from forge_ai.protocol.values.chat import Message


@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages in the order in which they were said, and the name of the skill that they teach."""

    messages: tuple[Message, ...]
    skill: str
