"""A full look at the memory database: every row, every index, every count.

Does not know how to repair: another device, an export or a backup does that. Vectors of meanings are not looked at: a
damaged one is noticed when it is used, and made again.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass

from forge_ai.errors import DamagedMemory
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.database import Database
from forge_ai.memory.disk.own_values import own_values
from forge_ai.memory.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much is stored: facts and messages that are active, all records, devices' epochs, bytes on the disk."""

    facts: int
    messages: int
    pending: int
    superseded: int
    forgotten: int
    records: int
    origins: int
    size_bytes: int


def check(database: Database, ledger: Ledger) -> int:
    """Read everything and compare; how many records there are. Raises :class:`DamagedMemory` for the first difference.

    SQLite's own check finds rows that are missing from the table or an index, the digests find changed rows.
    """
    with database.reading() as connection:
        complaint = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if complaint != "ok":
            raise DamagedMemory(f"{database.path} is damaged: {complaint}.")
        ledger.vector(connection)
        own_values(connection)
        count = sum(1 for _ in rows.select(connection))
        for _ in rows.checked(connection.execute(f"SELECT {rows.COLUMNS}, digest FROM versions")):  # noqa: S608
            pass
    with database.writing() as connection:
        _check_words(connection)
    return count


def statistics(database: Database, ledger: Ledger) -> Statistics:
    """Counts for a person."""
    with database.reading() as connection:
        found = connection.execute("SELECT kind = 2, state, count(*) FROM records GROUP BY 1, 2").fetchall()
        origins = len(ledger.vector(connection))
    count = {(bool(message), state): number for message, state, number in found}
    by_state = {state: count.get((False, state), 0) + count.get((True, state), 0) for state in (2, 3, 9)}
    return Statistics(
        facts=count.get((False, 1), 0),
        messages=count.get((True, 1), 0),
        pending=by_state[3],
        superseded=by_state[2],
        forgotten=by_state[9],
        records=sum(count.values()),
        origins=origins,
        size_bytes=_size_of(database),
    )


def _size_of(database: Database) -> int:
    size = 0
    for file in database.path.parent.glob(f"{database.path.name}*"):
        with suppress(FileNotFoundError):  # the last program that closes the database deletes its log
            size += file.stat().st_size
    return size


def _check_words(connection: sqlite3.Connection) -> None:
    for table in ("fact_words", "message_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
