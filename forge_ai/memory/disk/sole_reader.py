"""Reading the memory where the disk takes nothing: one connection, which all who read share.

SQLite's log needs a small file through which programs share it, and a full disk has no room for that. A connection
that has the database for itself needs none, nor does one on a disk that nobody can write to. It is closed with the
last reader, so that other programs have their turn. Does not know when it is needed.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from forge_ai.memory.disk.connection import BUSY_SECONDS, is_protected
from forge_ai.memory.disk.migrations import check_newest, is_made, migrate

_NOWHERE: Final = ":memory:"


class SoleReader:
    """Reads the database at ``path``. Whoever uses it sees to it that two threads do not come or go at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._readers = 0

    @property
    def in_use(self) -> bool:
        """Whether somebody reads at the moment."""
        return self._connection is not None

    def come(self) -> sqlite3.Connection:
        """A connection in a transaction. Raises :class:`sqlite3.Error` where the database cannot be read either."""
        if self._connection is None:
            self._connection = _open(self._path)
        self._readers += 1
        return self._connection

    def leave(self, connection: sqlite3.Connection) -> bool:
        """The end of a reader; False for one that has not come here."""
        if connection is not self._connection:
            return False
        self._readers -= 1
        if not self._readers:
            self._connection.close()
            self._connection = None
        return True


def _open(path: Path) -> sqlite3.Connection:
    connection = _connected(_address(path))
    try:
        if not is_made(connection):  # a full disk has no room for its tables
            connection.close()
            connection = _connected(_NOWHERE)
            migrate(connection)
        check_newest(connection)
        connection.execute("BEGIN")
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)
    try:
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path) -> str:
    """What SQLite is to open. A database that could not be made yet is an empty one."""
    if _is_empty(path):
        return _NOWHERE
    if not is_protected(path):
        return path.absolute().as_uri()
    log = path.with_name(f"{path.name}-wal")
    return f"{path.absolute().as_uri()}?{'immutable=1' if _is_empty(log) else 'mode=ro'}"


def _is_empty(path: Path) -> bool:
    return not path.exists() or not path.stat().st_size
