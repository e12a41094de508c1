"""The few named values that a memory database keeps about itself, each with a checksum.

Does not know what the values mean.
"""

from __future__ import annotations

import sqlite3
from hashlib import blake2b

from forge_ai.errors import DamagedMemory
from forge_ai.protocol.memory.records import DIGEST_BYTES


def own_values(connection: sqlite3.Connection) -> dict[str, str]:
    """Every value by its name. Raises :class:`DamagedMemory` when one does not match its checksum."""
    found = connection.execute("SELECT name, value, digest FROM own").fetchall()
    if any(checksum(name, value) != check for name, value, check in found):
        raise DamagedMemory("What this device knows about its own memories does not match its checksum.")
    return {name: value for name, value, _ in found}


def set_own_value(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a value under a name."""
    connection.execute("INSERT OR REPLACE INTO own VALUES (?, ?, ?)", (name, value, checksum(name, value)))


def checksum(*values: object) -> bytes:
    """Eight bytes over a small row."""
    return blake2b(repr(values).encode("utf-8", "replace"), digest_size=DIGEST_BYTES).digest()
