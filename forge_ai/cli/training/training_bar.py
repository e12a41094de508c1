"""The progress bar of a training run: how far, how good, how fast, how long still.

Does not know how training works.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from forge_ai.cli.progress import WIDE
from forge_ai.training.learning.progress import TrainingReport


class TrainingBar:
    """A :class:`forge_ai.training.learning.progress.Observer` that draws on stderr, or writes lines for a log."""

    def __init__(self, name: str, *, quiet: bool) -> None:
        self._quiet = quiet
        self.has_begun = False
        self._told_step = -1
        console = Console(stderr=True)
        self._narrow = console.width < WIDE
        far, words = TaskProgressColumn(), TextColumn("{task.fields[words]}")
        columns = (far, words) if self._narrow else (TextColumn("{task.description}"), BarColumn(), far, words)
        self._lines = not console.is_terminal
        self._bar = Progress(*columns, console=console, disable=quiet or self._lines)
        self._task = self._bar.add_task(f"Training {name}", total=1.0, words="getting ready")

    def hear(self, report: TrainingReport) -> None:
        """Show one report."""
        self.has_begun = True
        words = _in_short(report) if self._narrow and not self._lines else _words(report)
        self._bar.update(self._task, completed=report.progress, words=words)
        news = report.held_out_loss is not None and report.step != self._told_step
        if self._lines and not self._quiet and news:
            self._told_step = report.step
            print(f"{report.progress:6.1%}  step {report.step}  {words}", file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.live.transient = not self.has_begun  # what never began leaves no bar below what was said of it
        self._bar.stop()


def _words(report: TrainingReport) -> str:
    held_out = "" if report.held_out_loss is None else f", held-out {report.held_out_loss:.3f}"
    return f"loss {report.loss:.3f}{held_out}, {report.tokens_per_second:,.0f} tokens/s{_left(report)}"


def _in_short(report: TrainingReport) -> str:
    return f"loss {report.loss:.2f}{_left(report)}"


def _left(report: TrainingReport) -> str:
    return "" if report.seconds_left is None else f", {_span(report.seconds_left)} left"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
