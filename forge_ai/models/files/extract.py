"""Files from strangers, written into a staging folder: the only module that writes paths which somebody else named.

Does not know where the bytes come from: a package, a peer or a hub. A file has its own name only when its checksum has
matched; what a cut leaves is hashed again and goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Self

from forge_ai.errors import Damaged
from forge_ai.limits import MIB
from forge_ai.models.files.checksum import Checksum
from forge_ai.models.files.page_cache import push_out
from forge_ai.models.manifest import ModelFile, damaged
from forge_ai.models.progress import Progress, silent
from forge_ai.paths import PRIVATE_FOLDER, check_room, flush_open, storage_faults
from forge_ai.protocol.packages.package import check_path

Content = Callable[[int], Iterator[bytes]]
"""Gives the content of a file from an offset on, in blocks."""

_BLOCK: Final = 2 * MIB
_PUSH_EVERY: Final = 16 * MIB
_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def receive(staging: Path, file: ModelFile, content: Content, progress: Progress = silent) -> None:
    """Bring one file into ``staging``, flushed to the disk.

    A finished file is not fetched again, an unfinished one from where it ended. Raises :class:`BadPackage` for its
    path, :class:`Damaged` when size or SHA-256 do not match, :class:`StorageFault`, and whatever ``content`` raises.
    """
    target = staging / check_path(file.path)
    with storage_faults(staging):
        target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if target.is_file() and target.stat().st_size == file.size:
            progress("receiving", file.size, file.size)
            return
        part = _part(target)
        if not _fill(part, file, content, progress):
            part.unlink()
            _fill(part, file, content, progress)
        part.replace(target)


def take(folder: Path, path: str, size: int, blocks: Iterator[bytes], progress: Progress = silent) -> ModelFile:
    """Bring a file whose checksum nobody has promised, and say what it is. Raises as :func:`receive` does."""
    target = folder / check_path(path)
    checksum = Checksum(with_crc=False)
    with storage_faults(folder):
        with _Part(_part(target), ModelFile(path, size, ""), checksum, progress) as arriving:
            check_room(folder, size)
            arriving.append(blocks)
            flush_open(arriving.descriptor)
        file = ModelFile(path, size, checksum.sha256)
        if arriving.size != size:
            raise _difference(file, arriving.size)
        _part(target).replace(target)
    return file


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")  # no declared path can begin with a dot


def _fill(part: Path, file: ModelFile, content: Content, progress: Progress) -> bool:
    """Write the rest of a file. False when what an earlier try had left turns out to be wrong; it must go."""
    checksum = Checksum(with_crc=False)
    with _Part(part, file, checksum, progress) as arriving:
        start = arriving.hash_what_is_there()
        check_room(part.parent, file.size - start)
        arriving.append(content(start))
        flush_open(arriving.descriptor)
        if arriving.size == file.size and checksum.sha256 == file.sha256:
            return True
    if start:
        return False
    raise _difference(file, arriving.size)


class _Part:
    """One unfinished file, open for writing at its end."""

    def __init__(self, path: Path, file: ModelFile, checksum: Checksum, progress: Progress) -> None:
        self.descriptor = os.open(path, _FLAGS, 0o644)
        self.size = 0
        self._most = file.size
        self._checksum, self._progress = checksum, progress

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    def hash_what_is_there(self) -> int:
        """Go to the end, and return how far that is."""
        push_out(self.descriptor)
        if os.fstat(self.descriptor).st_size > self._most:
            os.ftruncate(self.descriptor, self._most)
        while block := os.read(self.descriptor, _BLOCK):
            self._count(block, "comparing")
        return self.size

    def append(self, blocks: Iterator[bytes]) -> None:
        """Write blocks until they end, or one byte too many has come."""
        pushed = self.size
        for block in blocks:
            if self.size + len(block) > self._most:
                self.size += len(block)
                return
            self._count(block, "receiving")
            self._write(block)
            if self.size - pushed >= _PUSH_EVERY:
                push_out(self.descriptor)
                pushed = self.size

    def _count(self, block: bytes, step: str) -> None:
        self._checksum.add(block)
        self.size += len(block)
        self._progress(step, self.size, self._most)

    def _write(self, block: bytes) -> None:
        rest = memoryview(block)
        while rest:
            rest = rest[os.write(self.descriptor, rest) :]


def _difference(file: ModelFile, size: int) -> Damaged:
    if size > file.size:
        return Damaged(f"{file.path} is longer than its manifest says.")
    if size < file.size:
        return Damaged(f"{file.path} ends after {size} of {file.size} bytes.")
    return damaged(file.path)
