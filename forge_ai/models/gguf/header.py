"""A GGUF file's header, read with suspicion: what the model is, or the one error that says what is wrong.

Knows nothing of engines. Nothing is believed before it has been compared with the file's real size or with a bound
of `limits.py`, and neither memory nor time grows with a number that a stranger wrote.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forge_ai.errors import ModelBroken
from forge_ai.limits import GGUF_KEYS, GGUF_TENSORS
from forge_ai.models.gguf.cursor import Cursor
from forge_ai.models.gguf.fields import U32, U64, FieldReader, Value
from forge_ai.models.gguf.number_formats import FILE_TYPES
from forge_ai.models.gguf.tensors import Tensor, check_places, read_tensors
from forge_ai.paths import open_file
from forge_ai.protocol.values.whole_number import is_whole

MAGIC: Final = b"GGUF"
VERSIONS: Final = (2, 3)
_MOST_ALIGNMENT: Final = 1 << 20
_ARCHITECTURE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
WANTED: Final = frozenset(
    {
        "general.architecture",
        "general.name",
        "general.license",
        "general.file_type",
        "general.alignment",
        "tokenizer.chat_template",
        "context_length",
        "embedding_length",
        "block_count",
        "pooling_type",
        "attention.head_count",
        "attention.head_count_kv",
        "attention.key_length",
        "attention.value_length",
    }
)


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file says about its model; zero and "" mean that it does not say."""

    architecture: str
    name: str
    licence: str
    quantisation: str
    chat_template: str = field(repr=False)
    parameter_count: int
    context_length: int
    embedding_length: int
    layers: int
    file_size: int
    version: int
    pools: bool
    cache_bytes_per_token: int


def read_header(path: Path) -> GgufHeader:
    """Read and check the header. Raises :class:`ModelBroken` for everything that is not a whole GGUF model."""
    with opened(path) as cursor:
        version, tensor_count, fields = read_start(cursor)
        tensors = read_tensors(cursor, tensor_count)
        check_places(cursor, tensors, alignment_of(cursor, fields))
        return _header(cursor, version, fields, tensors)


@contextmanager
def opened(path: Path) -> Iterator[Cursor]:
    """A cursor at the beginning of the file."""
    try:
        with open_file(path) as file:
            yield Cursor(file, path, os.fstat(file.fileno()).st_size)
    except OSError as error:
        told = f"{path.name} cannot be read: {error.strerror or error}."
        raise ModelBroken(told, hint="Check the path; a stick must be plugged in and mounted.") from error


def read_start(cursor: Cursor, wanted: frozenset[str] = WANTED) -> tuple[int, int, dict[str, Value]]:
    """The version, the number of tensors, and the pairs that are ``wanted``; the tensor table follows."""
    magic = cursor.take(4) if cursor.size >= 4 else b""
    if magic != MAGIC:
        raise cursor.broken("is not a GGUF file")
    version = cursor.number(U32)
    if version not in VERSIONS:
        raise cursor.broken(f"has GGUF version {version}; versions {VERSIONS[0]} and {VERSIONS[1]} can be read")
    tensor_count, key_count = cursor.number(U64), cursor.number(U64)
    if key_count > GGUF_KEYS:
        raise cursor.broken(f"claims {key_count} keys, and {GGUF_KEYS} is the most")
    if not 0 < tensor_count <= GGUF_TENSORS:
        raise cursor.broken(f"claims {tensor_count} tensors, and 1 to {GGUF_TENSORS} are possible")
    reader = FieldReader(cursor, wanted)
    for _ in range(key_count):
        reader.read()
    return version, tensor_count, reader.kept


def alignment_of(cursor: Cursor, fields: Mapping[str, Value]) -> int:
    """The boundary on which tensors begin. Raises :class:`ModelBroken` for an impossible one."""
    alignment = fields.get("general.alignment", 32)
    if not is_whole(alignment) or alignment.bit_count() != 1 or not 0 < alignment <= _MOST_ALIGNMENT:
        raise cursor.broken("has an impossible alignment")
    return alignment


def _header(cursor: Cursor, version: int, fields: Mapping[str, Value], tensors: list[Tensor]) -> GgufHeader:
    architecture = text_in(cursor, fields, "general.architecture")
    if not _ARCHITECTURE.fullmatch(architecture):
        raise cursor.broken("does not name its architecture")
    return GgufHeader(
        architecture=architecture,
        name=text_in(cursor, fields, "general.name"),
        licence=text_in(cursor, fields, "general.license"),
        quantisation=_quantisation(fields, tensors),
        chat_template=text_in(cursor, fields, "tokenizer.chat_template"),
        parameter_count=sum(tensor.items for tensor in tensors),
        context_length=_count(cursor, fields, f"{architecture}.context_length"),
        embedding_length=_count(cursor, fields, f"{architecture}.embedding_length"),
        layers=_count(cursor, fields, f"{architecture}.block_count"),
        file_size=cursor.size,
        version=version,
        pools=_count(cursor, fields, f"{architecture}.pooling_type") > 0,
        cache_bytes_per_token=_cache_bytes(cursor, fields, architecture),
    )


def _cache_bytes(cursor: Cursor, fields: Mapping[str, Value], architecture: str) -> int:
    """What one token takes in an attention cache of 16-bit numbers; an upper bound where the header is vague."""
    width = _count(cursor, fields, f"{architecture}.embedding_length")
    layers = _count(cursor, fields, f"{architecture}.block_count")
    heads, heads_kv, key, value = (
        _plain(fields, f"{architecture}.attention.{name}")
        for name in ("head_count", "head_count_kv", "key_length", "value_length")
    )
    if not heads or not heads_kv:
        return 4 * layers * width
    head = width // heads
    return 2 * layers * heads_kv * ((key or head) + (value or head))


def _quantisation(fields: Mapping[str, Value], tensors: list[Tensor]) -> str:
    """The file's own word, or else the format that most of the numbers have."""
    named = FILE_TYPES.get(_plain(fields, "general.file_type"), "") if "general.file_type" in fields else ""
    items: dict[str, int] = {}
    for tensor in tensors:
        items[tensor.type.name] = items.get(tensor.type.name, 0) + tensor.items
    return named or max(items, key=lambda name: items[name])


def _plain(fields: Mapping[str, Value], key: str) -> int:
    """A number where there is one; some models give one for each layer instead, and those count as unknown."""
    value = fields.get(key, 0)
    return value if is_whole(value) and value > 0 else 0


def _count(cursor: Cursor, fields: Mapping[str, Value], key: str) -> int:
    value = fields.get(key, 0)
    if not is_whole(value) or value < 0:
        raise cursor.broken(f"does not give a number for {key}")
    return value


def text_in(cursor: Cursor, fields: Mapping[str, Value], key: str) -> str:
    """The text under a key, "" where there is none. Raises :class:`ModelBroken` for anything else."""
    value = fields.get(key, "")
    if not isinstance(value, str):
        raise cursor.broken(f"does not give a text for {key}")
    return value
