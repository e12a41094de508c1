"""Signs of life: when a token was last made, and how fast.

Does not know which engine made it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from forge_ai.clock import Clock


@dataclass(frozen=True, slots=True)
class Vital:
    """What is known of one model: seconds since its last token, answers being written, answers finished."""

    token_age: float | None
    running: int
    finished: int


class Vitals:
    """Counts of one node, kept by whoever passes tokens on. Safe to use from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}
        self._running: dict[str, int] = {}
        self._finished: dict[str, int] = {}

    def begin(self, model: str) -> None:
        """An answer was asked for."""
        with self._lock:
            self._running[model] = self._running.get(model, 0) + 1

    def token(self, model: str) -> None:
        """The engine made a token just now."""
        self._last[model] = self._clock.steady()

    def end(self, model: str) -> None:
        """The answer is over, well or not."""
        with self._lock:
            self._running[model] -= 1
            self._finished[model] = self._finished.get(model, 0) + 1

    def of(self, model: str) -> Vital:
        """What is known of that model now."""
        with self._lock:
            last = self._last.get(model)
            age = None if last is None else self._clock.steady() - last
            return Vital(age, self._running.get(model, 0), self._finished.get(model, 0))
