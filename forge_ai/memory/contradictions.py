"""Facts about one thing: which there are, and which of them are superseded, because each was told to another device.

Does not know what a text is about (`telling/subjects` reads that when it is told), nor how facts travel.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from forge_ai.memory.disk import rows
from forge_ai.memory.telling.subjects import spellings_of
from forge_ai.protocol.memory.records import Record, State, read_details

IMPORTED: Final = "import"  # who told it: another program's list, which does not say when
_ABOUT: Final = "json_extract(details, '$.about')"
_COUNTS: Final = "kind = 1 AND state = 1 AND details <> ''"  # word for word as in the index
_TOLD_APART: Final = (
    f"SELECT {_ABOUT} FROM records WHERE {_COUNTS} AND {_ABOUT} IS NOT NULL GROUP BY {_ABOUT} HAVING count(*) > 1"  # noqa: S608
)


def same_subject(connection: sqlite3.Connection, about: str) -> list[Record]:
    """Every active fact about one thing, however that is spelled, the newest first."""
    condition = f"WHERE {_COUNTS} AND {_ABOUT} IN (?, ?, ?) ORDER BY stamp DESC, identity DESC"
    return list(rows.select(connection, condition, spellings_of(about)))


def superseded(connection: sqlite3.Connection) -> list[Record]:
    """What newer facts about the same thing supersede wherever two devices were told one each.

    The stamps stay: of two versions with one stamp the superseded one wins, and any edit wins over it. So every device
    comes to the same without asking, and nobody's edit is lost. What was imported supersedes nothing.
    """
    subjects = [about for (about,) in connection.execute(_TOLD_APART)]
    return [
        old._replace(state=State.SUPERSEDED) for about in subjects for old in _older(same_subject(connection, about))
    ]


def _older(facts: list[Record]) -> list[Record]:
    """Those that stand behind the newest which was told."""
    told = (place for place, fact in enumerate(facts) if read_details(fact.details).get("by") != IMPORTED)
    return facts[next(told, len(facts)) + 1 :]
