"""How far training is, and how large a step may be there.

The rate climbs over the first steps, stays, and falls in a straight line to zero over the last share of the budget
(warm-up, stable, decay). Does not know what is trained, nor what the time is: seconds come in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import BadInput

DECAY_SHARE: Final = 0.4
FINAL_RATE: Final = 0.02  # of the full rate


@dataclass(frozen=True, slots=True)
class Budget:
    """When training ends: at whichever of the given limits comes first."""

    steps: int | None = None
    tokens: int | None = None
    epochs: float | None = None
    minutes: float | None = None

    def check(self) -> None:
        """Raise :class:`BadInput` when there is no limit, or one that is no number above zero."""
        limits = [limit for limit in (self.steps, self.tokens, self.epochs, self.minutes) if limit is not None]
        if not limits or not all(0 < limit < math.inf for limit in limits):
            raise BadInput("Training needs an end: a number above zero.", hint="Give --epochs, --steps or --minutes.")


@dataclass(frozen=True, slots=True)
class Spent:
    """What training has used so far."""

    steps: int = 0
    tokens: int = 0
    epochs: float = 0.0
    seconds: float = 0.0


def fraction(budget: Budget, spent: Spent) -> float:
    """The share of the budget that is used, from 0 to 1."""
    pairs = (
        (spent.steps, budget.steps),
        (spent.tokens, budget.tokens),
        (spent.epochs, budget.epochs),
        (spent.seconds / 60, budget.minutes),
    )
    return min(1.0, max((used / limit for used, limit in pairs if limit is not None), default=1.0))


def rate(progress: float, step: int, warmup_steps: int, decay_share: float = DECAY_SHARE) -> float:
    """The factor on the learning rate at that step, when ``progress`` of the budget is used.

    It falls over the last ``decay_share`` of the budget.
    """
    warm = min(1.0, (step + 1) / (warmup_steps + 1))
    falling = min(1.0, (1.0 - progress) / decay_share)
    return warm * max(FINAL_RATE, falling)


def seconds_left(progress: float, seconds: float) -> float | None:
    """How long the rest will take at the pace so far; ``None`` before anything is known."""
    return seconds * (1.0 - progress) / progress if progress > 0 else None
