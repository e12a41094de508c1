"""Texts of a client of Ollama that are too long to become vectors: these lose their ends, as at Ollama, and no others.

Pure but for whom it asks. Does not know which engine makes the vectors, nor how many tokens it reads.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from forge_ai.errors import PromptTooLong

Ask = Callable[[Sequence[str]], Awaitable[tuple[int, bytes]]]  # a status and a body, in the shape of OpenAI's API

_FAR_TOO_LONG: Final = 8192  # letters; above that, half of them go at once
_SHORTEST: Final = 64  # letters


async def cut_to_fit(ask: Ask, texts: Sequence[str]) -> tuple[int, list[bytes]]:
    """The answers for all texts in their order, or the status and the body of a refusal.

    A refused list is asked in halves until the text is found that is too long, and that one is cut until it is taken.
    """
    status, body = await ask(texts)
    if status == 200 or not _is_too_long(body):
        return status, [body]
    if len(texts) == 1:
        shorter = _shortened(texts[0])
        return await cut_to_fit(ask, [shorter]) if shorter else (status, [body])
    half = len(texts) // 2
    status, first = await cut_to_fit(ask, texts[:half])
    if status != 200:
        return status, first
    status, second = await cut_to_fit(ask, texts[half:])
    return status, first + second if status == 200 else second


def _shortened(text: str) -> str:
    """Half of a very long text, three quarters of a long one, nothing of a short one."""
    if len(text) <= _SHORTEST:
        return ""
    return text[: len(text) // 2 if len(text) > _FAR_TOO_LONG else len(text) * 3 // 4]


def _is_too_long(body: bytes) -> bool:
    error = json.loads(body).get("error")
    return isinstance(error, dict) and error.get("code") == PromptTooLong.code
