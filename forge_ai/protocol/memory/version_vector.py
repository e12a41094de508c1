"""Version vectors: how much of every origin's writing a replica has, and marks that reveal a copied device.

Does not know what was written. A vector says "my state includes every write of this origin up to this sequence
number, or something that replaced it". Each entry carries the mark, eight random bytes, that the origin gave to that
write: an origin that finds a mark which it never gave knows that a second device writes under its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from forge_ai.errors import BadInput
from forge_ai.limits import MEMORY_ORIGINS
from forge_ai.protocol.memory.records import LAST_SEQUENCE, ORIGIN_BYTES

MARK_BYTES = 8


class Entry(NamedTuple):
    """The last write of one origin that a replica includes, and the mark of that write."""

    sequence: int
    mark: bytes


Vector = Mapping[bytes, Entry]
RETIRED: Final = Entry(LAST_SEQUENCE, bytes(MARK_BYTES))  # covers every write of an origin that two devices used


def is_retired(entry: Entry | None) -> bool:
    """Whether an entry is that of a retired origin. The mark does not count: nobody writes so often."""
    return entry is not None and entry.sequence == LAST_SEQUENCE


def reached(vector: Vector, origin: bytes) -> int:
    """The last sequence number of an origin in a vector; 0 when it is unknown."""
    entry = vector.get(origin)
    return entry.sequence if entry else 0


def covers(vector: Vector, other: Vector) -> bool:
    """Whether everything in ``other`` is in ``vector``."""
    return all(reached(vector, origin) >= entry.sequence for origin, entry in other.items())


def joined(one: Vector, other: Vector) -> dict[bytes, Entry]:
    """The least vector that covers both."""
    result = dict(one)
    for origin, entry in other.items():
        result[origin] = max(entry, result.get(origin, entry))
    return result


def is_forked(origin: bytes, marks: Mapping[int, bytes], own: int, seen: Vector) -> bool:
    """Whether ``seen`` names a write of ``origin`` that this replica, which owns it, did not make.

    ``marks`` holds the marks of this replica's own commits by sequence number, ``own`` its last one. True for a
    replica that was put back to an older state, and for both of two copies once one meets the other's trace.
    """
    entry = seen.get(origin)
    if entry is None or entry.sequence == 0:
        return False
    return entry.sequence > own or marks.get(entry.sequence) != entry.mark


def disputed(vector: Vector, seen: Vector) -> list[bytes]:
    """The origins that two devices use, as far as two vectors can tell, and that ``vector`` does not have as retired.

    Either ``seen`` says so, or the same write has two marks: then each side may hold writes that the other lacks.
    """
    return [origin for origin, entry in seen.items() if _is_disputed(vector.get(origin), entry)]


def _is_disputed(here: Entry | None, entry: Entry) -> bool:
    if here is None or here.sequence != entry.sequence:
        return is_retired(entry)
    return here.mark != entry.mark and not is_retired(here)


def vector_to_json(vector: Vector) -> dict[str, list[object]]:
    """The vector as JSON: ``{"origin in hex": [sequence, "mark in hex"]}``, sorted."""
    return {origin.hex(): [entry.sequence, entry.mark.hex()] for origin, entry in sorted(vector.items())}


def vector_from_json(value: object) -> dict[bytes, Entry]:
    """Read a vector of a stranger; raises :class:`BadInput` when it is not one."""
    if not isinstance(value, dict) or len(value) > MEMORY_ORIGINS:
        raise BadInput("A version vector must be an object with a bounded number of origins.")
    return {_fixed_bytes(origin, ORIGIN_BYTES): _entry(entry) for origin, entry in value.items()}


def _entry(value: object) -> Entry:
    if not isinstance(value, list) or len(value) != 2:
        raise BadInput("An entry of a version vector must be a sequence number and a mark.")
    sequence, mark = value
    if type(sequence) is not int or not 0 < sequence <= LAST_SEQUENCE:
        raise BadInput("A sequence number must be a whole number from 1 to 2**53 - 1.")
    return Entry(sequence, _fixed_bytes(mark, MARK_BYTES))


def _fixed_bytes(value: object, length: int) -> bytes:
    """Lower-case hexadecimal digits for exactly ``length`` bytes, and nothing that is merely equivalent."""
    if isinstance(value, str) and len(value) == 2 * length:
        try:
            data = bytes.fromhex(value)
        except ValueError:
            data = b""
        if data.hex() == value:
            return data
    raise BadInput(f"Expected {2 * length} lower-case hexadecimal digits.")
