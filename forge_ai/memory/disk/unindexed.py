"""Records that the full-text index does not hold yet, found by a look at each: for a disk that takes no index.

Does not know other forms of a word, which the index does.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Final

from forge_ai.memory.disk import rows
from forge_ai.protocol.memory.records import Record

_WAITING: Final = """
WHERE (number > ? OR number IN (SELECT number FROM stale)) AND (kind = 2) = ? AND state = 1 ORDER BY number DESC
"""


def unindexed(connection: sqlite3.Connection, indexed: int, words: Sequence[str], *, messages: bool) -> list[Record]:
    """Active facts or messages above the number ``indexed``, or changed since, with one of the words; newest first."""
    wanted = set(words)
    waiting = rows.select(connection, _WAITING, (indexed, messages))
    return [record for record in waiting if wanted & set(re.findall(r"\w+", record.text.casefold()))]
