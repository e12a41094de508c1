"""One connection to SQLite as the memory wants it, and SQLite's complaints in this project's words.

Does not know what is stored, nor who uses the connection.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from forge_ai.errors import DamagedMemory, StorageFault
from forge_ai.paths import is_full, storage_faults

BUSY_SECONDS: Final = 20.0
_PRIMARY: Final = 0xFF  # SQLite's extended codes hold the plain code in their low byte
_OWNER: Final = "Become the owner of that folder, or choose another one with FORGE_AI_HOME."
_WAIT: Final = "Wait until the other program has ended its import or its sync, then do the same again."
_PROTECTED: Final = ("the disk is read-only", "Choose another folder with FORGE_AI_HOME, or lift the write protection.")
_FULL: Final = ("the disk is full", None)
_STORAGE: Final = {
    sqlite3.SQLITE_FULL: _FULL,
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
    "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -16000",
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 33554432",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection beside any number of others. Raises :class:`sqlite3.Error`, also where the disk takes nothing."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def takes_nothing(fault: StorageFault) -> bool:
    """Whether a fault says that nothing can be written at the moment, which need not keep anybody from reading."""
    cause = fault.__cause__
    if isinstance(cause, OSError):
        return is_full(fault) or cause.errno in (errno.EROFS, errno.ESTALE)
    unwritten = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
    return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY in unwritten


def is_protected(path: Path) -> bool:
    """Whether nobody can write to the disk on which a file lies. A folder that is gone lies on none."""
    try:
        return hasattr(os, "statvfs") and bool(os.statvfs(path.parent).f_flag & os.ST_RDONLY)
    except FileNotFoundError:
        return False


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
    known = _known(code, path) if isinstance(code, int) else None
    if known:
        reason, hint = known
        return StorageFault(f"{path}: {reason}.", hint=hint)
    return DamagedMemory(f"{path} is damaged: {error}.")


def _known(code: int, path: Path) -> tuple[str, str | None] | None:
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # the small file through which programs share the log has no room
        return _FULL
    if code & _PRIMARY in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) and is_protected(path):
        return _PROTECTED
    return _STORAGE.get(code & _PRIMARY)
