"""Texts that are too long to become vectors: the rules against an engine that takes so many letters."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import pytest

from forge_ai.api.delivery.captured import Captured
from forge_ai.api.ollama.cutting import cut_to_fit

TOO_LONG = json.dumps({"error": {"code": "context_length_exceeded", "message": "too long"}}).encode()


class Engine:
    """Takes texts of so many letters, and says back what it took."""

    def __init__(self, most: int, refuses: str = "") -> None:
        self.most, self.refuses, self.asked = most, refuses, 0

    async def ask(self, texts: Sequence[str]) -> Captured:
        self.asked += 1
        if self.refuses in texts:
            return Captured(503, {}, b'{"error": {"code": "engine_busy"}}')
        if any(len(text) > self.most for text in texts):
            return Captured(400, {}, TOO_LONG)
        return Captured(200, {}, json.dumps(list(texts)).encode())

    def taken(self, *texts: str) -> tuple[int, list[str]]:
        found = asyncio.run(cut_to_fit(self.ask, texts))
        status = found[0].status
        return status, [text for one in found for text in json.loads(one.body)] if status == 200 else []


def test_texts_that_fit_are_asked_once():
    engine = Engine(100)
    assert engine.taken("one", "two") == (200, ["one", "two"])
    assert engine.asked == 1


@pytest.mark.parametrize("size", [101, 1_000, 10_000, 8_000_000])
def test_a_text_that_is_too_long_keeps_its_beginning_and_most_of_what_fits(size):
    engine = Engine(100)
    status, (found,) = engine.taken("x" * size)
    assert (status, engine.asked < 40) == (200, True)
    assert 70 <= len(found) <= 100


def test_only_the_text_that_is_too_long_is_cut():
    texts = [f"{number:02d}" * 40 for number in range(20)]
    texts[13] = "y" * 500
    status, found = Engine(100).taken(*texts)
    assert (status, found[:13], found[14:]) == (200, texts[:13], texts[14:])
    assert set(found[13]) == {"y"}


def test_what_is_short_and_still_too_long_is_refused():
    assert Engine(10).taken("a" * 500, "b") == (400, [])


def test_another_refusal_is_told_at_once():
    engine = Engine(100, refuses="bad")
    assert engine.taken("a" * 500, "bad") == (503, [])
    assert engine.asked == 1
