"""The tensor table of a GGUF header: every tensor named once, of a known format, inside the file.

Does not know which tensors a model needs; the engine finds that out.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from forge_ai.limits import GGUF_DIMENSIONS, GGUF_NAME_BYTES
from forge_ai.models.gguf.cursor import Cursor
from forge_ai.models.gguf.fields import U32, U64
from forge_ai.models.gguf.number_formats import TENSOR_TYPES, TensorType

_MOST_ITEMS: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Tensor:
    """One line of the table: the first of `extents` is a row's length, `offset` counts from where the data begins."""

    name: str
    type: TensorType
    extents: tuple[int, ...]
    items: int
    offset: int

    @property
    def bytes(self) -> int:
        """How much room the tensor takes in the file."""
        return self.items // self.type.block * self.type.bytes


def read_tensors(cursor: Cursor, count: int) -> list[Tensor]:
    """The table, which stands where the cursor does. Raises :class:`ModelBroken`."""
    tensors: dict[str, Tensor] = {}
    for _ in range(count):
        tensor = _read_tensor(cursor)
        if tensor.name in tensors:
            raise cursor.broken(f"has the tensor {tensor.name!a} twice")
        tensors[tensor.name] = tensor
    return list(tensors.values())


def check_places(cursor: Cursor, tensors: list[Tensor], alignment: int) -> None:
    """Make sure that the tensors lie one behind the other, aligned, inside the file."""
    start = aligned(cursor.position, alignment)
    expected = 0
    for tensor in tensors:
        if tensor.offset != expected:
            raise cursor.broken(f"places the tensor {tensor.name!a} at {tensor.offset}, where {expected} belongs")
        end = start + tensor.offset + tensor.bytes
        if end > cursor.size:
            raise cursor.broken(f"is cut short: {tensor.name!a} ends at byte {end}, but the file has {cursor.size}")
        expected = aligned(tensor.offset + tensor.bytes, alignment)


def _read_tensor(cursor: Cursor) -> Tensor:
    name = cursor.text("a tensor's name", GGUF_NAME_BYTES)
    dimensions = cursor.number(U32)
    if not 1 <= dimensions <= GGUF_DIMENSIONS:
        raise cursor.broken(
            f"gives the tensor {name!a} {dimensions} dimensions, and 1 to {GGUF_DIMENSIONS} are possible"
        )
    extents = struct.unpack(f"<{dimensions}Q", cursor.take(8 * dimensions))
    kind = TENSOR_TYPES.get(number := cursor.number(U32))
    if kind is None:
        raise cursor.broken(f"stores the tensor {name!a} in the number format {number}, which is not known here")
    return Tensor(name, kind, extents, _items(cursor, name, extents, kind), cursor.number(U64))


def _items(cursor: Cursor, name: str, extents: tuple[int, ...], kind: TensorType) -> int:
    items = 1
    for extent in extents:
        items *= extent
    if not 0 < items <= _MOST_ITEMS:
        raise cursor.broken(f"gives the tensor {name!a} an impossible size")
    if extents[0] % kind.block:
        raise cursor.broken(f"cuts the tensor {name!a} in the middle of a {kind.name} block")
    return items


def aligned(position: int, alignment: int) -> int:
    """The first boundary at a position or after it."""
    return -(-position // alignment) * alignment
