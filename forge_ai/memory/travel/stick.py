"""Memories on a stick: the whole replica written into one file, and merged from one.

Does not know where sticks are mounted. The file appears under its name only when it is complete and on the disk; what
is taken from a file is taken whole, in one transaction, or not at all.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from forge_ai.clock import Clock
from forge_ai.errors import BadMemoryFile
from forge_ai.limits import MEMORY_LINE_BYTES, MEMORY_SEALED_BYTES, MIB
from forge_ai.memory.replica import Received, Replica
from forge_ai.memory.travel.seal import is_sealed, sealed, unsealed
from forge_ai.paths import open_file, storage_faults, written_whole
from forge_ai.protocol.memory.memory_file import HEAD_LINES, Head, read_batches, read_head, write_lines

_LINES_AROUND: Final = HEAD_LINES + 2


def export_file(replica: Replica, path: Path, device: str, clock: Clock, passphrase: str = "") -> int:
    """Write everything to a file that gets its name when it is whole; how many records it holds."""
    with written_whole(path) as file:
        return export_to(replica, file, device, clock, passphrase)


def export_to(replica: Replica, file: IO[bytes], device: str, clock: Clock, passphrase: str = "") -> int:
    """Write everything to an open file or a pipe; how many records it holds then."""
    with replica.snapshot() as (vector, records):
        head = Head(device, clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"), vector)
        lines = write_lines(head, records)
        if passphrase:
            text = "".join(lines)
            file.write(sealed(text.encode(), passphrase))
            return text.count("\n") - _LINES_AROUND
        return sum(file.write(line.encode()) > 0 for line in lines) - _LINES_AROUND


def import_file(replica: Replica, path: Path, passphrase: str = "") -> Received:
    """Merge a file. Raises :class:`BadMemoryFile` when it is not whole; nothing has been taken then."""
    with storage_faults(path), open_file(path) as file:
        lines = _lines(file, passphrase)
        head, hashed = read_head(lines)
        return replica.receive_records(read_batches(lines, hashed), head.vector)


def is_memory_file(path: Path) -> bool:
    """Whether a file begins like exported memories, sealed or not."""
    start = _start(path)
    return is_sealed(start) or start.startswith(b'{\n "format": "forge-ai-memories')


def needs_passphrase(path: Path) -> bool:
    """Whether a file is sealed."""
    return is_sealed(_start(path))


def _start(path: Path) -> bytes:
    with storage_faults(path), open_file(path) as file:
        return file.read(64)


def _lines(file: IO[bytes], passphrase: str) -> Iterator[str]:
    start = file.read(64)
    file.seek(0)
    opened = io.BytesIO(unsealed(_whole(file), passphrase)) if is_sealed(start) else file
    while line := opened.readline(MEMORY_LINE_BYTES):
        if len(line) == MEMORY_LINE_BYTES:
            raise BadMemoryFile("A line of the file is too long.")
        yield line.decode("utf-8", "surrogateescape")


def _whole(file: IO[bytes]) -> bytes:
    if os.fstat(file.fileno()).st_size > MEMORY_SEALED_BYTES:
        raise BadMemoryFile(f"The file is larger than a sealed one may be ({MEMORY_SEALED_BYTES // MIB} MiB).")
    return file.read(MEMORY_SEALED_BYTES)
