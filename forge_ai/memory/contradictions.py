"""Facts about one thing: which there are, what a new one contradicts, and what two devices were told apart.

Does not know how facts travel.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from forge_ai.memory.disk import rows
from forge_ai.memory.telling.candidates import normal
from forge_ai.memory.telling.subjects import denied_by, spellings_of, subject_of
from forge_ai.protocol.memory.records import Record, State, read_details

IMPORTED: Final = "import"  # who told it: another program's list, which does not say when
_NOT: Final = "not "  # before the subject of what is taken back: "My boat is not green any more."
_CHANGED: Final = frozenset(("now", "currently", "already", "again", "instead"))  # words that say no more of the thing
_ABOUT: Final = "json_extract(details, '$.about')"
_COUNTS: Final = "kind = 1 AND state = 1 AND details <> ''"  # word for word as in the index
_TOLD_APART: Final = (
    f"SELECT {_ABOUT} FROM records WHERE {_COUNTS} AND {_ABOUT} IS NOT NULL GROUP BY {_ABOUT} HAVING count(*) > 1"  # noqa: S608
)
_DENIALS_OF_WHAT_COUNTS: Final = (
    f"WHERE {_COUNTS} AND {_ABOUT} >= 'not ' AND {_ABOUT} < 'not!' AND EXISTS ("  # noqa: S608
    "SELECT 1 FROM records AS told WHERE told.kind = 1 AND told.state = 1 AND told.details <> '' AND "
    "json_extract(told.details, '$.about') = substr(json_extract(records.details, '$.about'), 5))"
)


def about(text: str) -> str:
    """What a fact is about: its subject, "not" and the subject where it takes something back, or nothing."""
    denied = "" if subject_of(text) else subject_of(denied_by(text))
    return f"{_NOT}{denied}" if denied else subject_of(text)


def same_subject(connection: sqlite3.Connection, about: str) -> list[Record]:
    """Every active fact about one thing, however that is spelled, the newest first."""
    condition = f"WHERE {_COUNTS} AND {_ABOUT} IN (?, ?, ?) ORDER BY stamp DESC, identity DESC"
    return list(rows.select(connection, condition, spellings_of(about)))


def contradicted(connection: sqlite3.Connection, fact: Record) -> list[Record]:
    """The other active facts that do not count any more once this one is told."""
    subject = read_details(fact.details).get("about", "")
    if not subject:
        return []
    found = _taken_back(connection, fact) if subject.startswith(_NOT) else same_subject(connection, subject)
    return [old for old in found if old.identity != fact.identity]


def superseded(connection: sqlite3.Connection) -> list[Record]:
    """What newer facts about the same thing supersede, or take back, wherever two devices were told one each.

    The stamps stay: of two versions with one stamp the superseded one wins, and any edit wins over it. So every device
    comes to the same without asking, and nobody's edit is lost. What was imported supersedes nothing.
    """
    told_apart = [subject for (subject,) in connection.execute(_TOLD_APART) if not subject.startswith(_NOT)]
    gone = [old for subject in told_apart for old in _older(same_subject(connection, subject))]
    for denial in rows.select(connection, _DENIALS_OF_WHAT_COUNTS):
        gone += [old for old in _taken_back(connection, denial) if old.stamp < denial.stamp and _was_told(denial)]
    return [old._replace(state=State.SUPERSEDED) for old in {old.identity: old for old in gone}.values()]


def _taken_back(connection: sqlite3.Connection, denial: Record) -> list[Record]:
    """The active facts that say just what the denial says is not so: every word of them stands there."""
    denied = denied_by(denial.text)
    words = set(normal(denied).split())
    said = same_subject(connection, subject_of(denied))
    return [old for old in said if set(normal(old.text).split()) - _CHANGED <= words]


def _older(facts: list[Record]) -> list[Record]:
    """Those that stand behind the newest which was told."""
    told = (place for place, fact in enumerate(facts) if _was_told(fact))
    return facts[next(told, len(facts)) + 1 :]


def _was_told(fact: Record) -> bool:
    return read_details(fact.details).get("by") != IMPORTED
