"""Finding facts by their meaning: vectors of a model, first compared as bits, the best again in half precision.

Does not know which model makes the vectors. Numpy alone does the arithmetic: extensions that SQLite could load for it
cannot be loaded by many builds of Python. A vector that is missing or whose fact has changed is made before a search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import ForgeError
from forge_ai.memory.disk.database import Database
from forge_ai.memory.disk.own_values import checksum, own_values, set_own_value

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Embed = Callable[[Sequence[str]], list[list[float]]]

_BLOCK: Final = 64
_RESCORED: Final = 256
_ALIKE: Final = 0.35  # cosine; below it two short texts have nothing to do with one another
_CHANGES: Final = "meanings"  # the own value that counts the changes of vectors
_KEEP: Final = """
INSERT OR REPLACE INTO meanings (number, model, record, vector, digest, change) VALUES (?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """All vectors in memory: 1 bit a dimension for each; the half-precision ones stay on the disk."""

    version: tuple[int, int]
    numbers: npt.NDArray[np.int64]
    bits: npt.NDArray[np.uint8]


class Meanings:
    """Vectors of the active facts, made by ``embed``; ``model`` names what made them."""

    def __init__(self, database: Database, model: str, embed: Embed) -> None:
        self._database = database
        self._model = model
        self._embed = embed
        self._loaded: _Loaded | None = None

    def nearest(self, question: str, most: int) -> list[tuple[bytes, float]]:
        """Identities of the facts nearest in meaning, and how alike they are (at most 1); nothing when that fails.

        A model that cannot be reached must not keep anybody from an answer: the words still find what they find.
        """
        try:
            self.catch_up()
            (asked,) = self._embed([question])
            return self._nearest(unit(asked), most)
        except ForgeError:
            return []

    def catch_up(self) -> int:
        """Make the vectors that are missing; how many those were."""
        made = 0
        while rows := self._missing():
            vectors = self._embed([text for _, text, _ in rows])
            with self._database.writing() as connection:
                change = _next_change(connection)
                for (number, _, digest), vector in zip(rows, vectors, strict=True):
                    data = unit(vector).astype("<f2").tobytes()
                    row = (number, self._model, digest, data)
                    connection.execute(_KEEP, (*row, checksum(*row), change))
            made += len(rows)
        return made

    def _missing(self) -> list[tuple[int, str, bytes]]:
        statement = (
            "SELECT r.number, r.text, r.digest FROM records r LEFT JOIN meanings m ON m.number = r.number "
            "WHERE r.kind <> 2 AND r.state = 1 AND (m.number IS NULL OR m.model <> ? OR m.record <> r.digest) LIMIT ?"
        )
        with self._database.reading() as connection:
            return connection.execute(statement, (self._model, _BLOCK)).fetchall()

    def _nearest(self, asked: npt.NDArray[np.float32], most: int) -> list[tuple[bytes, float]]:
        import numpy as np

        with self._database.reading() as connection:
            loaded = self._load(connection)
            if not len(loaded.numbers) or loaded.bits.shape[1] * 8 < len(asked):
                return []
            ones = np.array([value.bit_count() for value in range(256)], np.uint8)
            distance = ones[loaded.bits ^ bits_of(asked)].sum(axis=1, dtype=np.int64)
            close = loaded.numbers[np.argsort(distance, kind="stable")[:_RESCORED]]
            scored = {int(number): self._scored(connection, int(number), asked) for number in close}
        self._drop([number for number, one in scored.items() if one is None])
        best = sorted((one for one in scored.values() if one and one[1] >= _ALIKE), key=lambda one: -one[1])
        return best[:most]

    def _drop(self, damaged: list[int]) -> None:
        """Let go of damaged vectors: the next search finds them missing, and makes them again."""
        if damaged:
            with self._database.writing() as connection:
                connection.executemany("DELETE FROM meanings WHERE number = ?", [(number,) for number in damaged])

    def _scored(self, connection: sqlite3.Connection, number: int, asked: Any) -> tuple[bytes, float] | None:
        """How alike one fact is; None for a vector that is damaged."""
        import numpy as np

        row = connection.execute(
            "SELECT number, model, record, vector, digest FROM meanings WHERE number = ?", (number,)
        )
        *values, digest = row.fetchone()
        if checksum(*values) != digest:
            return None
        vector = np.frombuffer(values[3], "<f2").astype(np.float32)
        (identity,) = connection.execute("SELECT identity FROM records WHERE number = ?", (number,)).fetchone()
        return identity, float(vector @ asked) if len(vector) == len(asked) else 0.0

    def _load(self, connection: sqlite3.Connection) -> _Loaded:
        import numpy as np

        version = connection.execute("SELECT count(*), coalesce(max(change), 0) FROM meanings").fetchone()
        if self._loaded is None or self._loaded.version != version:
            rows = connection.execute("SELECT number, vector FROM meanings WHERE model = ?", (self._model,)).fetchall()
            vectors = [np.frombuffer(data, "<f2") for _, data in rows]
            width = max(map(len, vectors), default=0)
            same = [(number, vector) for (number, _), vector in zip(rows, vectors, strict=True) if len(vector) == width]
            bits = np.array([bits_of(vector) for _, vector in same], np.uint8).reshape(len(same), -1)
            self._loaded = _Loaded(version, np.array([number for number, _ in same], np.int64), bits)
        return self._loaded


def _next_change(connection: sqlite3.Connection) -> int:
    """A number that no vector has had, not even one that is gone by now: else what replaced it would look the same."""
    highest = int(connection.execute("SELECT coalesce(max(change), 0) FROM meanings").fetchone()[0])
    change = max(int(own_values(connection).get(_CHANGES, "0")), highest) + 1
    set_own_value(connection, _CHANGES, str(change))
    return change


def unit(vector: Sequence[float]) -> npt.NDArray[np.float32]:
    """The vector with length 1, so that a dot product is a cosine."""
    import numpy as np

    values = np.asarray(vector, np.float32)
    return values / max(float(np.linalg.norm(values)), 1e-9)


def bits_of(vector: Any) -> npt.NDArray[np.uint8]:
    """One bit for each dimension: whether it is positive."""
    import numpy as np

    return np.packbits(np.asarray(vector) > 0)
