"""Records in SQL: checked when they are read, merged when they are written.

Does not know who wrote a record or why. The merge is :func:`forge_ai.protocol.memory.records.precedence` said in SQL,
so that a hundred thousand rows are merged without a look at each in Python; a test holds the two equal.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from forge_ai.errors import DamagedMemory
from forge_ai.protocol.memory.records import ID_BYTES, ORIGIN_BYTES, Record, Row, digest

COLUMNS: Final = "identity, kind, state, stamp, origin, sequence, conversation, text, details"
_FIELDS: Final = tuple(f"{name}" for name in COLUMNS.split(", "))
_ROWS_AT_ONCE: Final = 50  # rows of one INSERT: fewer calls into SQLite, a third faster


def _merge_statement(rows: int) -> str:
    values = ", ".join(["(" + ", ".join("?" * (len(_FIELDS) + 1)) + ")"] * rows)
    taken = ", ".join(f"{name} = excluded.{name}" for name in (*_FIELDS[1:], "digest"))
    return (
        f"INSERT INTO records ({COLUMNS}, digest) VALUES {values} ON CONFLICT (identity) DO UPDATE SET {taken} "  # noqa: S608 - no foreign text
        f"WHERE {_precedence('excluded')} > {_precedence('records')}"
    )


def _precedence(row: str) -> str:
    order = f"CASE {row}.kind WHEN 2 THEN -{row}.stamp ELSE {row}.stamp END"
    rest = (f"{row}.{name}" for name in ("state", "conversation", "text", "details", "origin", "sequence"))
    return f"({row}.kind, {row}.state = 9, {order}, {', '.join(rest)})"


_MERGE_MANY: Final = _merge_statement(_ROWS_AT_ONCE)
_MERGE_ONE: Final = _merge_statement(1)
_SELECT: Final = f"SELECT {COLUMNS}, digest FROM records "  # noqa: S608 - no foreign text


def merge(connection: sqlite3.Connection, records: Sequence[Row]) -> int:
    """Merge records into the table; how many of them changed it."""
    rows = [(*record, digest(record)) for record in records]
    many = len(rows) - len(rows) % _ROWS_AT_ONCE
    blocks = (list(chain.from_iterable(rows[at : at + _ROWS_AT_ONCE])) for at in range(0, many, _ROWS_AT_ONCE))
    changed = connection.executemany(_MERGE_MANY, blocks).rowcount if many else 0
    if many < len(rows):
        changed += connection.executemany(_MERGE_ONE, rows[many:]).rowcount
    return changed


def rename(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Store under which origin and sequence records that are here stand from now on, whatever takes precedence."""
    named = [(record.origin, record.sequence, digest(record), record.identity) for record in records]
    connection.executemany("UPDATE records SET origin = ?, sequence = ?, digest = ? WHERE identity = ?", named)


def select(connection: sqlite3.Connection, rest: str = "", values: Sequence[Any] = ()) -> Iterator[Record]:
    """The records that the rest of a SELECT names. Raises :class:`DamagedMemory` for one that is not whole."""
    return checked(connection.execute(_SELECT + rest, values))


def versions(connection: sqlite3.Connection, identity: bytes) -> Iterator[Record]:
    """What this device had before under one identity, oldest first, each checked."""
    statement = f"SELECT {COLUMNS}, digest FROM versions WHERE identity = ? ORDER BY stamp"  # noqa: S608
    return checked(connection.execute(statement, (identity,)))


def checked(rows: Iterable[tuple[Any, ...]]) -> Iterator[Record]:
    """Rows with a digest at their end as records; raises :class:`DamagedMemory` for the first that does not match."""
    for row in rows:
        record = Record._make(row[:-1])
        if _digest_of_anything(record) != row[-1]:
            raise DamagedMemory("A memory on this device does not match its checksum.")
        yield record


def _digest_of_anything(record: Record) -> bytes | None:
    """The digest; None for a row whose columns even have the wrong types."""
    try:
        fits = len(record.identity) == ID_BYTES and len(record.origin) == ORIGIN_BYTES
        return digest(record) if fits else None
    except (TypeError, AttributeError, UnicodeEncodeError, struct.error):
        return None
