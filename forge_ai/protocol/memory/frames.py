"""The bytes of a memory exchange: framed, compressed, hashed batches of records and the frame that closes them.

Does not know where the bytes come from, nor whether the receiver may apply what they say. Every reader raises
:class:`forge_ai.errors.BadFrame`, and nothing else, for anything that is not exactly a frame.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from forge_ai.errors import BadFrame, BadInput
from forge_ai.limits import MEMORY_BATCHES, MEMORY_FRAME_BYTES, MEMORY_FRAME_ROWS, MEMORY_FRAME_VALUES
from forge_ai.protocol.memory.record_columns import from_columns, to_columns
from forge_ai.protocol.memory.records import Row
from forge_ai.protocol.memory.version_vector import Vector, vector_from_json, vector_to_json
from forge_ai.protocol.values.json_values import unpacks_to_too_much

MAGIC: Final = b"FGM1"
MEDIA_TYPE: Final = "application/vnd.forge-ai.memory-exchange-1"
DELTA_BYTES: Final = 8
_HEAD: Final = struct.Struct(">4scI")
_HASH_BYTES: Final = 32
_BATCH: Final = b"B"
_CLOSING: Final = b"C"
_QUICK: Final = 1  # zlib level: six times as fast as the default, a tenth larger


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a delta. ``number`` counts the batches of one delta from 0."""

    delta: bytes
    number: int
    records: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a delta of ``batches`` batches, which leads from ``base`` to ``upto``."""

    delta: bytes
    batches: int
    base: Vector
    upto: Vector


Frame = Batch | Closing


def encode(frame: Frame) -> bytes:
    """The bytes of one frame."""
    if isinstance(frame, Batch):
        return _sealed(_BATCH, {"delta": frame.delta.hex(), "number": frame.number, **to_columns(frame.records)})
    vectors = {"base": vector_to_json(frame.base), "upto": vector_to_json(frame.upto)}
    return _sealed(_CLOSING, {"delta": frame.delta.hex(), "batches": frame.batches, **vectors})


def decode(data: bytes) -> Frame:
    """Read one whole frame."""
    if len(data) < _HEAD.size + _HASH_BYTES:
        raise BadFrame("A frame of the memory exchange ends too early.")
    kind, length = _read_head(data)
    if len(data) != _HEAD.size + length + _HASH_BYTES:
        raise BadFrame("A frame of the memory exchange has the wrong length.")
    if sha256(data[:-_HASH_BYTES]).digest() != data[-_HASH_BYTES:]:
        raise BadFrame("A frame of the memory exchange was damaged on its way.")
    return _read_body(kind, data[_HEAD.size : -_HASH_BYTES])


class Splitter:
    """Cuts a stream, in chunks of any size, into whole frames."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The frames that are complete now."""
        self._waiting += chunk
        while (size := _size_of_first(self._waiting)) and len(self._waiting) >= size:
            frame = bytes(self._waiting[:size])
            del self._waiting[:size]
            yield frame

    @property
    def waiting_bytes(self) -> int:
        """How much has come of a frame that is not complete."""
        return len(self._waiting)

    def finish(self) -> None:
        """The stream has ended. Raises :class:`BadFrame` when that was in the middle of a frame."""
        if self._waiting:
            raise BadFrame("The memory exchange broke off in the middle of a frame.")


def split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a whole stream into frames."""
    splitter = Splitter()
    for chunk in chunks:
        yield from splitter.feed(chunk)
    splitter.finish()


def _sealed(kind: bytes, body: dict[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    packed = zlib.compress(text, _QUICK)
    data = _HEAD.pack(MAGIC, kind, len(packed)) + packed
    return data + sha256(data).digest()


def _size_of_first(waiting: bytearray) -> int:
    """Bytes of the first frame; 0 when not even its head is there."""
    if len(waiting) < _HEAD.size:
        return 0
    _, length = _read_head(bytes(waiting[: _HEAD.size]))
    return _HEAD.size + length + _HASH_BYTES


def _read_head(data: bytes) -> tuple[bytes, int]:
    magic, kind, length = _HEAD.unpack_from(data)
    if magic != MAGIC or kind not in (_BATCH, _CLOSING):
        raise BadFrame("This is not a frame of the memory exchange.")
    if length > MEMORY_FRAME_BYTES:
        raise BadFrame("A frame of the memory exchange is too large.")
    return kind, length


def _read_body(kind: bytes, packed: bytes) -> Frame:
    try:
        text = _unpacked(packed)
        if unpacks_to_too_much(text, MEMORY_FRAME_VALUES):
            raise BadFrame("A frame of the memory exchange holds too many values.")
        body = json.loads(text)
        if not isinstance(body, dict):
            raise BadFrame("A frame of the memory exchange holds no object.")
        return _read_batch(body) if kind == _BATCH else _read_closing(body)
    except (BadInput, ValueError, RecursionError) as error:
        raise BadFrame(f"A frame of the memory exchange cannot be read: {error}") from error


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MEMORY_FRAME_BYTES)
    except zlib.error as error:
        raise BadFrame("A frame of the memory exchange cannot be unpacked.") from error
    if not unpacker.eof or unpacker.unused_data:
        raise BadFrame("A frame of the memory exchange unpacks to too much, or does not end where it should.")
    return text


def _read_batch(body: dict[str, Any]) -> Batch:
    records = from_columns(body, MEMORY_FRAME_ROWS)
    return Batch(_delta(body), _count(body.get("number")), records)


def _read_closing(body: dict[str, Any]) -> Closing:
    base, upto = vector_from_json(body.get("base")), vector_from_json(body.get("upto"))
    return Closing(_delta(body), _count(body.get("batches")), base, upto)


def _delta(body: dict[str, Any]) -> bytes:
    value = body.get("delta")
    if not isinstance(value, str) or len(value) != 2 * DELTA_BYTES:
        raise BadFrame("A frame of the memory exchange belongs to no delta.")
    return bytes.fromhex(value)


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MEMORY_BATCHES:
        raise BadFrame("A frame of the memory exchange has an impossible number.")
    return value
