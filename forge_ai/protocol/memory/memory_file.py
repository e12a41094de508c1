"""The lines of `memories.json`: a whole replica as JSON that a person can read, a record a line, hashed at its end.

Does not know about disks, nor what is done with the records. The file is one JSON document, and also strictly lines:
a head of :data:`HEAD_LINES` lines, one line for each record, a line that closes the list, and a last line with the
SHA-256 of everything before it, so that a torn, cut or edited file is recognised as such.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from forge_ai.errors import BadInput, BadMemoryFile
from forge_ai.limits import MEMORY_FRAME_ROWS
from forge_ai.protocol.memory.moments import timestamp
from forge_ai.protocol.memory.record_columns import from_columns
from forge_ai.protocol.memory.records import Kind, Record, Row, State, created_ms, read_details
from forge_ai.protocol.memory.version_vector import Vector, vector_from_json, vector_to_json

FORMAT: Final = "forge-ai-memories-1"
FIRST_LINE: Final = "{\n"
HEAD_LINES: Final = 6
_LIST_END: Final = " ],\n"
_HASH_START: Final = ' "sha256": "'


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines: which device wrote the file, when (RFC 3339, UTC), and what its replica included."""

    device: str
    written: str
    vector: Vector


def write_lines(head: Head, records: Iterable[Record]) -> Iterator[str]:
    """The lines of a file, each with its line feed."""
    hashed = sha256()
    for line in _hashed_lines(head, records):
        hashed.update(line.encode())
        yield line
    yield f'{_HASH_START}{hashed.hexdigest()}"}}\n'


def read_head(lines: Iterator[str]) -> tuple[Head, Any]:
    """Read the head from the first lines; also the hash so far, which :func:`read_batches` goes on with."""
    hashed = sha256()
    taken = [_hashed(next(lines, ""), hashed) for _ in range(HEAD_LINES)]
    try:
        value = json.loads("".join(taken) + "]}")
        head = Head(str(value["device"]), str(value["written"]), vector_from_json(value["vector"]))
    except (ValueError, KeyError, TypeError, BadInput, RecursionError) as error:
        raise BadMemoryFile("The beginning of the file is not that of exported memories.") from error
    if taken != list(_head_lines(head)):
        raise BadMemoryFile("The file is not in the format of exported memories that this version reads.")
    return head, hashed


def read_batches(lines: Iterator[str], hashed: Any) -> Iterator[list[Row]]:
    """Read the records in batches. The file is whole only when the iterator ends without :class:`BadMemoryFile`."""
    batch: list[Row] = []
    for line in lines:
        if line == _LIST_END:
            break
        batch.append(_record(_hashed(line, hashed)))
        if len(batch) == MEMORY_FRAME_ROWS:
            yield batch
            batch = []
    yield batch
    hashed.update(_LIST_END.encode())
    if next(lines, "") != f'{_HASH_START}{hashed.hexdigest()}"}}\n' or next(lines, None) is not None:
        raise BadMemoryFile("The file is not whole: it was cut off, damaged or changed after it was written.")


def _hashed(line: str, hashed: Any) -> str:
    hashed.update(line.encode("utf-8", "surrogatepass"))
    return line


def _hashed_lines(head: Head, records: Iterable[Record]) -> Iterator[str]:
    yield from _head_lines(head)
    before = ""
    for record in records:
        if before:
            yield f"{before},\n"
        before = _line(record)
    if before:
        yield f"{before}\n"
    yield _LIST_END


def _head_lines(head: Head) -> Iterator[str]:
    yield FIRST_LINE
    yield f' "format": {_json(FORMAT)},\n'
    yield f' "device": {_json(head.device)},\n'
    yield f' "written": {_json(head.written)},\n'
    yield f' "vector": {_json(vector_to_json(head.vector))},\n'
    yield ' "records": [\n'


def _line(record: Record) -> str:
    value: dict[str, object] = {
        "text": record.text,
        "kind": Kind(record.kind).name.lower(),
        "state": State(record.state).name.lower(),
        "told": timestamp(created_ms(record.identity)),
        "details": read_details(record.details),
        "conversation": record.conversation,
        "id": record.identity.hex(),
        "stamp": record.stamp,
        "origin": record.origin.hex(),
        "sequence": record.sequence,
    }
    return f"  {_json(value)}"


def _record(line: str) -> Row:
    """The record of a line. Only what :func:`_line` writes is read; ``told`` is for people and follows from the id."""
    try:
        value = json.loads(line.strip().removesuffix(","))
        (record,) = from_columns(_columns(value), 1)
    except (ValueError, KeyError, TypeError, AttributeError, BadInput, RecursionError) as error:
        raise BadMemoryFile("A line of the file is not a memory.") from error
    return record


def _columns(value: dict[str, Any]) -> dict[str, Any]:
    details = value["details"]
    return {
        "origins": [value["origin"]],
        "identities": value["id"],
        "kinds": [int(Kind[value["kind"].upper()])],
        "states": [int(State[value["state"].upper()])],
        "stamps": [value["stamp"]],
        "origin": [0],
        "sequences": [value["sequence"]],
        "conversations": [value["conversation"]],
        "texts": [value["text"]],
        "details": [_json_canonical(details)],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_canonical(details: object) -> str:
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if details else ""
