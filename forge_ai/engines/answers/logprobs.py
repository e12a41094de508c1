"""Probabilities as OpenAI tells them: completions in their own shape, and without alternatives where none are wished.

Pure. llama.cpp gives both in the shape of chats, tells none at all where no alternatives are wished, and twenty where
nothing is said. What has the right shape already is left alone. Source: OpenAI's API reference, "Completions", "Chat".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from forge_ai.protocol.answers.stream import EVENT_END, written
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.whole_number import is_whole

DATA: Final = b"data:"
_MARK: Final = b'"logprobs"'


@dataclass(slots=True)
class Logprobs:
    """Changes the probabilities of one answer, whole or event by event. ``asked`` are the fields of the request."""

    path: str
    asked: Mapping[str, Any]
    _lengths: dict[int, int] = field(default_factory=dict)

    @property
    def engine_fields(self) -> dict[str, Any]:
        """What an engine is asked for instead, so that it tells any: one alternative, which is dropped again."""
        if self._alternatives != 0:
            return {}
        return {"logprobs": 1} if self._of_completion else {"top_logprobs": 1}

    @property
    def _of_completion(self) -> bool:
        return self.path == "completions"

    @property
    def _alternatives(self) -> int | None:
        """How many are wished beside each token; None where no probabilities are, or not a whole number of them."""
        if self._of_completion:
            wished = self.asked.get("logprobs")
        else:
            wished = (self.asked.get("top_logprobs") or 0) if self.asked.get("logprobs") is True else None
        return wished if is_whole(wished) else None

    @property
    def _wanted(self) -> bool:
        return self._alternatives is not None and (self._of_completion or self._alternatives == 0)

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
        if not isinstance(choice, Mapping) or not isinstance(found, Mapping) or not isinstance(tokens, list):
            return choice
        known = [token for token in tokens if isinstance(token, Mapping)]
        if self._of_completion:
            return {**choice, "logprobs": self._listed(choice.get("index"), known)}
        return {**choice, "logprobs": {**found, "content": [{**token, "top_logprobs": []} for token in known]}}

    def _listed(self, index: object, tokens: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        number = index if isinstance(index, int) else 0
        offsets = []
        for token in tokens:
            offsets.append(self._lengths.get(number, 0))
            self._lengths[number] = offsets[-1] + len(str(token.get("token", "")))
        return {
            "tokens": [token.get("token") for token in tokens],
            "token_logprobs": [token.get("logprob") for token in tokens],
            "top_logprobs": [_likely(token.get("top_logprobs")) if self._alternatives else {} for token in tokens],
            "text_offset": offsets,
        }


def _likely(tokens: object) -> dict[str, Any]:
    listed = tokens if isinstance(tokens, list) else []
    return {str(one.get("token")): one.get("logprob") for one in listed if isinstance(one, Mapping)}
