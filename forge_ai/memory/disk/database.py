"""The memory database: one writer at a time, many readers, every commit on the disk before it is acknowledged.

Where the disk takes nothing, it can still be read. Does not know what is stored.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from forge_ai.errors import StorageFault
from forge_ai.memory.disk.changes import Changes
from forge_ai.memory.disk.connection import BUSY_SECONDS, connect, database_faults, takes_nothing
from forge_ai.memory.disk.migrations import migrate
from forge_ai.memory.disk.reserve import Reserve
from forge_ai.memory.disk.sole_reader import SoleReader
from forge_ai.paths import make_folder

_FLUSH_SECONDS: Final = 0.5  # everybody who writes waits so long for readers of an older state
_IDLE_READERS: Final = 4
_Done = TypeVar("_Done")


class Database:
    """One SQLite file. ``writing()`` and ``reading()`` give a connection for the length of one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write_lock = threading.RLock()
        self._state_lock = threading.Lock()  # another one: who reads does not wait for who writes
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self.changes = Changes(self._observer)
        self._writer: sqlite3.Connection | None = None
        self._file: int | None = None  # the one that the writer has open
        self._refusal = StorageFault(f"{path} has not been opened.")  # why there is no writer
        self._reserve = Reserve(path.with_name(f"{path.name}-reserve"))
        self._sole_reader = SoleReader(path)  # for as long as there is none
        with self.reading():  # what cannot even be read is told at once
            pass

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: on return it is on the disk; when the block raises nothing of it happened.

        Raises :class:`StorageFault`, too, where the file was taken away: what is told to it would be lost at the end.
        """
        with self._write_lock, database_faults(self.path):
            writer = self._opened()
            writer.execute("BEGIN IMMEDIATE")
            try:
                yield writer
                self._check_in_place()
                writer.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has already rolled back when the disk is full
                    writer.execute("ROLLBACK")
                raise
        self.changes.tell()

    def forgetting(self, act: Callable[[sqlite3.Connection], _Done]) -> _Done:
        """Write as in :meth:`writing`; on a full disk with the room that is kept back, for ``act`` frees some."""
        try:
            with self.writing() as connection:
                return act(connection)
        except StorageFault as fault:
            if not takes_nothing(fault) or not self._reserve.give():
                raise
        with self.writing() as connection:
            return act(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that reads one consistent state, whatever is written meanwhile."""
        with database_faults(self.path):
            connection = self._reader()
            try:
                yield connection
            finally:
                self._give_back(connection)

    def flush_away(self) -> bool:
        """Move everything from the log into the file and empty the log, so that purged texts are gone from both.

        False when that cannot be done yet, because somebody still reads an older state.
        """
        with self._write_lock, database_faults(self.path):
            writer = self._opened()
            writer.execute(f"PRAGMA busy_timeout = {int(_FLUSH_SECONDS * 1000)}")
            try:
                busy, _, _ = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                writer.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            self._reserve.keep()
        return not busy

    def close(self) -> None:
        """Close every connection that is not in use; one in use closes when it is given back."""
        self.changes.close()
        with self._write_lock, self._state_lock:
            self._closed = True
            for connection in (*self._idle, *filter(None, [self._writer])):
                connection.close()
            self._idle.clear()

    def _check_in_place(self) -> None:
        if _file_at(self.path) != self._file:
            raise StorageFault(
                f"{self.path} was taken away or replaced while it was in use.",
                hint="Put it back, or start this program again; then say it once more.",
            ) from OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    def _opened(self) -> sqlite3.Connection:
        """The writer. Raises :class:`StorageFault` where nothing can be written."""
        with self._state_lock:
            writer = self._find_writer()
        if writer is None:
            raise StorageFault(self._refusal.message, hint=self._refusal.hint) from self._refusal.__cause__
        return writer

    def _find_writer(self) -> sqlite3.Connection | None:
        """The writer, opened if need be; None while the disk takes nothing."""
        if self._closed:
            raise StorageFault("The memories of this device have been closed.", hint="Open them again.")
        if self._writer is None and not self._sole_reader.in_use:
            try:
                self._writer = _open(self.path)
                self._file = _file_at(self.path)
                self._reserve.keep()
            except StorageFault as fault:
                if not takes_nothing(fault):
                    raise
                self._refusal = fault
        return self._writer

    def _observer(self) -> sqlite3.Connection | None:
        """A connection to look at; None while the disk takes nothing, when one reader has the database for itself."""
        return connect(self.path) if self._writer else None

    def _reader(self) -> sqlite3.Connection:
        with self._state_lock:
            if self._find_writer() is None:
                return self._sole_reader.come()
            connection = self._idle.pop() if self._idle else None
        connection = connection or connect(self.path)
        connection.execute("BEGIN")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._state_lock:
            if self._sole_reader.leave(connection):
                return
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._state_lock:
            if self._closed or len(self._idle) >= _IDLE_READERS:
                connection.close()
            else:
                self._idle.append(connection)


def _open(path: Path) -> sqlite3.Connection:
    with database_faults(path):
        _create_private(path)
        connection = connect(path)
        try:
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _file_at(path: Path) -> int | None:
    """Which file lies there, as SQLite itself tells files apart; None for none."""
    with suppress(OSError):
        return path.stat().st_ino
    return None


def _create_private(path: Path) -> None:
    """Make the file readable by its owner only. One that is there is never opened here.

    Closing a file ends all locks that this process holds on it (POSIX). Another program that closes the database then
    takes itself for the last one, and deletes the log into which this process goes on writing.
    """
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
