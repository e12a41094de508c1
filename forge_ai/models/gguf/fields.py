"""The key/value pairs of a GGUF header: walked through in bounds, the few that matter kept.

Does not know what the values mean. Arrays are stepped over; only their place is kept.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from forge_ai.limits import GGUF_ARRAY_DEPTH, GGUF_ARRAY_ITEMS, GGUF_HEADER_BYTES, GGUF_NAME_BYTES
from forge_ai.models.gguf.cursor import Cursor

U32: Final = struct.Struct("<I")
U64: Final = struct.Struct("<Q")

TEXT: Final = 8
ARRAY: Final = 9
NUMBERS: Final[dict[int, struct.Struct]] = {
    kind: struct.Struct("<" + letter)
    for kind, letter in {
        0: "B",
        1: "b",
        2: "H",
        3: "h",
        4: "I",
        5: "i",
        6: "f",
        7: "?",
        10: "Q",
        11: "q",
        12: "d",
    }.items()
}


@dataclass(frozen=True, slots=True)
class SkippedArray:
    """An array that was stepped over, and how many items it claims."""

    count: int


Value = int | float | bool | str | SkippedArray


class FieldReader:
    """Reads pairs one after the other. What is in `wanted`, whole or after its first dot, is kept."""

    def __init__(self, cursor: Cursor, wanted: frozenset[str]) -> None:
        self.kept: dict[str, Value] = {}
        self._cursor = cursor
        self._wanted = wanted
        self._seen: set[str] = set()
        self._items_left = GGUF_ARRAY_ITEMS

    def read(self) -> None:
        """Read one pair."""
        key = self._cursor.text("a key", GGUF_NAME_BYTES)
        if key in self._seen:
            raise self._cursor.broken(f"has the key {key!a} twice")
        self._seen.add(key)
        kind = self._cursor.number(U32)
        if key in self._wanted or key.partition(".")[2] in self._wanted:
            self.kept[key] = self._value(key, kind)
        else:
            self._skip(key, kind)
        if self._cursor.position > GGUF_HEADER_BYTES:
            raise self._cursor.broken(f"has a header of more than {GGUF_HEADER_BYTES} bytes")

    def _value(self, key: str, kind: int) -> Value:
        if kind == TEXT:
            return self._cursor.text(f"the value of {key!a}")
        if kind == ARRAY:
            return self._skip_array(key, depth=1)
        layout = self._layout(key, kind)
        value: int | float | bool = layout.unpack(self._cursor.take(layout.size))[0]
        return value

    def _skip(self, key: str, kind: int) -> None:
        if kind == TEXT:
            self._cursor.skip_texts(1)
        elif kind == ARRAY:
            self._skip_array(key, depth=1)
        else:
            self._cursor.skip(self._layout(key, kind).size)

    def _skip_array(self, key: str, depth: int) -> SkippedArray:
        kind, count = self._cursor.number(U32), self._cursor.number(U64)
        if count > self._items_left:
            raise self._cursor.broken(
                f"claims {count} items for {key!a}, and {GGUF_ARRAY_ITEMS} is the most for all arrays"
            )
        self._items_left -= count
        if kind == TEXT:
            self._cursor.skip_texts(count)
        elif kind == ARRAY:
            self._skip_arrays(key, count, depth)
        else:
            self._cursor.skip(count * self._layout(key, kind).size)
        return SkippedArray(count)

    def _skip_arrays(self, key: str, count: int, depth: int) -> None:
        if depth >= GGUF_ARRAY_DEPTH:
            raise self._cursor.broken(f"nests arrays more than {GGUF_ARRAY_DEPTH} deep in {key!a}")
        for _ in range(count):
            self._skip_array(key, depth + 1)

    def _layout(self, key: str, kind: int) -> struct.Struct:
        layout = NUMBERS.get(kind)
        if layout is None:
            raise self._cursor.broken(f"gives {key!a} the unknown type {kind}")
        return layout
