"""Many records as columns of JSON, read and checked a column at a time, because a row at a time is too slow.

Does not know what carries the columns. ::

    {"origins": ["0001a0…"], "identities": "hex of all, one after another", "kinds": [1, …], "states": […],
     "stamps": […], "origin": [index into origins, …], "sequences": […], "conversations": […], "texts": […],
     "details": […]}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from forge_ai.errors import BadInput
from forge_ai.limits import MEMORY_TEXT_CHARACTERS
from forge_ai.protocol.memory.hybrid_clock import LAST_STAMP
from forge_ai.protocol.memory.records import (
    ID_BYTES,
    LAST_SEQUENCE,
    ORIGIN_BYTES,
    Kind,
    Record,
    Row,
    State,
    forgotten,
    read_details,
)
from forge_ai.protocol.values.unicode_text import is_unicode

CONVERSATION_CHARACTERS: Final = 64
_KINDS: Final = frozenset(int(kind) for kind in Kind)
_STATES: Final = frozenset(int(state) for state in State)


def to_columns(records: Sequence[Row]) -> dict[str, object]:
    """The columns of some records."""
    names = ("identities", "kinds", "states", "stamps", "origin", "sequences", "conversations", "texts", "details")
    columns: dict[str, Any] = dict(zip(names, zip(*records, strict=True) if records else repeat(()), strict=False))
    origins = sorted(set(columns["origin"]))
    place = {origin: index for index, origin in enumerate(origins)}
    return {
        "origins": [origin.hex() for origin in origins],
        **columns,
        "identities": b"".join(columns["identities"]).hex(),
        "origin": [place[origin] for origin in columns["origin"]],
    }


def from_columns(columns: Mapping[str, Any], most: int) -> list[Row]:
    """Read at most ``most`` records; raises :class:`BadInput` (or ValueError) for anything else."""
    identities = _identities(columns.get("identities"), most)
    length = len(identities)
    origins = _origins(columns.get("origins"))
    records: list[Row] = list(
        zip(
            identities,
            _of(columns, "kinds", length, _KINDS),
            _of(columns, "states", length, _STATES),
            _whole_numbers(columns, "stamps", length, LAST_STAMP),
            [origins[index] for index in _whole_numbers(columns, "origin", length, len(origins) - 1)],
            _whole_numbers(columns, "sequences", length, LAST_SEQUENCE),
            _texts(columns, "conversations", length, CONVERSATION_CHARACTERS),
            _texts(columns, "texts", length, MEMORY_TEXT_CHARACTERS),
            _details(columns, length),
            strict=True,
        )
    )
    if State.FORGOTTEN in columns["states"] and any(_still_says_something(record) for record in records):
        raise BadInput("a forgotten record still has a text.")
    return records


def _still_says_something(row: Row) -> bool:
    record = Record._make(row)
    return record.state == State.FORGOTTEN and record != forgotten(record)


def _identities(value: object, most: int) -> list[bytes]:
    if not isinstance(value, str) or len(value) > most * ID_BYTES * 2:
        raise BadInput("identities are missing or too many.")
    joined = bytes.fromhex(value)
    if len(joined) % ID_BYTES or len(joined) * 2 != len(value):
        raise BadInput("identities have the wrong length.")
    return [joined[start : start + ID_BYTES] for start in range(0, len(joined), ID_BYTES)]


def _origins(value: object) -> list[bytes]:
    if not isinstance(value, list) or not all(
        isinstance(item, str) and len(item) == 2 * ORIGIN_BYTES for item in value
    ):
        raise BadInput("origins are missing or have the wrong length.")
    origins = [bytes.fromhex(item) for item in value]
    if any(len(origin) != ORIGIN_BYTES for origin in origins):
        raise BadInput("origins have the wrong length.")
    return origins


def _column(columns: Mapping[str, Any], name: str, length: int, kind: type) -> list[Any]:
    values = columns.get(name)
    if not isinstance(values, list) or len(values) != length or not set(map(type, values)) <= {kind}:
        raise BadInput(f"the column {name} does not fit.")
    return values


def _of(columns: Mapping[str, Any], name: str, length: int, allowed: frozenset[int]) -> list[int]:
    values = _column(columns, name, length, int)
    if not set(values) <= allowed:
        raise BadInput(f"the column {name} holds an unknown value.")
    return values


def _whole_numbers(columns: Mapping[str, Any], name: str, length: int, most: int) -> list[int]:
    values = _column(columns, name, length, int)
    if values and not (min(values) >= 0 and max(values) <= most):
        raise BadInput(f"the column {name} holds an impossible number.")
    return values


def _texts(columns: Mapping[str, Any], name: str, length: int, most: int) -> list[str]:
    values = _column(columns, name, length, str)
    joined = "".join(values)
    if max(map(len, values), default=0) > most or "\0" in joined or not is_unicode(joined):
        raise BadInput(f"the column {name} holds a text that cannot be kept.")
    return values


def _details(columns: Mapping[str, Any], length: int) -> list[str]:
    values = _column(columns, "details", length, str)
    for text in set(values):
        read_details(text)
    return values
