"""How fast an answer was: time to the first token and tokens a second, as the person saw them.

Does not know who answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from forge_ai.clock import Clock
from forge_ai.engines.engine import Piece


class Timed:
    """The texts of an answer, timed while they pass. :meth:`report` is true once the answer has ended."""

    def __init__(self, pieces: Iterable[Piece], clock: Clock) -> None:
        self._pieces = pieces
        self._clock = clock
        self._begun = clock.steady()
        self._first: float | None = None
        self._last = self._begun
        self._count = 0
        self._usage: int | None = None
        self.finish_reason: str | None = None

    def __iter__(self) -> Iterator[str]:
        for piece in self._pieces:
            self._note(piece)
            if piece.text:
                yield piece.text

    def _note(self, piece: Piece) -> None:
        self.finish_reason = piece.finish_reason or self.finish_reason
        if piece.usage:
            self._usage = piece.usage.completion_tokens
        if piece.text:
            self._last = self._clock.steady()
            self._first = self._first or self._last
            self._count += 1

    def report(self) -> dict[str, Any]:
        """Tokens, tokens a second from the question on, milliseconds to the first token, and why the answer ended."""
        tokens = self._count if self._usage is None else self._usage
        first = self._last if self._first is None else self._first
        spent = self._last - self._begun
        return {
            "tokens": tokens,
            "tokens_per_second": round(tokens / spent, 1) if tokens and spent > 0 else None,
            "milliseconds_to_first_token": round((first - self._begun) * 1000, 1),
            "finish_reason": self.finish_reason,
        }
