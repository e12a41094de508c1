"""What is known of each model's work: when it last made a token, how many answers run and wait, and how fast.

Does not know which engine made it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Final

from forge_ai.clock import Clock
from forge_ai.limits import MODELS_COUNTED

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


@dataclass(slots=True)
class _Counts:
    """What is kept of one model."""

    last: float | None = None
    running: int = 0
    waiting: int = 0
    finished: int = 0
    failed: bool = False
    paces: deque[float] = field(default_factory=lambda: deque(maxlen=ANSWERS_REMEMBERED))


class Vitals:
    """Counts of one node, kept by whoever passes tokens on. Safe to use from several threads.

    Behind another server a model may have any name: of many, those that were asked for longest ago are forgotten.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._models: OrderedDict[str, _Counts] = OrderedDict()

    def __len__(self) -> int:
        """Of how many models something is remembered."""
        return len(self._models)

    def begin(self, model: str) -> None:
        """An answer was asked for."""
        with self._lock:
            counts = self._of(model)
            counts.running += 1
            self._models.move_to_end(model)
            if len(self._models) > MODELS_COUNTED:
                self._forget_some()

    def token(self, model: str) -> None:
        """The engine made a token just now."""
        counts = self._of(model)
        counts.last = self._clock.steady()
        counts.failed = False

    def no_token(self, model: str) -> None:
        """The engine was asked for a token and made none."""
        self._of(model).failed = True

    def wait(self, model: str, change: int) -> None:
        """So many answers more, or fewer, wait for a slot."""
        with self._lock:
            self._of(model).waiting += change

    def wrote(self, model: str, tokens: int, pace: float) -> None:
        """An answer of that many tokens was written at that pace, in tokens a second; zero where it is not known."""
        if tokens >= FEWEST_TOKENS and pace > 0:
            self._of(model).paces.append(pace)

    def end(self, model: str) -> None:
        """The answer is over, well or not."""
        with self._lock:
            counts = self._models[model]
            counts.running -= 1
            counts.finished += 1

    def of(self, model: str) -> Vital:
        """What is known of that model now."""
        with self._lock:
            one = self._models.get(model) or _Counts()
            age = None if one.last is None else self._clock.steady() - one.last
            return Vital(age, one.running, one.finished, _pace(one.paces), one.failed, one.waiting)

    def _forget_some(self) -> None:
        idle = [name for name, one in list(self._models.items()) if not one.running]
        for name in idle[: len(self._models) - MODELS_COUNTED]:
            del self._models[name]

    def _of(self, model: str) -> _Counts:
        return self._models.get(model) or self._models.setdefault(model, _Counts())


def _pace(paces: deque[float]) -> float:
    if not paces:
        return 0.0
    from statistics import median  # slow to load, and a command that answers nothing has no pace

    return median(paces)
