"""The replica of this device in the exchange of memories: gives deltas, takes frames, notes what others have.

Does not know how frames travel: the network and the stick both come through here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from forge_ai.errors import BadInput
from forge_ai.limits import MEMORY_FRAME_ROWS
from forge_ai.memory.contradictions import superseded
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.database import Database
from forge_ai.memory.ledger import Ledger
from forge_ai.protocol.memory.exchange import Receiver, frames_of
from forge_ai.protocol.memory.frames import DELTA_BYTES, Batch, Closing, Frame, decode, encode
from forge_ai.protocol.memory.records import Record, Row, State
from forge_ai.protocol.memory.version_vector import (
    Entry,
    Vector,
    covers,
    joined,
    reached,
    vector_from_json,
    vector_to_json,
)


@dataclass(frozen=True, slots=True)
class Received:
    """What some frames brought: records that arrived, and those that changed something here.

    ``vector`` is what the sender had; None while the frame that says so is missing.
    """

    records: int = 0
    changed: int = 0
    vector: Vector | None = None

    @property
    def complete(self) -> bool:
        """Whether all of it arrived."""
        return self.vector is not None


class Intake:
    """Frames on their way into a replica, and what they have brought so far."""

    def __init__(self, receiver: Receiver, apply: Callable[[Receiver, Frame], tuple[int, bool]]) -> None:
        self._apply = apply
        self._receiver = receiver
        self.received = Received()

    def take(self, data: bytes) -> None:
        """Merge one frame. Raises :class:`BadFrame` or :class:`VectorGap`."""
        frame = decode(data)
        changed, _ = self._apply(self._receiver, frame)
        before = self.received
        arrived = len(frame.records) if isinstance(frame, Batch) else 0
        vector = frame.upto if isinstance(frame, Closing) else before.vector
        self.received = Received(before.records + arrived, before.changed + changed, vector)


class Replica:
    """What this device shares with the others of the same person."""

    def __init__(self, database: Database, ledger: Ledger, chance: Callable[[int], bytes]) -> None:
        self._database = database
        self._ledger = ledger
        self._chance = chance
        self._receivers: list[Receiver] = []

    def vector(self) -> dict[bytes, Entry]:
        """The version vector: how much of every origin's writing is here."""
        with self._database.reading() as connection:
            return self._ledger.vector(connection)

    def delta(self, base: Vector, most: int = MEMORY_FRAME_ROWS) -> Generator[bytes, None, None]:
        """Encoded frames with everything that a replica which has ``base`` lacks; one frame when it lacks nothing."""
        with self._database.reading() as connection:
            upto = self._ledger.vector(connection)
            nothing: Iterator[Record] = iter(())
            records = nothing if covers(base, upto) else self._lacking(connection, base)
            for frame in frames_of(records, self._chance(DELTA_BYTES), base, upto, most):
                yield encode(frame)

    def receive(self, frames: Iterable[bytes]) -> Received:
        """Merge frames, each in a transaction of its own. Raises :class:`BadFrame` or :class:`VectorGap`.

        Whatever is raised, what came before it is kept, and nothing is believed to be here that is not.
        """
        with self.intake() as intake:
            for data in frames:
                intake.take(data)
        return intake.received

    @contextmanager
    def intake(self) -> Iterator[Intake]:
        """Takes frames one by one; for a caller that waits for each of them."""
        receiver = Receiver()
        self._receivers.append(receiver)
        try:
            yield Intake(receiver, self.apply)
        finally:
            self._receivers.remove(receiver)

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Vector, Iterator[Record]]]:
        """The vector and all records of one moment."""
        with self._database.reading() as connection:
            yield self._ledger.vector(connection), rows.select(connection, "ORDER BY number")

    def receive_records(self, batches: Iterable[list[Row]], upto: Vector) -> Received:
        """Merge a whole state in one transaction: all of it, with its vector, or nothing."""
        records = changed = 0
        with self._database.writing() as connection:
            for batch in batches:
                records += len(batch)
                changed += self._merge(connection, batch)
            self._ledger.meet(connection, upto)
            self._advance(connection, joined(self._ledger.vector(connection), upto))
        return Received(records, changed, upto)

    def meet(self, device: str, vector: Vector) -> None:
        """Note what another device has. Finds out whether two devices write under one name."""
        value = json.dumps(vector_to_json(vector))
        with self._database.reading() as connection:
            known = connection.execute("SELECT vector FROM peers WHERE device = ?", (device,)).fetchone()
        if known and known[0] == value:
            return
        with self._database.writing() as connection:
            self._ledger.meet(connection, vector)
            met = str(self._ledger.wall_ms())
            connection.execute("INSERT OR REPLACE INTO peers VALUES (?, ?, ?)", (device, value, met))

    def known(self, device: str) -> dict[bytes, Entry]:
        """What another device had when this one last heard of it; nothing when they have never met."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT vector FROM peers WHERE device = ?", (device,)).fetchone()
        return _vector_or_nothing(found[0]) if found else {}

    def peers(self) -> dict[str, dict[bytes, Entry]]:
        """Every device that this one has met, with what it had then."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT device, vector FROM peers ORDER BY device").fetchall()
        return {device: _vector_or_nothing(text) for device, text in found}

    def confirmations(self, record: Record, devices: Iterable[str]) -> dict[str, bool]:
        """For each of ``devices``, by the names that they have here, whether it is known to have this version."""
        return {one: reached(self.known(one), record.origin) >= record.sequence for one in devices}

    def forgotten(self) -> list[Record]:
        """Every record that was forgotten and still keeps its place."""
        with self._database.reading() as connection:
            return list(rows.select(connection, "WHERE state = ? ORDER BY number", (int(State.FORGOTTEN),)))

    def _lacking(self, connection: sqlite3.Connection, base: Vector) -> Iterator[Record]:
        """All rows above ``base``, also those of a delta that never closed: they may stand for older ones."""
        origins = self._ledger.origins(connection)
        if not any(reached(base, origin) for origin in origins):
            yield from rows.select(connection, "ORDER BY number")
            return
        for origin in origins:
            above = (origin, reached(base, origin))
            yield from rows.select(connection, "WHERE origin = ? AND sequence > ? ORDER BY sequence", above)

    def apply(self, receiver: Receiver, frame: Frame) -> tuple[int, bool]:
        """Merge one frame; how many rows changed, and whether that completed a delta."""
        if isinstance(frame, Closing):
            with self._database.writing() as connection:  # on its own: a new name stays taken when a gap follows
                self._ledger.meet(connection, frame.upto)
        with self._database.writing() as connection:
            changed = self._merge(connection, receiver.records(frame))
            vector = receiver.advance(frame, self._ledger.vector(connection))
            if vector is not None:
                self._advance(connection, vector)
        return changed, vector is not None

    def _advance(self, connection: sqlite3.Connection, vector: Vector) -> None:
        """Store the vector. What came with half a delta whose other half nobody is sending is this device's now.

        Only then are facts compared, for half a delta may lack what takes a fact back.
        """
        self._ledger.advance(connection, vector)
        if not any(receiver.unfinished for receiver in tuple(self._receivers)):
            self._ledger.adopt_strays(connection)
            self._ledger.store(connection, superseded(connection))

    def _merge(self, connection: sqlite3.Connection, records: list[Row]) -> int:
        if not records:
            return 0
        changed = rows.merge(connection, records)
        self._ledger.note_arrivals(connection, records)
        return changed + self._ledger.adopt(connection)


def _vector_or_nothing(text: str) -> dict[bytes, Entry]:
    try:
        return vector_from_json(json.loads(text))
    except (BadInput, ValueError):
        return {}
