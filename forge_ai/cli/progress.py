"""A bar for long work: what is being done, how far, how fast, how long still; on a narrow terminal how far alone.

Does not know what the work is. Drawn on stderr, and only where somebody can see it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from forge_ai.models.progress import Progress, silent

if TYPE_CHECKING:
    from rich import progress

WIDE: Final = 70  # columns: a narrower terminal would break sizes and times into pieces


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A function that takes reports of progress, and draws them as a bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    with _display() as display:
        yield _steps_on(display)


def _display() -> progress.Progress:
    from rich import progress
    from rich.console import Console

    console, what = Console(stderr=True), progress.TextColumn("{task.description:<12}")
    if console.width < WIDE:
        return progress.Progress(what, progress.BarColumn(10), progress.TaskProgressColumn(), console=console)
    return progress.Progress(
        what,
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
        console=console,
    )


def _steps_on(display: progress.Progress) -> Progress:
    """One line of the display for each kind of work."""
    tasks: dict[str, progress.TaskID] = {}

    def report(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = display.add_task(step, total=total)
        display.update(tasks[step], completed=done, total=total)

    return report
