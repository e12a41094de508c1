"""The receiving half of a memory exchange: which frames may be applied, and when the vector may advance.

Does not know how records are stored or frames travel (:mod:`forge_ai.protocol.memory.frames` has their bytes). Batches
may arrive in any order and any number of times; applying one is always safe. What is not safe is to advance the version
vector before every batch of a delta has been applied, or when the delta starts after what the receiver has: then
records would be missing for ever, because the vector says that they are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from forge_ai.errors import VectorGap
from forge_ai.limits import MEMORY_DELTAS, MEMORY_FRAME_ROWS
from forge_ai.protocol.memory.frames import Batch, Closing, Frame
from forge_ai.protocol.memory.records import TEXT_OF, Row
from forge_ai.protocol.memory.version_vector import Entry, Vector, covers, joined

FRAME_CHARACTERS = 2_000_000


def frames_of(
    records: Iterable[Row], delta: bytes, base: Vector, upto: Vector, most: int = MEMORY_FRAME_ROWS
) -> Iterator[Frame]:
    """A delta as frames: its records in batches of bounded size, then the closing frame."""
    number = 0
    for batch in batches_of(records, most):
        yield Batch(delta, number, batch)
        number += 1
    yield Closing(delta, number, base, upto)


def batches_of(records: Iterable[Row], most: int = MEMORY_FRAME_ROWS) -> Iterator[list[Row]]:
    """The records in lists of at most ``most`` that stay below the limits of one frame."""
    rest = iter(records)
    while block := list(islice(rest, most)):
        if sum(len(TEXT_OF(record)) for record in block) <= FRAME_CHARACTERS:
            yield block
        else:
            yield from _by_characters(block)


def _by_characters(block: list[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    characters = 0
    for record in block:
        if batch and characters + len(TEXT_OF(record)) > FRAME_CHARACTERS:
            yield batch
            batch, characters = [], 0
        batch.append(record)
        characters += len(TEXT_OF(record))
    yield batch


@dataclass(slots=True)
class _Delta:
    """What has been heard of one delta. ``heard`` has a bit for each batch: their count is the sender's word."""

    heard: int = 0
    closing: Closing | None = None

    @property
    def complete(self) -> bool:
        if self.closing is None:
            return False
        asked = (1 << self.closing.batches) - 1
        return self.heard & asked == asked


class Receiver:
    """Follows the frames of deltas on their way into one replica.

    For each frame: ``records(frame)`` gives what must be applied; after that has been stored, ``advance(frame,
    vector)`` gives the vector that the replica may store, or None while frames are missing.
    """

    def __init__(self) -> None:
        self._deltas: dict[bytes, _Delta] = {}

    def records(self, frame: Frame) -> list[Row]:
        """The records of a frame; applying them again does nothing."""
        return list(frame.records) if isinstance(frame, Batch) else []

    def advance(self, frame: Frame, vector: Vector) -> dict[bytes, Entry] | None:
        """Note that a frame has been applied; the vector to store when its delta is complete.

        Raises :class:`VectorGap` when the delta starts after what ``vector`` covers: its records are welcome, but
        the vector must stay where it is.
        """
        delta = self._noted(frame)
        if not delta.complete or delta.closing is None:
            return None
        del self._deltas[frame.delta]
        if not covers(vector, delta.closing.base):
            raise VectorGap("The other device sent a part that does not follow on what is here.")
        return joined(vector, delta.closing.upto)

    @property
    def unfinished(self) -> bool:
        """Whether a delta has been begun and not completed."""
        return bool(self._deltas)

    def _noted(self, frame: Frame) -> _Delta:
        while len(self._deltas) >= MEMORY_DELTAS and frame.delta not in self._deltas:
            del self._deltas[next(iter(self._deltas))]  # the oldest will be asked for again
        delta = self._deltas.setdefault(frame.delta, _Delta())
        if isinstance(frame, Batch):
            delta.heard |= 1 << frame.number
        else:
            delta.closing = frame
        return delta
