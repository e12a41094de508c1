"""What a long piece of work tells whoever waits for it.

Does not know who that is: a terminal draws a bar, a test counts.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""A word for what is being done, and how many bytes of how many are finished. Called often, by who works."""


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def part_of(progress: Progress, before: int, total: int) -> Progress:
    """The progress of one file among several: ``before`` bytes came earlier, ``total`` is that of all."""

    def report(step: str, done: int, _: int) -> None:
        progress(step, before + done, total)

    return report
