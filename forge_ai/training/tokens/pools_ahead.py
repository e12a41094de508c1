"""Pools of rows made by other processes before they are asked for, so that a GPU does not wait for who writes its text.

One process writes some 500,000 tokens a second, a hundred times what a processor learns and less than a GPU does. Does
not know what rows are made of.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Final, Self

from forge_ai.errors import TrainingFailed
from forge_ai.training.tokens.batches import Position, Rows
from forge_ai.training.tokens.tokenizer import Row

MOST_PROCESSES: Final = 8
AHEAD: Final = 2  # pools for each process


def helping_processes(device: str) -> int:
    """None where the processor learns itself, else all but one of the cores, and not too many."""
    return 0 if device == "cpu" else min(MOST_PROCESSES, max(1, (os.cpu_count() or 1) - 1))


class PoolsAhead:
    """The same pools as ``rows`` gives, which must survive being carried to another process.

    Without processes each is made when it is asked for.
    """

    def __init__(self, rows: Rows, processes: int) -> None:
        self._rows = rows
        self._coming: dict[int, Future[Sequence[Row]]] = {}
        self._ahead = AHEAD * processes
        self._processes = _writers(processes) if processes else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._processes:
            self._processes.shutdown(cancel_futures=True)

    def pool(self, number: int) -> Sequence[Row]:
        """The rows of that pool, and those after it are begun.

        Raises :class:`TrainingFailed` when a process ended before its work did.
        """
        if self._processes is None:
            return self._rows.pool(number)
        try:
            for wanted in range(number, number + self._ahead + 1):
                if wanted not in self._coming:
                    self._coming[wanted] = self._processes.submit(self._rows.pool, wanted)
            return self._coming.pop(number).result()
        except BrokenProcessPool as error:
            raise TrainingFailed("A process that writes the text of the training was ended.") from error

    def epochs(self, position: Position, batches: int) -> float:
        """How often everything was seen at that position."""
        return self._rows.epochs(position, batches)


def _writers(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, get_context("spawn"), _end_with_parent)


def _end_with_parent() -> None:
    """A training that is killed leaves no writers behind, which would wait for it without end.

    What a terminal sends to all at once, Ctrl-C or its end, is for the training to act upon.
    """
    for name in ("SIGINT", "SIGHUP"):  # the second not on Windows
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, name="parent", daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
