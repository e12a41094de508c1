"""A bar for long work: what is being done, how far, how fast, how long still.

Does not know what the work is. Drawn on stderr, and only where somebody can see it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from forge_ai.models.progress import Progress, silent

if TYPE_CHECKING:
    from rich import progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Something to report to while the block lasts."""
    if not sys.stderr.isatty():
        yield silent
        return
    with _display() as display:
        yield _steps_on(display)


def _display() -> progress.Progress:
    from rich import progress
    from rich.console import Console

    return progress.Progress(
        progress.TextColumn("{task.description:<12}"),
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _steps_on(display: progress.Progress) -> Progress:
    """One line of the display for each kind of work."""
    tasks: dict[str, progress.TaskID] = {}

    def report(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = display.add_task(step, total=total)
        display.update(tasks[step], completed=done, total=total)

    return report
