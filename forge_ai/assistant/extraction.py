"""Finds lasting facts in what the person said, after a conversation; off unless the person wants it.

Only the person's own words are shown to the model, its answer is held to a grammar,
and every candidate is judged (:mod:`forge_ai.memory.telling.candidates`). Doubtful ones wait for the person's yes.
Does not know which model proposes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.assistant.brain import Brain
from forge_ai.engines.engine import GenerationOptions
from forge_ai.memory.facts import Facts, FactSource
from forge_ai.memory.telling.candidates import LONGEST, Verdict, judge, normal
from forge_ai.protocol.memory.records import State
from forge_ai.protocol.values.chat import Message

MOST_FACTS: Final = 8
_MOST_CHARACTERS: Final = 8_000  # of the person's words, the last ones: what a small context holds
_TASK: Final = (
    "Copy from the text the sentences in which the person states a lasting fact about themselves, in their own words. "
    'Answer with JSON: {"facts": ["..."]}. If there is none, answer {"facts": []}.'
)
_SCHEMA: Final = {
    "type": "object",
    "properties": {
        "facts": {"type": "array", "maxItems": MOST_FACTS, "items": {"type": "string", "maxLength": LONGEST}},
    },
    "required": ["facts"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate and what became of it."""

    text: str
    verdict: Verdict


def find_facts(brain: Brain, messages: Sequence[Message], facts: Facts, told: FactSource) -> list[Found]:
    """Look for facts in a conversation that has ended and keep those that pass; what became of every candidate."""
    said = "\n".join(message.content for message in messages if message.role == "user")[-_MOST_CHARACTERS:]
    if not said.strip():
        return []
    known = {normal(record.text) for record in facts.listed(State.ACTIVE, State.SUPERSEDED, State.PENDING)}
    found = [Found(text, judge(text, said, known)) for text in _candidates(brain, said)]
    for one in found:
        if one.verdict in (Verdict.KEEP, Verdict.REVIEW):
            facts.remember(one.text, told, State.ACTIVE if one.verdict == Verdict.KEEP else State.PENDING)
    return found


def _candidates(brain: Brain, said: str) -> list[str]:
    options = GenerationOptions(max_tokens=512, temperature=0.0, schema=_SCHEMA)
    pieces = brain.stream([Message("system", _TASK), Message("user", said)], options)
    answer = "".join(piece.text for piece in pieces)
    try:
        proposed = json.loads(answer)["facts"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []  # a model that does not keep to the grammar proposes nothing
    texts = proposed if isinstance(proposed, list) else []
    return list(dict.fromkeys(" ".join(text.split()) for text in texts[:MOST_FACTS] if isinstance(text, str)))
