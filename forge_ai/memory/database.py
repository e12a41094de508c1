"""The memory database: one writer at a time, many readers, every commit on the disk before it is acknowledged.

Does not know what is stored. SQLite's complaints leave here as this project's errors.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from forge_ai.errors import DamagedMemory, StorageFault
from forge_ai.memory.migrations import migrate
from forge_ai.paths import PRIVATE_FOLDER, storage_faults

_BUSY_SECONDS: Final = 20.0
_FLUSH_SECONDS: Final = 0.5  # everybody who writes waits so long for readers of an older state
_IDLE_READERS: Final = 4
_PRIMARY: Final = 0xFF  # SQLite's extended codes hold the plain code in their low byte
_OWNER: Final = "Become the owner of that folder, or choose another one with FORGE_AI_HOME."
_WAIT: Final = "Wait until the other program has ended its import or its sync, then do the same again."
_STORAGE: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", None),
    sqlite3.SQLITE_IOERR: ("the disk does not take or give the data", "Check that the disk is there and has room."),
    sqlite3.SQLITE_READONLY: ("the file or the disk is read-only", _OWNER),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", _OWNER),
    sqlite3.SQLITE_BUSY: ("another program has been writing to it for a long time", _WAIT),
    sqlite3.SQLITE_LOCKED: ("another part is writing to it", _WAIT),
    sqlite3.SQLITE_PERM: ("no permission", _OWNER),
}
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -16000",
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 33554432",
)


class Database:
    """One SQLite file. ``writing()`` and ``reading()`` give a connection for the length of one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write_lock = threading.RLock()
        self._idle_lock = threading.Lock()  # another one: who reads does not wait for who writes
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        with database_faults(path):
            _create_private(path)
            self._writer = self._connect()
            migrate(self._writer)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: on return it is on the disk; when the block raises nothing of it happened."""
        with self._write_lock, database_faults(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has already rolled back when the disk is full
                    self._writer.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that reads one consistent state, whatever is written meanwhile."""
        with database_faults(self.path):
            connection = self._reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    def flush_away(self) -> bool:
        """Move everything from the log into the file and empty the log, so that purged texts are gone from both.

        False when that cannot be done yet, because somebody still reads an older state.
        """
        with self._write_lock, database_faults(self.path):
            self._writer.execute(f"PRAGMA busy_timeout = {int(_FLUSH_SECONDS * 1000)}")
            try:
                busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._writer.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
        return not busy

    def close(self) -> None:
        """Close every connection that is not in use; one in use closes when it is given back."""
        with self._write_lock, self._idle_lock:
            self._closed = True
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, _BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    def _reader(self) -> sqlite3.Connection:
        with self._idle_lock:
            if self._closed:
                raise StorageFault("The memories of this device have been closed.", hint="Open them again.")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._idle_lock:
            if self._closed or len(self._idle) >= _IDLE_READERS:
                connection.close()
            else:
                self._idle.append(connection)


@contextmanager
def database_faults(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints into :class:`StorageFault` and :class:`DamagedMemory`."""
    try:
        with storage_faults(path):
            yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _translated(error, path) from error


def _translated(error: Exception, path: Path) -> StorageFault:
    code = getattr(error, "sqlite_errorcode", None)
    known = _STORAGE.get(code & _PRIMARY) if isinstance(code, int) else None
    if known:
        reason, hint = known
        return StorageFault(f"{path}: {reason}.", hint=hint)
    return DamagedMemory(f"{path} is damaged: {error}.")


def _create_private(path: Path) -> None:
    """Make the file readable by its owner only. One that is there is never opened here.

    Closing a file ends all locks that this process holds on it (POSIX). Another program that closes the database then
    takes itself for the last one, and deletes the log into which this process goes on writing.
    """
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
