"""Notifies of writes to the memory: at once for this process's own, within a tenth of a second for another's.

Does not know what was written, nor who wants to know. SQLite keeps a number that rises with each commit, whoever makes
it; a look at it reads a few bytes that all processes share and costs three microseconds. Nobody looks while nobody
wants to know.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Final

LOOK_SECONDS: Final = 0.1


class Changes:
    """Calls everyone who wants to know of each commit. ``connect`` opens a connection to look at, or returns None."""

    def __init__(self, connect: Callable[[], sqlite3.Connection | None]) -> None:
        self._connect = connect
        self._bells: list[Callable[[], None]] = []
        self._changing = threading.Lock()
        self._closed = threading.Event()
        self._watch: threading.Thread | None = None

    def tell(self) -> None:
        """Call them all: this process has written something."""
        for ring in tuple(self._bells):
            ring()

    @contextmanager
    def heard_by(self, ring: Callable[[], None]) -> Iterator[None]:
        """Call ``ring`` after each commit while the block lasts, in whatever thread; it must neither wait nor raise."""
        with self._changing:
            self._bells.append(ring)
            if self._watch is None and not self._closed.is_set():
                self._watch = threading.Thread(target=self._look_on, name="memory-changes", daemon=True)
                self._watch.start()
        try:
            yield
        finally:
            with self._changing:
                self._bells.remove(ring)

    def close(self) -> None:
        """End the thread that looks for other processes' writes."""
        self._closed.set()
        with self._changing:
            watch = self._watch
        if watch:
            watch.join()

    def _look_on(self) -> None:
        while True:
            with suppress(sqlite3.Error):
                if connection := self._connect():
                    with closing(connection):
                        self._look_at(connection)
                    return
            if not self._is_wanted():  # a disk that takes nothing now may do so later
                return

    def _look_at(self, connection: sqlite3.Connection) -> None:
        seen = _version(connection)
        self.tell()  # of what was written before the first look
        while self._is_wanted():
            last, seen = seen, _version(connection)
            if seen != last:
                self.tell()

    def _is_wanted(self) -> bool:
        """Whether to look once more, after a while."""
        closed = self._closed.wait(LOOK_SECONDS)
        with self._changing:
            if self._bells and not closed:
                return True
            self._watch = None
            return False


def _version(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA data_version").fetchall()[0][0]
    return found
