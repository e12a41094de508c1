"""Probabilities in the shape of OpenAI's completions: llama.cpp gives them in that of chats to both.

Pure. What has the right shape already is left alone. Source: OpenAI's API reference, "Completions".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from forge_ai.protocol.answers.stream import EVENT_END, written
from forge_ai.protocol.values.json_object import json_object

DATA: Final = b"data:"
_MARK: Final = b'"logprobs"'


@dataclass(slots=True)
class CompletionLogprobs:
    """Changes the probabilities of one answer, whole or event by event. ``asked`` are the fields of the request."""

    path: str
    asked: Mapping[str, Any]
    _lengths: dict[int, int] = field(default_factory=dict)

    @property
    def _wanted(self) -> bool:
        return self.path == "completions" and bool(self.asked.get("logprobs"))

    def pass_on(self, events: bytes) -> bytes:
        """Whole events with their probabilities in the right shape."""
        if not self._wanted or _MARK not in events:
            return events
        return EVENT_END.join(self._one(event) for event in events.split(EVENT_END))

    def changed(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """An answer, or a chunk of one, with its probabilities in the right shape."""
        choices = answer.get("choices")
        if not self._wanted or not isinstance(choices, list):
            return answer
        return {**answer, "choices": [self._choice(choice) for choice in choices]}

    def _one(self, event: bytes) -> bytes:
        try:
            chunk = json_object(event.removeprefix(DATA))
        except ValueError:
            return event
        return written(self.changed(chunk)).removesuffix(EVENT_END)

    def _choice(self, choice: object) -> object:
        found = choice.get("logprobs") if isinstance(choice, Mapping) else None
        tokens = found.get("content") if isinstance(found, Mapping) else None
        if not isinstance(choice, Mapping) or not isinstance(tokens, list):
            return choice
        known = [token for token in tokens if isinstance(token, Mapping)]
        return {**choice, "logprobs": self._listed(choice.get("index"), known)}

    def _listed(self, index: object, tokens: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        number = index if isinstance(index, int) else 0
        offsets = []
        for token in tokens:
            offsets.append(self._lengths.get(number, 0))
            self._lengths[number] = offsets[-1] + len(str(token.get("token", "")))
        return {
            "tokens": [token.get("token") for token in tokens],
            "token_logprobs": [token.get("logprob") for token in tokens],
            "top_logprobs": [_likely(token.get("top_logprobs")) for token in tokens],
            "text_offset": offsets,
        }


def _likely(tokens: object) -> dict[str, Any]:
    listed = tokens if isinstance(tokens, list) else []
    return {str(one.get("token")): one.get("logprob") for one in listed if isinstance(one, Mapping)}
