"""Writes a stream to a disk that may limit the size of a file (then volumes follow), and may be pulled at any moment.

Does not know what the bytes are. A FAT32 disk takes 4 GiB - 1 in one file: where a write meets such a limit the next
volume begins, so no table of file systems is needed. What a cut leaves behind is found again by its name.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Final

from forge_ai.limits import MIB
from forge_ai.models.packages.volumes import Volume, Volumes, finished_volumes, in_a_row
from forge_ai.paths import flush_folder, flush_open
from forge_ai.protocol.packages.package import volume_name

_PUSH_EVERY: Final = 16 * MIB  # so that the disk writes while the rest is still being computed


class UnfinishedVolumes(Volumes):
    """The volumes of a package under names that no reader takes for a package. Opens what an earlier try has left.

    ``limit`` is the largest size of one file in bytes, where it is known before the disk says so.
    """

    def __init__(self, folder: Path, package: str, limit: int | None = None) -> None:
        super().__init__(unfinished(folder, package), os.O_RDWR)
        self._folder, self._package = folder, package
        self._limit = limit
        self._pushed = 0
        if limit is not None and any(volume.size > limit for volume in self._volumes):
            self.cut(0)
        if not self._volumes:
            self._begin_next()

    def append(self, block: bytes) -> None:
        """Write at the end, and begin further volumes where the disk takes no larger file."""
        rest = memoryview(block)
        while rest:
            written = self._write(self._volumes[-1], rest)
            if not written:
                self._begin_next()
            rest = rest[written:]
        self._push()

    def _write(self, last: Volume, data: memoryview) -> int:
        room = len(data) if self._limit is None else max(0, self._limit - last.size)
        if not room:
            return 0
        try:
            written = last.write(last.size, data[:room])
        except OSError as error:
            if not last.size or not self._is_file_limit(error, len(data)):
                raise
            self._limit = last.size
            return 0
        last.size += written
        return written

    def _is_file_limit(self, error: OSError, wanted: int) -> bool:
        """Windows says "disk full" where FAT32 ends a file, so the disk is asked whether that is true."""
        full = error.errno == errno.ENOSPC
        return error.errno == errno.EFBIG or (full and shutil.disk_usage(self._folder).free > wanted)

    def _begin_next(self) -> None:
        path = unfinished_place(self._folder, self._package, len(self._volumes) + 1)
        self._volumes.append(Volume(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC))

    def _push(self) -> None:
        if abs(self.size - self._pushed) >= _PUSH_EVERY:
            self.forget(min(self._pushed, self.size))
            self._pushed = self.size

    def patch(self, offset: int, data: bytes) -> None:
        """Overwrite bytes that are there already."""
        for volume, inside in self.holding(offset):
            piece = data[: volume.size - inside]
            if piece:
                volume.write(inside, memoryview(piece))
            data = data[len(piece) :]

    def cut(self, size: int) -> None:
        """Drop everything after ``size`` bytes, and every empty volume but the first: their names have no gap."""
        begin = 0
        for volume in tuple(self._volumes):
            keep = min(volume.size, max(0, size - begin))
            begin += volume.size
            if keep < volume.size or not keep:
                self._shorten(volume, keep)

    def _shorten(self, volume: Volume, size: int) -> None:
        os.ftruncate(volume.descriptor, size)
        volume.size = size
        if not size and volume is not self._volumes[0]:
            os.close(volume.descriptor)
            volume.path.unlink()
            self._volumes.remove(volume)

    def flush(self) -> None:
        """Wait until the disk has everything."""
        for volume in self._volumes:
            flush_open(volume.descriptor)


def unfinished(folder: Path, package: str) -> list[Path]:
    """What a running export, or one that was cut off, has written so far."""
    return in_a_row(lambda number: unfinished_place(folder, package, number))


def still_there(folder: Path, package: str) -> list[Path]:
    """What a running export has written. Raises :class:`OSError` when it is gone: its disk was pulled and unmounted."""
    parts = unfinished(folder, package)
    if not parts:
        raise OSError(errno.EIO, "what was written is gone")
    return parts


def discard(folder: Path, package: str) -> None:
    """Delete what an export has written so far."""
    for path in reversed(unfinished(folder, package)):
        path.unlink(missing_ok=True)


def publish(folder: Path, package: str) -> list[Path]:
    """Give the finished files their names, and wait until the disk has those.

    A package of one file replaces an older one in one step. One of several volumes cannot: so its first, without which
    nobody finds it, comes last. Raises :class:`OSError`.
    """
    parts = still_there(folder, package)
    old = set(finished_volumes(folder, package))
    targets = [folder / package] if len(parts) == 1 else _numbered(folder, package, len(parts))
    if len(parts) > 1:
        targets[0].unlink(missing_ok=True)
    for part, target in reversed(list(zip(parts, targets, strict=True))):
        part.replace(target)
    for stale in {*old, folder / package} - set(targets):
        stale.unlink(missing_ok=True)
    flush_folder(folder)
    return targets


def unfinished_place(folder: Path, package: str, number: int = 1) -> Path:
    """Where a volume lies while it is being written."""
    return folder / f".{volume_name(package, number)}.part"


def _numbered(folder: Path, package: str, count: int) -> list[Path]:
    return [folder / volume_name(package, number) for number in range(1, count + 1)]
