"""The tensors of a safetensors file: where each lies and of what shape, checked against the file's real size.

Does not know what the tensors are for, and needs no package of that name. Format: a length, JSON, then the data.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, Final

from forge_ai.errors import Damaged, ModelBroken
from forge_ai.limits import GGUF_DIMENSIONS, SAFETENSORS_HEADER_BYTES, SAFETENSORS_PARTS
from forge_ai.models.files.blocks import BLOCK
from forge_ai.paths import open_file, storage_faults
from forge_ai.protocol.values.json_values import unpacks_to_too_much

BYTES: Final = {"F32": 4, "F16": 2, "BF16": 2}


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """One tensor: its number format, its shape with the rows first, and where its bytes lie."""

    path: Path
    kind: str
    shape: tuple[int, ...]
    offset: int

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return prod(self.shape) * BYTES[self.kind]

    def blocks(self) -> Iterator[bytes]:
        """Its bytes, in pieces. Raises :class:`Damaged` when the file has become shorter since it was looked at."""
        with storage_faults(self.path), self.path.open("rb", buffering=0) as file:
            file.seek(self.offset)
            left = self.size
            while left and (block := file.read(min(left, BLOCK))):
                left -= len(block)
                yield block
        if left:
            raise Damaged(f"{self.path.name} became shorter while it was read.")


def read_tensors(path: Path) -> dict[str, StoredTensor]:
    """The table of the file. Raises :class:`ModelBroken`."""
    try:
        with storage_faults(path), open_file(path) as file:
            size = path.stat().st_size
            length = _header_length(file.read(8), size)
            table = _table(file.read(length))
        table.pop("__metadata__", None)
        return {name: _tensor(path, entry, 8 + length, size) for name, entry in table.items()}
    except (ValueError, KeyError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise ModelBroken(f"{path.name} cannot be read as safetensors: {error}.") from error


def _table(header: bytes) -> Any:
    if unpacks_to_too_much(header, SAFETENSORS_PARTS, SAFETENSORS_PARTS):
        raise ValueError("its header holds too many values")
    return json.loads(header)


def _header_length(data: bytes, size: int) -> int:
    length = int(struct.unpack("<Q", data)[0])
    if length > min(size, SAFETENSORS_HEADER_BYTES):
        raise ValueError(f"it claims a header of {length} bytes")
    return length


def _tensor(path: Path, entry: Any, start: int, size: int) -> StoredTensor:
    begin, end = entry["data_offsets"]
    shape = tuple(entry["shape"])
    whole = all(type(number) is int and number >= 0 for number in (begin, end, *shape))
    if entry["dtype"] not in BYTES or not whole or not 1 <= len(shape) <= GGUF_DIMENSIONS:
        raise ValueError(f"a tensor of {entry['dtype']} and shape {shape} cannot be converted")
    tensor = StoredTensor(path, entry["dtype"], shape, start + begin)
    if end - begin != tensor.size or start + end > size:
        raise ValueError("a tensor does not lie inside the file")
    return tensor
