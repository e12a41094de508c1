"""Texts of a client of Ollama that are too long to become vectors: these lose their ends, as at Ollama, and no others.

Pure but for whom it asks. Does not know which engine makes the vectors, nor how many tokens it reads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from forge_ai.api.delivery.captured import Captured
from forge_ai.errors import PromptTooLong

Ask = Callable[[Sequence[str]], Awaitable[Captured]]  # in the shape of OpenAI's API

_FAR_TOO_LONG: Final = 8192  # letters; above that, half of them go at once
_SHORTEST: Final = 64  # letters


async def cut_to_fit(ask: Ask, texts: Sequence[str]) -> list[Captured]:
    """The answers for all texts in their order, or nothing but a refusal.

    A refused list is asked in halves until the text is found that is too long, and that one is cut until it is taken.
    """
    whole = await ask(texts)
    if whole.status == 200 or not _is_too_long(whole):
        return [whole]
    if len(texts) == 1:
        shorter = _shortened(texts[0])
        return await cut_to_fit(ask, [shorter]) if shorter else [whole]
    half = len(texts) // 2
    first = await cut_to_fit(ask, texts[:half])
    if first[0].status != 200:
        return first
    second = await cut_to_fit(ask, texts[half:])
    return first + second if second[0].status == 200 else second


def _shortened(text: str) -> str:
    """Half of a very long text, three quarters of a long one, nothing of a short one."""
    if len(text) <= _SHORTEST:
        return ""
    return text[: len(text) // 2 if len(text) > _FAR_TOO_LONG else len(text) * 3 // 4]


def _is_too_long(refusal: Captured) -> bool:
    error = refusal.answer.get("error")
    return isinstance(error, dict) and error.get("code") == PromptTooLong.code
