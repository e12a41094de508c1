"""Signs of life: when a token was last made, and how fast.

Does not know which engine made it.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Final

from forge_ai.clock import Clock

ANSWERS_REMEMBERED: Final = 16  # what counts as lately
FEWEST_TOKENS: Final = 4  # shorter answers say more about the prompt than about the engine


@dataclass(frozen=True, slots=True)
class Vital:
    """What is known of one model.

    ``token_age`` is in seconds, None while it has made no token; ``running``, ``waiting`` (among them) and
    ``finished`` count answers; ``pace`` is the median of tokens a second over the last answers, zero while there is
    none. ``failed``: it was asked for a token and made none, and has made none since.
    """

    token_age: float | None
    running: int
    finished: int
    pace: float = 0.0
    failed: bool = False
    waiting: int = 0


class Vitals:
    """Counts of one node, kept by whoever passes tokens on. Safe to use from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}
        self._running: dict[str, int] = {}
        self._finished: dict[str, int] = {}
        self._paces: dict[str, deque[float]] = {}
        self._failed: set[str] = set()
        self._waiting: dict[str, int] = {}

    def begin(self, model: str) -> None:
        """An answer was asked for."""
        with self._lock:
            self._running[model] = self._running.get(model, 0) + 1

    def token(self, model: str) -> None:
        """The engine made a token just now."""
        self._last[model] = self._clock.steady()
        self._failed.discard(model)

    def no_token(self, model: str) -> None:
        """The engine was asked for a token and made none."""
        self._failed.add(model)

    def wait(self, model: str, change: int) -> None:
        """So many answers more, or fewer, wait for a slot."""
        with self._lock:
            self._waiting[model] = self._waiting.get(model, 0) + change

    def wrote(self, model: str, tokens: int, seconds: float) -> None:
        """An answer of that many tokens took so long from its first token to its last."""
        if tokens >= FEWEST_TOKENS and seconds > 0:
            with self._lock:
                self._paces.setdefault(model, deque(maxlen=ANSWERS_REMEMBERED)).append((tokens - 1) / seconds)

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
            pace = median(self._paces[model]) if model in self._paces else 0.0
            return Vital(
                age,
                self._running.get(model, 0),
                self._finished.get(model, 0),
                pace,
                model in self._failed,
                self._waiting.get(model, 0),
            )
