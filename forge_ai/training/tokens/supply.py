"""Where rows come from: a fixed set that is seen again and again, or a writer that never repeats itself.

Does not know how rows are packed, nor what is written in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.tokens.batches import ROWS_PER_POOL, Position
from forge_ai.training.tokens.tokenizer import ChatTokenizer, Row

Writer = Callable[[int, int], Iterator[Conversation]]
HELD_OUT_SEED: Final = 1 << 40  # far from every pool's own seed


class StoredRows:
    """Rows held in memory; each epoch shuffles them anew."""

    def __init__(self, rows: Sequence[Row], seed: int) -> None:
        self._rows = rows
        self._seed = seed
        self._pools = -(-len(rows) // ROWS_PER_POOL)

    def pool(self, number: int) -> Sequence[Row]:
        """The rows of that pool; an epoch is a run of pools that together hold every row once."""
        import numpy as np

        epoch, part = divmod(number, self._pools)
        order = np.random.default_rng((self._seed, epoch)).permutation(len(self._rows))
        chosen = order[part * ROWS_PER_POOL : (part + 1) * ROWS_PER_POOL]
        return [self._rows[index] for index in chosen]

    def epochs(self, position: Position, batches: int) -> float:
        """How often every row was seen."""
        return (position.pool + position.batch / max(1, batches)) / self._pools


class WrittenRows:
    """Rows that a writer makes from a seed: every pool is new, nothing is stored."""

    def __init__(self, writer: Writer, tokenizer: ChatTokenizer, seed: int, longest: int) -> None:
        self._writer = writer
        self._tokenizer = tokenizer
        self._seed = seed
        self._longest = longest

    def pool(self, number: int) -> Sequence[Row]:
        """The conversations of that seed that fit into the context."""
        return self._rows(self._seed + number, ROWS_PER_POOL)

    def held_out(self, conversations: int) -> Sequence[Row]:
        """Rows from a seed that training never reaches."""
        return self._rows(self._seed + HELD_OUT_SEED, conversations)

    def epochs(self, position: Position, batches: int) -> float:
        """Always nought: nothing comes twice."""
        del position, batches
        return 0.0

    def _rows(self, seed: int, conversations: int) -> Sequence[Row]:
        rows = (self._tokenizer.chat(conversation) for conversation in self._writer(seed, conversations))
        return [row for row in rows if len(row) <= self._longest]


def split(rows: Sequence[Row], share: float, seed: int, most: int = 64) -> tuple[list[Row], list[Row]]:
    """Rows to learn from, and rows held out to judge by; one row alone serves as both."""
    import numpy as np

    order = [rows[index] for index in np.random.default_rng((seed, 7)).permutation(len(rows))]
    held = min(most, max(1, round(len(order) * share)))
    return (order[held:], order[:held]) if len(order) > 1 else (order, order)


def windows(row: Row, longest: int) -> list[Row]:
    """A long row cut into rows that fit the context; each begins with the last token of the one before."""
    step = longest - 1
    starts = range(0, max(1, len(row) - 1), step)
    return [Row(row.ids[at : at + longest], row.learned[at : at + longest]) for at in starts]
