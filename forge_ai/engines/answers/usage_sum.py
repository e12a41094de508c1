"""Adds up the token counts of several answers to one request, where the engine counts each by itself.

Pure. Programs read the last numbers that they get, and those must be the sum. Source: `usage` in OpenAI's API
reference, where the prompt of several answers counts once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from forge_ai.engines.answers.pieces import DONE
from forge_ai.protocol.answers.stream import EVENT_END, written
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.whole_number import is_whole

DATA: Final = b"data:"


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers a request asks for: so many prompts, and to each of them so many."""

    prompts: int = 1
    each: int = 1

    @property
    def answers(self) -> int:
        """In all."""
        return self.prompts * self.each


def count_of(fields: Mapping[str, Any]) -> Count:
    """How many answers are asked for. A list with numbers in it is one prompt, in tokens."""
    prompts: Any = fields.get("prompt")
    lone = not isinstance(prompts, list) or any(isinstance(part, int) for part in prompts)
    wished = [count for name in ("n", "n_cmpl") if isinstance(count := fields.get(name), int)]
    return Count(1 if lone else len(prompts), max([1, *wished]))


def in_all(reports: Sequence[Mapping[str, Any]], count: Count) -> Mapping[str, Any]:
    """The sum, where there is one report for each answer; else the last one, which tells it already."""
    if count.answers == 1 or len(reports) != count.answers:
        return reports[-1]
    read = _sum(reports, "prompt_tokens") // count.each
    made = _sum(reports, "completion_tokens")
    kept = _sum([_details(report) for report in reports], "cached_tokens") // count.each
    told = {"completion_tokens": made, "prompt_tokens": read, "total_tokens": read + made}
    return told | ({"prompt_tokens_details": {"cached_tokens": kept}} if _details(reports[-1]) else {})


def counted(report: object, name: str) -> int:
    """What a report counts under that name; 0 where it is none or counts nothing so."""
    number = report.get(name) if isinstance(report, Mapping) else None
    return number if is_whole(number) else 0


def _sum(reports: Sequence[Mapping[str, Any]], name: str) -> int:
    return sum(counted(report, name) for report in reports)


def _details(report: Mapping[str, Any]) -> Mapping[str, Any]:
    found = report.get("prompt_tokens_details")
    return found if isinstance(found, Mapping) else {}


@dataclass(slots=True)
class LastUsage:
    """Holds the reports of a stream back, and tells the sum before the event that ends it."""

    count: Count
    _reports: list[Mapping[str, Any]] = field(default_factory=list)
    _frame: Mapping[str, Any] = field(default_factory=dict)

    def pass_on(self, events: bytes) -> bytes:
        """Whole events, without what is held back."""
        if self.count.answers == 1 or not (b'"usage"' in events or DONE in events):
            return events
        kept = (self._one(event) for event in events.split(EVENT_END))
        return EVENT_END.join(event for event in kept if event is not None)

    def _one(self, event: bytes) -> bytes | None:
        data = event.removeprefix(DATA).strip()
        if data == DONE and self._reports:
            told = {**self._frame, "choices": [], "usage": in_all(self._reports, self.count)}
            return written(told) + event
        chunk = _chunk(data) if b'"usage"' in data else {}
        if not isinstance(chunk.get("usage"), dict):
            return event
        self._reports.append(chunk["usage"])
        self._frame = chunk
        del self._reports[: -self.count.answers - 1]  # more than one for each answer are no sum, however many
        rest = {name: value for name, value in chunk.items() if name != "usage"}
        return written(rest).removesuffix(EVENT_END) if chunk.get("choices") else None


def _chunk(data: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        return json_object(data)
    return {}
