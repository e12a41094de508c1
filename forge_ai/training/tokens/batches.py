"""Rows of tokens packed into batches of like length, in an order that a seed and a position determine.

Chats stand one to a row, so that no conversation sees another; rows of like length share a batch, so that little is
padding. Does not know where rows come from or what a model does with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from forge_ai.errors import BadData
from forge_ai.training.tokens.tokenizer import BEGIN_TEXT_ID, Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS_PER_POOL: Final = 1024
EVEN: Final = 16  # lengths are multiples of it: matrix products like that, and there are fewer different ones


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids (rows by length), the flat positions that are learned from, and the token after each of them."""

    ids: NDArray[np.int64]
    positions: NDArray[np.int64]
    targets: NDArray[np.int64]
    tokens: int

    def split(self, parts: int) -> list[Batch]:
        """The same rows as up to so many smaller batches; ``tokens`` are counted in the first."""
        import numpy as np

        rows, length = self.ids.shape
        edges = sorted({rows * part // parts for part in range(parts + 1)})
        cuts = np.searchsorted(self.positions, [edge * length for edge in edges])
        return [
            Batch(
                self.ids[edges[at] : edges[at + 1]],
                self.positions[cuts[at] : cuts[at + 1]] - edges[at] * length,
                self.targets[cuts[at] : cuts[at + 1]],
                0 if at else self.tokens,
            )
            for at in range(len(edges) - 1)
        ]


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the data training stands: the next batch of a pool."""

    pool: int = 0
    batch: int = 0


class Rows(Protocol):
    """A supply of rows, in numbered pools that can be drawn again."""

    def pool(self, number: int) -> Sequence[Row]:
        """The rows of that pool; the same number gives the same rows."""

    def epochs(self, position: Position, batches: int) -> float:
        """How often everything was seen at that position of a pool of so many batches."""


def batches_from(rows: Rows, start: Position, tokens: int, seed: int) -> Iterator[tuple[Position, float, Batch]]:
    """Batches without end from a position on: where to go on after it, epochs seen after it, and the batch."""
    position = start
    while True:
        packed = pack(rows.pool(position.pool), tokens, (seed, position.pool))
        if not packed:
            raise BadData("There is nothing to learn from: no row has anything that the model should say.")
        for number in range(position.batch, len(packed)):
            last = number + 1 == len(packed)
            following = Position(position.pool + 1, 0) if last else Position(position.pool, number + 1)
            yield following, rows.epochs(following, len(packed)), packed[number]
        position = Position(position.pool + 1, 0)


def pack(rows: Sequence[Row], tokens: int, seed: tuple[int, ...]) -> list[Batch]:
    """Sort rows by length, cut them where a padded batch would pass ``tokens``, and shuffle the batches."""
    import numpy as np

    ordered = sorted((row for row in rows if row.learned[1:].any()), key=len)
    groups: list[list[Row]] = []
    for row in ordered:
        if not groups or (len(groups[-1]) + 1) * len(row) > tokens:
            groups.append([])
        groups[-1].append(row)
    order = np.random.default_rng(seed).permutation(len(groups))
    return [_batch(groups[number]) for number in order]


def _batch(rows: Sequence[Row]) -> Batch:
    import numpy as np

    length = -(-max(len(row) for row in rows) // EVEN) * EVEN
    ids = np.full((len(rows), length), BEGIN_TEXT_ID, dtype=np.int64)
    learned = np.zeros((len(rows), length), dtype=np.bool_)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row.ids
        learned[number, : len(row)] = row.learned
    learned[:, 0] = False
    targets = np.flatnonzero(learned)
    return Batch(ids, targets - 1, ids.reshape(-1)[targets], sum(len(row) for row in rows))
