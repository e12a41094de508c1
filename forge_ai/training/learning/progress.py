"""What a training run reports while it goes on, to an observer: a progress bar, or lines of a log.

Does not know who observes.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """One look at a run. ``progress`` goes from 0 to 1; losses are nats per learned token."""

    step: int
    progress: float
    loss: float
    held_out_loss: float | None
    tokens: int
    tokens_per_second: float
    seconds: float
    seconds_left: float | None


class Observer(Protocol):
    """Whoever is told how a training goes."""

    def hear(self, report: TrainingReport) -> None:
        """Take note of a report; called every few steps from the training thread."""


class Silent:
    """An observer that does nothing."""

    def hear(self, report: TrainingReport) -> None:
        """Do nothing."""


class Lines:
    """An observer that writes a line on stderr for each report, beginning with the name of what learns."""

    def __init__(self, name: str) -> None:
        self._name = name

    def hear(self, report: TrainingReport) -> None:
        """Write the line."""
        held = "" if report.held_out_loss is None else f"  held out {report.held_out_loss:.4f}"
        left = "?" if report.seconds_left is None else f"{report.seconds_left / 60:.0f}"
        sys.stderr.write(
            f"{self._name}  step {report.step:6d}  {report.progress:6.1%}  loss {report.loss:.4f}{held}  "
            f"{report.tokens_per_second:6.0f} tokens/s  {report.seconds / 60:.1f} min, {left} left\n"
        )
        sys.stderr.flush()


class Pace:
    """The mean loss and the speed since they were last asked for."""

    def __init__(self, seconds: float = 0.0, loss: float = math.nan) -> None:
        self._losses: list[float] = []
        self._tokens = 0
        self._since = seconds
        self._last = (loss, 0.0)

    def add(self, loss: float, tokens: int) -> None:
        """One step more."""
        self._losses.append(loss)
        self._tokens += tokens

    def mean(self, seconds: float) -> tuple[float, float]:
        """Mean loss and tokens a second up to that time; the ones before when nothing happened since."""
        if self._losses:
            loss = sum(self._losses) / len(self._losses)
            self._last = loss, self._tokens / max(1e-9, seconds - self._since)
            self._losses, self._tokens, self._since = [], 0, seconds
        return self._last
