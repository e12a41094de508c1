"""GGUF files merged into one, tensor by tensor, so that memory stays at a few copies of the largest tensor.

Checks that the files can be merged at all: same architecture, same tensors, same words. Does not know the arithmetic
(`merging`), the store, or whether the models are related.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import BadInput
from forge_ai.models.gguf.header import read_header
from forge_ai.models.merging.arithmetic import MergePlan, merge
from forge_ai.models.progress import Progress, silent
from forge_ai.paths import storage_faults

if TYPE_CHECKING:
    import gguf
    import numpy as np
    from numpy.typing import NDArray

PLAIN: Final = ("F32", "F16", "BF16")  # other formats are unpacked, and written as F16
WORDS: Final = ("tokenizer.ggml.model", "tokenizer.ggml.tokens", "tokenizer.ggml.merges")
OWN_FIELDS: Final = ("general.name", "general.file_type", "general.quantization_version", "forge_ai.provenance")


@dataclass(frozen=True, slots=True)
class Parent:
    """A model to merge: its name for messages, and its GGUF file."""

    name: str
    path: Path


def merge_files(
    parents: Sequence[Parent],
    base: Path | None,
    plan: MergePlan,
    target: Path,
    *,
    name: str,
    provenance: str,
    progress: Progress = silent,
) -> None:
    """Write the merged model to ``target``. Raises :class:`BadInput` with the one reason why it cannot be done."""
    plan.check(len(parents))
    check_alike(parents)
    readers = [_reader(parent.path) for parent in parents]
    ground = _reader(base) if base and plan.needs_base else None
    if ground is not None:
        _check_tensors("the base", ground, parents[0].name, readers[0])
    with storage_faults(target):
        _write(readers, ground, plan, target, name, provenance, progress)


def check_alike(parents: Sequence[Parent]) -> None:
    """Raise :class:`BadInput` when two of the files cannot be merged; the message says why."""
    headers = [read_header(parent.path) for parent in parents]
    first, reader = parents[0], _reader(parents[0].path)
    for parent, header in zip(parents[1:], headers[1:], strict=True):
        if header.architecture != headers[0].architecture:
            raise _apart(
                first.name, parent.name, f"one is a {headers[0].architecture}, the other a {header.architecture}"
            )
        other = _reader(parent.path)
        _check_tensors(first.name, reader, parent.name, other)
        if any(_contents(reader, field) != _contents(other, field) for field in WORDS):
            raise _apart(first.name, parent.name, "they have different words (tokenizers)")


def _check_tensors(name: str, reader: gguf.GGUFReader, other_name: str, other: gguf.GGUFReader) -> None:
    ours, theirs = ({t.name: tuple(map(int, t.shape)) for t in each.tensors} for each in (reader, other))
    if ours.keys() != theirs.keys():
        raise _apart(name, other_name, "they are not built alike (other layers)")
    unlike = next((tensor for tensor, shape in ours.items() if theirs[tensor] != shape), None)
    if unlike:
        raise _apart(
            name, other_name, f"{unlike} has the shape {ours[unlike]} in one and {theirs[unlike]} in the other"
        )


def _apart(name: str, other: str, reason: str) -> BadInput:
    return BadInput(
        f"{name} and {other} cannot be merged: {reason}.",
        hint="Only models that were trained on from the same base can be merged: forge-ai train NAME --base MODEL.",
    )


def _write(
    readers: Sequence[gguf.GGUFReader],
    ground: gguf.GGUFReader | None,
    plan: MergePlan,
    target: Path,
    name: str,
    provenance: str,
    progress: Progress,
) -> None:
    import gguf
    import numpy as np

    first = readers[0]
    kinds = [_kind(tensor) for tensor in first.tensors]
    writer = gguf.GGUFWriter(target, _contents(first, "general.architecture"))
    try:
        _write_fields(writer, first, _file_type(kinds), name, provenance)
        for tensor, kind in zip(first.tensors, kinds, strict=True):
            shape = [int(extent) for extent in reversed(tensor.shape)]
            size = _bytes_of(shape, kind)
            writer.add_tensor_info(tensor.name, shape, np.dtype(np.float32), size, raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        _write_tensors(writer, readers, ground, plan, kinds, progress)
    finally:
        writer.close()


def _write_fields(writer: gguf.GGUFWriter, source: gguf.GGUFReader, file_type: int, name: str, provenance: str) -> None:
    import gguf

    for field in source.fields.values():
        if field.name == "general.architecture" or field.name.startswith("GGUF.") or field.name in OWN_FIELDS:
            continue
        kind, *inner = field.types
        writer.add_key_value(field.name, field.contents(), kind, inner[-1] if inner else None)
    writer.add_name(name)
    writer.add_file_type(file_type)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_string("forge_ai.provenance", provenance)


def _write_tensors(
    writer: gguf.GGUFWriter,
    readers: Sequence[gguf.GGUFReader],
    ground: gguf.GGUFReader | None,
    plan: MergePlan,
    kinds: Sequence[gguf.GGMLQuantizationType],
    progress: Progress,
) -> None:
    import gguf

    tables = [{tensor.name: tensor for tensor in reader.tensors} for reader in readers]
    ground_table = {tensor.name: tensor for tensor in ground.tensors} if ground is not None else {}
    total, done = sum(int(tensor.n_elements) for tensor in readers[0].tensors), 0
    for tensor, kind in zip(readers[0].tensors, kinds, strict=True):
        below = numbers_of(ground_table[tensor.name]) if ground_table else None
        merged = merge([numbers_of(table[tensor.name]) for table in tables], below, plan, tensor.name)
        writer.write_tensor_data(merged if kind.name == "F32" else gguf.quants.quantize(merged, kind))
        done += int(tensor.n_elements)
        progress("merging", done, total)


def _reader(path: Path) -> gguf.GGUFReader:
    """The file's tensors, mapped and not loaded. Its header was read with suspicion before."""
    import gguf

    read_header(path)
    return gguf.GGUFReader(path)


def _contents(reader: gguf.GGUFReader, name: str) -> Any:
    field = reader.get_field(name)
    return field.contents() if field else None


def numbers_of(tensor: gguf.ReaderTensor) -> NDArray[np.float32]:
    """A tensor of whatever number format as plain numbers, its rows first."""
    import gguf
    import numpy as np

    numbers = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32, copy=False)
    shaped: NDArray[np.float32] = numbers.reshape([int(extent) for extent in reversed(tensor.shape)])
    return shaped


def _kind(tensor: gguf.ReaderTensor) -> gguf.GGMLQuantizationType:
    import gguf

    return tensor.tensor_type if tensor.tensor_type.name in PLAIN else gguf.GGMLQuantizationType.F16


def _file_type(kinds: Sequence[gguf.GGMLQuantizationType]) -> int:
    import gguf

    names = {kind.name for kind in kinds} - {"F32"}
    words = {"F16": "MOSTLY_F16", "BF16": "MOSTLY_BF16"}
    return int(gguf.LlamaFileType[words[names.pop()] if names else "ALL_F32"])


def _bytes_of(shape: Sequence[int], kind: gguf.GGMLQuantizationType) -> int:
    return math.prod(shape) * (4 if kind.name == "F32" else 2)
