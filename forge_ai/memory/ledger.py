"""Under which name, numbers and stamps this replica writes, and its version vector.

Does not know what the records say. Everything here happens inside a transaction that the caller has opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from forge_ai.clock import Clock
from forge_ai.errors import BadFrame, DamagedMemory
from forge_ai.limits import MEMORY_ORIGINS_KEPT
from forge_ai.memory.disk import rows
from forge_ai.memory.disk.own_values import checksum, own_values, set_own_value
from forge_ai.memory.disk.place import Fingerprint, fingerprint, renew
from forge_ai.protocol.memory.hybrid_clock import believable, edit_stamp, next_stamp, witness
from forge_ai.protocol.memory.records import ORIGIN_OF, STAMP_OF, Record, Row, epoch_of, new_identity, new_origin
from forge_ai.protocol.memory.version_vector import MARK_BYTES, RETIRED, Entry, Vector, disputed, is_forked

Chance = Callable[[int], bytes]
_LAST_EPOCH: Final = 0xFFFF
_WITH_THEIR_NAMES: Final = "SELECT number FROM vector CROSS JOIN records ON records.origin = vector.origin"
_OF_RETIRED_NAMES: Final = f"WHERE number IN ({_WITH_THEIR_NAMES} WHERE retired = 1) ORDER BY origin, sequence"
_STRAYS: Final = (
    f"WHERE number IN ({_WITH_THEIR_NAMES} AND records.sequence > vector.sequence) ORDER BY origin, sequence"
)
_FORGET_BARE_NAMES: Final = (
    "DELETE FROM vector WHERE origin <> ? AND NOT EXISTS (SELECT 1 FROM records WHERE records.origin = vector.origin)"
)


class Ledger:
    """Numbers and stamps what this device writes.

    ``chance`` gives random bytes. ``place`` fingerprints the file that notices a copied folder; the check is made
    before a process first writes under a name.
    """

    def __init__(self, place_file: Path, clock: Clock, chance: Chance, place: Fingerprint = fingerprint) -> None:
        self._place_file = place_file
        self._clock = clock
        self._chance = chance
        self._place = place
        self._claimed = ""

    def new_identity(self) -> bytes:
        """An identity for a new record."""
        return new_identity(self.wall_ms(), self._chance(6))

    def wall_ms(self) -> int:
        """Milliseconds of the wall clock."""
        return int(self._clock.now().timestamp() * 1000)

    def write(self, connection: sqlite3.Connection, drafts: Iterable[Record]) -> list[Record]:
        """Store new versions. A draft's stamp is that of the version which it replaces, or 0."""
        last, now = self._last_stamp(connection), self.wall_ms()
        stamped: list[Record] = []
        for draft in drafts:
            last = next_stamp(last, now)
            stamped.append(draft._replace(stamp=edit_stamp(last, draft.stamp)))
        set_own_value(connection, "stamp", str(last))
        return self.store(connection, stamped)

    def store(self, connection: sqlite3.Connection, versions: Iterable[Record]) -> list[Record]:
        """Store new versions with the stamps that they have."""
        records = list(versions)
        if not records:
            return []
        origin = self._own_origin(connection)
        first = self._sequence(connection, origin) + 1
        written = [each._replace(origin=origin, sequence=at) for at, each in enumerate(records, first)]
        rows.merge(connection, written)
        self._mark(connection, origin, written[-1].sequence)
        return written

    def vector(self, connection: sqlite3.Connection) -> dict[bytes, Entry]:
        """What this replica includes."""
        return {origin: Entry(sequence, mark) for origin, sequence, mark in _vector_rows(connection) if sequence}

    def origins(self, connection: sqlite3.Connection) -> list[bytes]:
        """Every origin of which anything has arrived, whether the vector includes it or not."""
        return [origin for origin, _, _ in _vector_rows(connection)]

    def advance(self, connection: sqlite3.Connection, vector: Vector) -> None:
        """Store a vector that has grown, after :meth:`meet` has looked at what it grew by."""
        for origin, entry in vector.items() - self.vector(connection).items():
            _set_entry(connection, origin, entry)
        self._make_room(connection)

    def note_arrivals(self, connection: sqlite3.Connection, records: Sequence[Row]) -> None:
        """Remember the origins of records that have arrived, and follow their stamps as far as they can be believed."""
        known = set(self.origins(connection))
        for origin in set(map(ORIGIN_OF, records)) - known:
            _set_entry(connection, origin, Entry(0, b""))
        self._make_room(connection)
        last, now = self._last_stamp(connection), self.wall_ms()
        stamps = list(map(STAMP_OF, records))
        newest = max(stamps)
        if not believable(newest, now):
            newest = max((stamp for stamp in stamps if believable(stamp, now)), default=0)
        seen = witness(last, newest, now)
        if seen != last:
            set_own_value(connection, "stamp", str(seen))

    def meet(self, connection: sqlite3.Connection, seen: Vector) -> None:
        """Look for names that two devices write under, and retire them; take a new name if this replica's is one."""
        for origin in disputed(self.vector(connection), seen):
            self._retire(connection, origin)
        if "origin" in own_values(connection):
            own = self._own_origin(connection)  # a copied folder has its new name from here on: none is retired for it
            if self._is_forked(connection, own, seen):
                self._retire(connection, own)
        self._make_room(connection)

    def _is_forked(self, connection: sqlite3.Connection, own: bytes, seen: Vector) -> bool:
        marks = dict(connection.execute("SELECT sequence, mark FROM marks").fetchall())
        return is_forked(own, marks, self._sequence(connection, own), seen)

    def adopt(self, connection: sqlite3.Connection) -> int:
        """Take over records that arrived under a name which two devices used, so that everybody gets all of them."""
        return self._take_over(connection, rows.select(connection, _OF_RETIRED_NAMES))

    def adopt_strays(self, connection: sqlite3.Connection) -> None:
        """Take over records that the vector does not include: nobody asks for them, and their writer may be lost."""
        self._take_over(connection, rows.select(connection, _STRAYS))
        connection.execute("DELETE FROM vector WHERE sequence = 0")

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Names without a record are forgotten where there are too many. Raises :class:`BadFrame` for the others."""
        if _count_names(connection) <= MEMORY_ORIGINS_KEPT:
            return
        own = bytes.fromhex(own_values(connection).get("origin", ""))
        connection.execute(_FORGET_BARE_NAMES, (own,))
        if _count_names(connection) > MEMORY_ORIGINS_KEPT:
            hint = "`forge-ai unpair` the device that sends them, and forget what it has left here."
            raise BadFrame("There are memories of more devices than anybody has.", hint=hint)

    def _retire(self, connection: sqlite3.Connection, origin: bytes) -> None:
        """Nobody asks for writes of this name any more: whoever holds some has written them again under its own."""
        _set_entry(connection, origin, RETIRED, retired=1)
        if own_values(connection).get("origin") == origin.hex():
            self._begin_epoch(connection, epoch_of(origin) + 1)
        self._take_over(connection, rows.select(connection, "WHERE origin = ? ORDER BY sequence", (origin,)))

    def _take_over(self, connection: sqlite3.Connection, found: Iterable[Record]) -> int:
        """Store records under this device's own name, all at once: there may be very many names."""
        records = list(found)
        if records:
            own = self._own_origin(connection)
            first = self._sequence(connection, own) + 1
            renamed = [record._replace(origin=own, sequence=first + at) for at, record in enumerate(records)]
            rows.rename(connection, renamed)
            self._mark(connection, own, first + len(records) - 1)
        return len(records)

    def _own_origin(self, connection: sqlite3.Connection) -> bytes:
        origin = own_values(connection).get("origin")
        if origin is None or origin != self._claimed:  # also when the transaction of the claim was rolled back
            self._claim(connection)
            origin = self._claimed = own_values(connection)["origin"]
        return bytes.fromhex(origin)

    def _claim(self, connection: sqlite3.Connection) -> None:
        """Make sure that no other copy of this folder writes under the same name."""
        own = own_values(connection)
        if "origin" not in own:
            self._begin_epoch(connection, 1)
        elif own.get("place") != self._place(self._place_file):
            self._begin_epoch(connection, epoch_of(bytes.fromhex(own["origin"])) + 1)
        renew(self._place_file, self._chance(8).hex())
        set_own_value(connection, "place", self._place(self._place_file))

    def _begin_epoch(self, connection: sqlite3.Connection, epoch: int) -> None:
        connection.execute("DELETE FROM marks")
        set_own_value(connection, "origin", new_origin(min(epoch, _LAST_EPOCH), self._chance(6)).hex())

    def _mark(self, connection: sqlite3.Connection, origin: bytes, sequence: int) -> None:
        mark = self._chance(MARK_BYTES)
        connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (sequence, mark))
        _set_entry(connection, origin, Entry(sequence, mark))

    def _sequence(self, connection: sqlite3.Connection, origin: bytes) -> int:
        return next((sequence for name, sequence, _ in _vector_rows(connection) if name == origin), 0)

    def _last_stamp(self, connection: sqlite3.Connection) -> int:
        return int(own_values(connection).get("stamp", "0"))


def _count_names(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM vector").fetchone()[0])


def _vector_rows(connection: sqlite3.Connection) -> list[tuple[bytes, int, bytes]]:
    found = connection.execute("SELECT origin, sequence, mark, retired, digest FROM vector").fetchall()
    if any(checksum(*row[:-1]) != row[-1] for row in found):
        raise DamagedMemory("The version vector on this device does not match its checksum.")
    return [(origin, sequence, mark) for origin, sequence, mark, _, _ in found]


def _set_entry(connection: sqlite3.Connection, origin: bytes, entry: Entry, retired: int | None = None) -> None:
    if retired is None:
        found = connection.execute("SELECT retired FROM vector WHERE origin = ?", (origin,)).fetchone()
        retired = found[0] if found else 0
    row = (origin, entry.sequence, entry.mark, retired)
    connection.execute("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?, ?)", (*row, checksum(*row)))
