"""Background threads for work that may block for seconds, so that the threads which must not block never do it.

Does not know what the work is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec

log: Final = logging.getLogger(__name__)

_P = ParamSpec("_P")
_AT_ONCE: Final = 6


class Errands:
    """A few threads called ``name``, started when needed. Work that raises is logged and stops nothing else."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix=name)
        self._under_way: set[Hashable] = set()
        self._changing = threading.Lock()

    def run(self, work: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> None:
        """Call ``work(*args, **kwargs)`` soon, in a thread. After :meth:`close` nothing is called any more."""

        def supervised() -> None:
            try:
                work(*args, **kwargs)
            except Exception:
                log.exception("An errand of %s failed.", self._name)

        try:
            self._pool.submit(supervised)
        except RuntimeError:
            return  # closed: what is wanted now, nobody waits for

    def run_once(self, errand: Hashable, work: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> None:
        """The same, unless an errand of that key waits or runs already, so that frequent calls do not pile up."""
        with self._changing:
            if errand in self._under_way:
                return
            self._under_way.add(errand)

        def once() -> None:
            try:
                work(*args, **kwargs)
            finally:
                with self._changing:
                    self._under_way.discard(errand)

        self.run(once)

    def close(self) -> None:
        """Wait for the work that runs; what has not begun is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)
