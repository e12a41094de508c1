"""Finding records by their words: SQLite's full-text index, kept up to date after the fact, and asked cheaply.

Does not know why somebody searches. Words that stand in many records are left out of a query: they decide nothing and
cost a hundredfold. Indexing happens after a write has been acknowledged, never before, so it slows nothing down.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import StorageFault
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.connection import takes_nothing
from forge_ai.memory.disk.database import Database
from forge_ai.memory.disk.own_values import own_values, set_own_value
from forge_ai.memory.disk.unindexed import unindexed
from forge_ai.protocol.memory.records import Kind, Record, State

_BLOCK: Final = 5_000
_FREQUENT_SHARE: Final = 0.02
_FREQUENT_LEAST: Final = 50  # in a small memory no word is frequent
_MOST_WORDS: Final = 24  # of a query; a pasted page is not a question

_PURGED: Final = "purged"  # the own value that says: texts were purged, and the log has not been emptied since

_ENGLISH_WORDS: Final = """
a about am an and any are as at be been but by can could did do does for from had has have he her him his how i if in
into is it its just me my of on or our please s she should so some t tell than that the their them then there these they
this those to us was we were what when where which who whom whose why will with would you your
"""
_GERMAN_WORDS: Final = """
aber als am auf aus bei das dass dein dem den der des die du ein eine einen einer er es für hat ich ihr im ist kann
kannst mein meine meinem meinen meiner mich mir mit nicht oder sie sind und uns von war was wann warum wer wie wo zu zum
zur
"""
_WORDS_OF_BOTH: Final = "am an die hat in so war was will"  # small ones in one of them at least
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_GERMAN: Final = frozenset(_GERMAN_WORDS.split())
_IN_BOTH: Final = frozenset(_WORDS_OF_BOTH.split())
FUNCTION_WORDS: Final = _ENGLISH | _GERMAN


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found. A greater score is a better match; scores compare only within one search."""

    record: Record
    score: float


class WordIndex:
    """The full-text index over facts (with notes) and over messages."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequent: dict[tuple[str, str], bool] = {}
        self._counted_at = 0

    def catch_up(self) -> None:
        """Index everything that has arrived or changed since the last time; what was forgotten is in no file then.

        Where somebody still reads an older state, that is so after the next call.
        """
        self._index()
        if self._is_marked() and self._database.flush_away():
            with self._database.writing() as connection:
                set_own_value(connection, _PURGED, "")

    def facts(self, words: str, most: int) -> list[Hit]:
        """The active facts that match best, best first."""
        return self._search("fact_words", words, most)

    def holding(self, words: str, most: int) -> list[Record]:
        """The active facts in which all the telling words stand, best first."""
        wanted = content_words(words)
        found = [hit.record for hit in self.facts(words, most)]
        return [record for record in found if all(word in record.text.casefold() for word in wanted)]

    def messages(self, words: str, most: int) -> list[Hit]:
        """The messages that match best, best first."""
        return self._search("message_words", words, most)

    def _search(self, table: str, words: str, most: int) -> list[Hit]:
        late = not self._indexed()
        with self._database.reading() as connection:
            hits = self._indexed_hits(connection, table, words, most)
            return _with_late(connection, table, words, hits)[:most] if late else hits

    def _indexed_hits(self, connection: sqlite3.Connection, table: str, words: str, most: int) -> list[Hit]:
        statement = f"SELECT rowid, rank FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?"  # noqa: S608
        for query in self.queries(connection, table, words):
            ranked = connection.execute(statement, (query, most)).fetchall()
            if ranked:
                return list(_hits(connection, ranked))
        return []

    def _indexed(self) -> bool:
        """Whether the index holds everything, after what was missing has been added where the disk has room for it."""
        try:
            self._index()
        except StorageFault as fault:
            if not takes_nothing(fault):
                raise
            return False
        return True

    def queries(self, connection: sqlite3.Connection, table: str, words: str) -> Iterator[str]:
        """What to search for: records with any telling word; if there are none, those with all the common ones."""
        asked = content_words(words)
        total = connection.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()[0]
        telling = [word for word in asked if not self._is_frequent(connection, table, word, total)]
        if telling:
            yield " OR ".join(f'"{word}"' for word in telling)
        if len(telling) < len(asked):
            yield " AND ".join(f'"{word}"' for word in asked if word not in telling)

    def _is_frequent(self, connection: sqlite3.Connection, table: str, word: str, total: int) -> bool:
        """Whether more than a few per cent of the records hold a word; counted once, and again after growth."""
        if not self._counted_at <= total <= 2 * self._counted_at:
            self._frequent.clear()
            self._counted_at = total
        frequent = self._frequent.get((table, word))
        if frequent is None:  # not looked up again below: another thread may have cleared the table meanwhile
            most = max(math.ceil(total * _FREQUENT_SHARE), _FREQUENT_LEAST)
            statement = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"  # noqa: S608
            found = connection.execute(statement, (f'"{word}"', most + 1)).fetchone()[0]
            frequent = self._frequent[table, word] = found > most
        return frequent

    def _index(self) -> None:
        """Index block by block, each in one transaction."""
        while self._is_behind():
            with self._database.writing() as connection:
                indexed = int(own_values(connection).get("indexed", "0"))
                _reindex_stale(connection, indexed)
                fresh = _rows_above(connection, indexed)
                _insert(connection, fresh)
                if fresh:
                    set_own_value(connection, "indexed", str(fresh[-1][0]))

    def _is_behind(self) -> bool:
        with self._database.reading() as connection:
            indexed = int(own_values(connection).get("indexed", "0"))
            newest = connection.execute("SELECT max(number) FROM records").fetchone()[0] or 0
            return newest > indexed or connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is not None

    def _is_marked(self) -> bool:
        with self._database.reading() as connection:
            return bool(own_values(connection).get(_PURGED))


def content_words(text: str) -> list[str]:
    """The words of a question that can find something, in order, without doubles; a single word always can."""
    words = list(dict.fromkeys(re.findall(r"\w+", text.casefold())))
    small = _small_words(words)
    telling = [word for word in words if word not in small] if len(words) > 1 else words
    return telling[:_MOST_WORDS]


def _small_words(words: Sequence[str]) -> frozenset[str]:
    """Those that decide nothing: beside English words alone a "hat" is one that is worn."""
    sure = set(words) - _IN_BOTH
    return _ENGLISH if sure & _ENGLISH and not sure & _GERMAN else FUNCTION_WORDS


def _hits(connection: sqlite3.Connection, ranked: Sequence[tuple[int, float]]) -> Iterator[Hit]:
    places = ", ".join("?" * len(ranked))
    statement = f"SELECT number, {rows.COLUMNS}, digest FROM records WHERE number IN ({places}) AND state = 1"  # noqa: S608
    found = {number: tuple(row) for number, *row in connection.execute(statement, [number for number, _ in ranked])}
    for number, rank in ranked:
        if number in found:
            (record,) = rows.checked([found[number]])
            yield Hit(record, -rank)


def _with_late(connection: sqlite3.Connection, table: str, words: str, hits: list[Hit]) -> list[Hit]:
    """What was found, and before it what is not in the index yet, as good as the best of it."""
    indexed = int(own_values(connection).get("indexed", "0"))
    late = unindexed(connection, indexed, content_words(words), messages=table == "message_words")
    best = max((hit.score for hit in hits), default=1.0)
    new = {record.identity for record in late}
    return [*(Hit(record, best) for record in late), *(hit for hit in hits if hit.record.identity not in new)]


_Row = tuple[int, int, int, str]


def _rows_above(connection: sqlite3.Connection, indexed: int) -> list[_Row]:
    statement = "SELECT number, kind, state, text FROM records WHERE number > ? ORDER BY number LIMIT ?"
    return connection.execute(statement, (indexed, _BLOCK)).fetchall()


def _reindex_stale(connection: sqlite3.Connection, indexed: int) -> None:
    statement = "SELECT number, kind, state, text FROM records WHERE number IN (SELECT number FROM stale LIMIT ?)"
    found: list[_Row] = connection.execute(statement, (_BLOCK,)).fetchall()
    known = [row for row in found if row[0] <= indexed]
    numbers = [(row[0],) for row in known]
    for table in ("fact_words", "message_words"):
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", numbers)  # noqa: S608
    _insert(connection, known)
    connection.executemany("DELETE FROM stale WHERE number = ?", [(row[0],) for row in found])
    if any(row[2] == State.FORGOTTEN for row in found):
        _purge(connection)
        set_own_value(connection, _PURGED, "1")


def _insert(connection: sqlite3.Connection, found: list[_Row]) -> None:
    active = [row for row in found if row[2] == State.ACTIVE]
    facts = [(number, text) for number, kind, _, text in active if kind != Kind.MESSAGE]
    messages = [(number, text) for number, kind, _, text in active if kind == Kind.MESSAGE]
    connection.executemany("INSERT INTO fact_words (rowid, text) VALUES (?, ?)", facts)
    connection.executemany("INSERT INTO message_words (rowid, text) VALUES (?, ?)", messages)


def _purge(connection: sqlite3.Connection) -> None:
    """Write the index anew, because this SQLite leaves deleted words in it until it happens to merge them away."""
    for table in ("fact_words", "message_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
