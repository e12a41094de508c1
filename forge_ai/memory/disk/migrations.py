"""The tables of the memory database, as numbered steps that lead from any older one to this one.

Does not know what is written into them. Steps are only ever added at the end.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from forge_ai.errors import StorageFault

# `number` follows the order of arrival. Digests cover whole rows. `versions` is what this device saw before an edit.
# `stale` names rows whose words must be indexed again. The triggers fire only when a row is replaced, so they cost a
# large import nothing.
_FIRST: Final = """
CREATE TABLE records (
  number INTEGER PRIMARY KEY,
  identity BLOB NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  origin BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  text TEXT NOT NULL,
  details TEXT NOT NULL,
  digest BLOB NOT NULL
);
CREATE INDEX records_by_write ON records (origin, sequence);
CREATE INDEX records_by_conversation ON records (conversation, kind, number) WHERE conversation <> '';
CREATE INDEX records_by_subject ON records (json_extract(details, '$.about')) WHERE kind = 1 AND details <> '';
CREATE TABLE vector (
  origin BLOB PRIMARY KEY,
  sequence INTEGER NOT NULL,
  mark BLOB NOT NULL,
  retired INTEGER NOT NULL DEFAULT 0,
  digest BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE marks (sequence INTEGER PRIMARY KEY, mark BLOB NOT NULL);
CREATE TABLE own (name TEXT PRIMARY KEY, value TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE peers (device TEXT PRIMARY KEY, vector TEXT NOT NULL, met TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE versions (
  identity BLOB NOT NULL,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  origin BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  text TEXT NOT NULL,
  details TEXT NOT NULL,
  digest BLOB NOT NULL
);
CREATE INDEX versions_by_record ON versions (identity, stamp);
CREATE TABLE stale (number INTEGER PRIMARY KEY);
CREATE TRIGGER keep_version AFTER UPDATE ON records
  WHEN new.state <> 9 AND (old.text <> new.text OR old.state <> new.state)
  BEGIN INSERT INTO versions VALUES (
    old.identity, old.kind, old.state, old.stamp, old.origin, old.sequence, old.conversation, old.text, old.details,
    old.digest
  ); END;
CREATE TRIGGER purge_versions AFTER UPDATE ON records WHEN new.state = 9 AND old.state <> 9
  BEGIN DELETE FROM versions WHERE identity = new.identity; END;
CREATE TRIGGER index_again AFTER UPDATE ON records WHEN old.text <> new.text OR old.state <> new.state
  BEGIN INSERT INTO stale SELECT new.number WHERE new.number NOT IN (SELECT number FROM stale); END;
CREATE VIRTUAL TABLE fact_words USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE message_words USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2');
"""

# Vectors of active facts. `record` is the digest of the row that a vector was made from; `change` counts changes.
_MEANINGS: Final = """
CREATE TABLE meanings (
  number INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  record BLOB NOT NULL,
  vector BLOB NOT NULL,
  digest BLOB NOT NULL,
  change INTEGER NOT NULL
);
CREATE INDEX meanings_by_change ON meanings (change);
CREATE TRIGGER purge_meaning AFTER UPDATE ON records WHEN new.state <> 1
  BEGIN DELETE FROM meanings WHERE number = new.number; END;
"""

# Only facts that count have their subject in the index, so those that contradict each other are counted in it alone.
_SUBJECTS: Final = """
DROP INDEX records_by_subject;
CREATE INDEX records_by_subject ON records (json_extract(details, '$.about'))
  WHERE kind = 1 AND state = 1 AND details <> '';
"""

STEPS: Final[tuple[str, ...]] = (_FIRST, _MEANINGS, _SUBJECTS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the newest tables. Raises :class:`StorageFault` for one from a newer ForgeAI."""
    if _version(connection) == len(STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _run_steps(connection)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_made(connection: sqlite3.Connection) -> bool:
    """Whether a database has any tables of ours: they are made at once or not at all."""
    return _version(connection) > 0


def check_newest(connection: sqlite3.Connection) -> None:
    """Raise :class:`StorageFault` for a database that cannot be read with the newest tables as it is."""
    if _version(connection) != len(STEPS):
        raise StorageFault("The memories were written by another version of ForgeAI.")


def _run_steps(connection: sqlite3.Connection) -> None:
    done = _version(connection)
    if done > len(STEPS):
        raise StorageFault("The memories were written by a newer ForgeAI.", hint="Update ForgeAI on this device.")
    for step in STEPS[done:]:
        for statement in statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: ``executescript`` would commit what has been begun."""
    found: list[str] = []
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            found.append(waiting.strip())
            waiting = ""
    return found


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
