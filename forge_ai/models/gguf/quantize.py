"""Smaller weights: a GGUF rewritten with 8 or 4 bits a number, block by block, so that memory stays flat.

Does not know stores or packages. The header is taken over byte for byte but for what it says of the number format. As
llama.cpp does it, only matrices are packed; the vocabulary's two keep 8 bits, because small models suffer most there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from forge_ai.errors import BadInput
from forge_ai.models.gguf.fields import U64, FieldReader
from forge_ai.models.gguf.header import MAGIC, opened, read_header
from forge_ai.models.gguf.number_formats import FILE_TYPES, TENSOR_TYPES, TensorType
from forge_ai.models.gguf.tensors import Tensor, aligned, read_tensors
from forge_ai.models.progress import Progress, silent
from forge_ai.paths import storage_faults

if TYPE_CHECKING:
    import numpy as np

KINDS: Final = ("q8_0", "q4_0")
_FILE_TYPE: Final = "general.file_type"
_VERSION: Final = "general.quantization_version"
_UINT32: Final = 4
_PACKED: Final = 32  # numbers in one block of Q8_0 and Q4_0
_ITEMS_AT_ONCE: Final = 1 << 18
_NUMBERS: Final = {kind.name: number for number, kind in TENSOR_TYPES.items()}
_FILE_NUMBERS: Final = {name: number for number, name in FILE_TYPES.items()}
_ORDER: Final = ("F32", "BF16", "F16", "Q8_0", "Q4_0")  # from each only to those after it
_NEVER: Final = ("_norm.weight", "ffn_gate_inp.weight", "position_embd.weight", "token_types.weight", "conv1d.weight")
_VOCABULARY: Final = ("token_embd.weight", "output.weight")


@dataclass(frozen=True, slots=True)
class _Source:
    """A GGUF as it is: its pairs as bytes, its tensors, where their data begins, how it is aligned."""

    key_count: int
    pairs: bytes
    tensors: list[Tensor]
    data: int
    alignment: int


def check_kind(kind: str) -> str:
    """Return the kind in small letters. Raises :class:`BadInput` when it is none of :data:`KINDS`."""
    if kind.lower() not in KINDS:
        raise BadInput(
            f"{kind!a} is not a kind of weights that can be made here.", hint=f"Choose {' or '.join(KINDS)}."
        )
    return kind.lower()


def quantize(source: Path, target: Path, kind: str, progress: Progress = silent) -> None:
    """Write the model at ``source`` to ``target`` with weights of ``kind``, one of :data:`KINDS`.

    Raises :class:`ModelBroken` for the source, :class:`BadInput` when nothing would become smaller.
    """
    wanted = check_kind(kind).upper()
    read_header(source)
    found = _read(source)
    kinds = [_kind_for(tensor, wanted) for tensor in found.tensors]
    if all(kind is tensor.type for kind, tensor in zip(kinds, found.tensors, strict=True)):
        raise BadInput(
            f"These weights do not get smaller as {wanted}.", hint="Take a model with F32, F16 or BF16 weights."
        )
    with storage_faults(target), source.open("rb") as old, target.open("wb") as new:
        _write_header(new, found, kinds, wanted)
        done = 0
        for tensor, kind_of_it in zip(found.tensors, kinds, strict=True):
            old.seek(found.data + tensor.offset)
            for packed, taken in _converted(old, tensor, kind_of_it):
                new.write(packed)
                done += taken
                progress("quantizing", done, sum(each.bytes for each in found.tensors))
            _pad(new, found.alignment)


def _read(path: Path) -> _Source:
    with opened(path) as cursor:
        cursor.take(8)
        tensor_count, key_count = cursor.number(U64), cursor.number(U64)
        reader = FieldReader(cursor, frozenset({_FILE_TYPE, _VERSION, "general.alignment"}))
        spans, known = [cursor.position], 0
        for _ in range(key_count):
            begin = cursor.position
            reader.read()
            replaced = reader.kept.keys() & {_FILE_TYPE, _VERSION}
            if len(replaced) > known:
                spans += [begin, cursor.position]
                known += 1
        pairs = _between(path, [*spans, cursor.position])
        tensors = read_tensors(cursor, tensor_count)
        alignment = int(str(reader.kept.get("general.alignment", 32)))
        return _Source(key_count - known, pairs, tensors, aligned(cursor.position, alignment), alignment)


def _between(path: Path, places: list[int]) -> bytes:
    """The bytes from the first place to the second, from the third to the fourth, and so on."""
    with path.open("rb") as file:
        pieces = bytearray()
        for begin, end in zip(places[::2], places[1::2], strict=True):
            file.seek(begin)
            pieces += file.read(end - begin)
    return bytes(pieces)


def _kind_for(tensor: Tensor, wanted: str) -> TensorType:
    """The number format that a tensor gets: a smaller one, if it is a matrix of numbers that can be read here."""
    kind = "Q8_0" if tensor.name in _VOCABULARY else wanted
    is_matrix = len(tensor.extents) > 1 and tensor.extents[0] % _PACKED == 0 and tensor.name.endswith(".weight")
    smaller = tensor.type.name in _ORDER[: _ORDER.index(kind)]
    if not is_matrix or not smaller or tensor.name.endswith(_NEVER):
        return tensor.type
    return TENSOR_TYPES[_NUMBERS[kind]]


def _write_header(new: BinaryIO, found: _Source, kinds: list[TensorType], wanted: str) -> None:
    new.write(MAGIC + struct.pack("<IQQ", 3, len(found.tensors), found.key_count + 2) + found.pairs)
    new.write(_pair(_FILE_TYPE, _FILE_NUMBERS[wanted]) + _pair(_VERSION, 2))
    offset = 0
    for tensor, kind in zip(found.tensors, kinds, strict=True):
        extents = struct.pack(f"<I{len(tensor.extents)}Q", len(tensor.extents), *tensor.extents)
        new.write(_text(tensor.name) + extents + struct.pack("<IQ", _NUMBERS[kind.name], offset))
        offset = aligned(offset + tensor.items // kind.block * kind.bytes, found.alignment)
    _pad(new, found.alignment)


def _converted(old: BinaryIO, tensor: Tensor, kind: TensorType) -> Iterator[tuple[bytes, int]]:
    """The tensor's data in its new format, in pieces, each with the bytes of the old one that it stands for."""
    left = tensor.bytes
    while left:
        raw = old.read(min(left, _ITEMS_AT_ONCE // tensor.type.block * tensor.type.bytes))
        left -= len(raw)
        yield (raw if kind is tensor.type else _packed(raw, tensor.type, kind)), len(raw)


def _packed(raw: bytes, source: TensorType, kind: TensorType) -> bytes:
    from gguf import GGMLQuantizationType, quants

    packed = quants.quantize(_numbers(raw, source), GGMLQuantizationType[kind.name])
    return bytes(packed.tobytes())


def _numbers(raw: bytes, source: TensorType) -> np.ndarray[Any, Any]:
    """The numbers as float32, in rows of one block."""
    import numpy as np
    from gguf import GGMLQuantizationType, quants

    if source.name == "F32":
        return np.frombuffer(raw, np.float32).reshape(-1, _PACKED)
    if source.name == "F16":
        return np.frombuffer(raw, np.float16).astype(np.float32).reshape(-1, _PACKED)
    rows = np.frombuffer(raw, np.uint8).reshape(-1, _PACKED // source.block * source.bytes)
    numbers: np.ndarray[Any, Any] = quants.dequantize(rows, GGMLQuantizationType[source.name])
    return numbers


def _pair(key: str, value: int) -> bytes:
    return _text(key) + struct.pack("<II", _UINT32, value)


def _text(text: str) -> bytes:
    data = text.encode()
    return U64.pack(len(data)) + data


def _pad(new: BinaryIO, alignment: int) -> None:
    new.write(bytes(aligned(new.tell(), alignment) - new.tell()))
