"""What a model is told before it answers: who it is, and the remembered facts that have to do with the question.

Also keeps what the person asks to be remembered in that message. Does not know who asks, nor which model reads it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forge_ai.assistant.prompt import build_system_prompt
from forge_ai.errors import StorageFault
from forge_ai.memory.device_memory import Memory
from forge_ai.memory.facts import FactSource, Remembered
from forge_ai.memory.recall import Recalled
from forge_ai.memory.telling.remembering import asked_to_remember
from forge_ai.memory.telling.statements import told_in
from forge_ai.protocol.conversations.markers import defuse


@dataclass(frozen=True, slots=True)
class Introduced:
    """One turn's system prompt, the facts that stand in it, and those that the person told in this turn.

    ``unkept`` says why what was told by the way could not be kept; empty where it was.
    """

    system_prompt: str
    used: tuple[Recalled, ...] = ()
    told: tuple[Remembered, ...] = ()
    unkept: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """The introduction of the node ``name`` with its persona and its memory.

    ``context`` is how many tokens the model reads, 0 where that is not known: memories take no more than half of them.
    """

    name: str
    persona: str
    memory: Memory
    keeps_plain_words: bool = True
    context: int = 0

    def to(self, messages: Sequence[Mapping[str, Any]]) -> Introduced:
        """The introduction for a conversation, by what its last message from the person says.

        Raises :class:`StorageFault` when something that the person asked to be remembered cannot be kept, so that no
        answer claims it was. A plain statement that cannot be kept is answered all the same.
        """
        said = last_said(messages)
        told, unkept = self._kept(said)
        room = self.context / 2 if self.context else math.inf
        used = tuple(self.memory.recall.lines(said, most_tokens=room)) if said else ()
        lines = [defuse(fact.line) for fact in used]
        return Introduced(build_system_prompt(self.name, self.persona, lines), used, told, unkept)

    def without_memory(self) -> Introduced:
        """Only who the node is."""
        return Introduced(build_system_prompt(self.name, self.persona))

    def keep(self, said: str) -> tuple[Remembered, ...]:
        """Keep the fact in "Remember that ...", or plain statements such as "My dog is called Rex."."""
        facts = told_in(said, plainly=self.keeps_plain_words)
        return tuple(self.memory.facts.remember(fact, FactSource(device=self.name)) for fact in facts)

    def _kept(self, said: str) -> tuple[tuple[Remembered, ...], str]:
        try:
            return self.keep(said), ""
        except StorageFault as fault:
            if asked_to_remember(said):
                raise
            return (), fault.message


def introduce(introduction: Introduction, messages: Sequence[Mapping[str, Any]]) -> Introduced:
    """The introduction for a conversation; without remembered facts when it brings a system message of its own."""
    return Introduced("") if brings_introduction(messages) else introduction.to(messages)


def brings_introduction(messages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a conversation has a system message of its own: then nothing is added to it."""
    return messages[0]["role"] in ("system", "developer")


def last_said(messages: Sequence[Mapping[str, Any]]) -> str:
    """The person's last message as plain text; empty when there is none."""
    for message in reversed(messages):
        if message.get("role") == "user":
            return _plain(message.get("content"))
    return ""


def _plain(content: object) -> str:
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return " ".join(part["text"] for part in parts if isinstance(part, Mapping) and isinstance(part.get("text"), str))
