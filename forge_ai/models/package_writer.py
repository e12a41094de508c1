"""Writing a package so that it is there completely or not at all, and going on after a cut.

Does not know which model it is nor how its files came about. Written under a hidden name beside the target, flushed,
read back from the disk with every check of the reader, renamed, and the folder flushed: only then is it safe to unplug.
"""

from __future__ import annotations

import errno
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from forge_ai.errors import BadInput, Damaged, StorageFault
from forge_ai.limits import PACKAGE_VOLUMES
from forge_ai.models.blocks import blocks_of
from forge_ai.models.checksum import Checksum
from forge_ai.models.contents import Copied, Source, Text
from forge_ai.models.folder_lock import alone
from forge_ai.models.package_reader import check_sums, open_files, read_back
from forge_ai.models.progress import Progress, silent
from forge_ai.models.unfinished_volumes import UnfinishedVolumes, discard, publish, unfinished, unfinished_place
from forge_ai.paths import is_full, storage_faults
from forge_ai.protocol.zip_layout import CRC_OFFSET, Entry, Layout, lay_out, local_header

_CRC = slice(CRC_OFFSET, CRC_OFFSET + 4)


def write_package(
    folder: Path, package: str, sources: Sequence[Source], *, limit: int | None = None, progress: Progress = silent
) -> list[Path]:
    """Write the files, in order, as ``package`` into ``folder`` and return where it lies: one path, or each volume's.

    ``limit`` is the largest size of one volume in bytes. An older package of that name is replaced at the very end.
    Raises :class:`StorageFault` for what the disk refuses and :class:`Damaged` when a source or the read-back does not
    match. After an interruption the same call goes on where the disk really is.
    """
    try:
        with storage_faults(folder):
            return _write(folder, package, sources, limit, progress)
    except StorageFault as error:
        if isinstance(error, Damaged) or is_full(error):
            with storage_faults(folder):
                discard(folder, package)
        raise


def _write(folder: Path, package: str, sources: Sequence[Source], limit: int | None, progress: Progress) -> list[Path]:
    layout = lay_out([_entry(source) for source in sources])
    _check_count(layout.size, limit)
    first = unfinished_place(folder, package)
    first.touch()
    with alone(first, f"writing {package}"):
        with UnfinishedVolumes(folder, package, limit) as volumes:
            _check_room(folder, layout.size - volumes.size)
            _Writing(volumes, layout, progress).run(sources)
            progress("flushing", layout.size, layout.size)
            volumes.flush()
            volumes.forget()
        _read_back(unfinished(folder, package), progress)
        progress("publishing", layout.size, layout.size)
        return publish(folder, package)


def _read_back(paths: Sequence[Path], progress: Progress) -> None:
    try:
        with open_files(paths) as written:
            read_back(written, progress)
    except Damaged as error:
        hint = "The disk does not keep what is written to it. Try again, and if it happens twice, use another one."
        raise Damaged(f"The disk gave other bytes back than were written to it. {error.message}", hint=hint) from error


def _entry(source: Source) -> Entry:
    if isinstance(source, Text):
        return Entry(source.path, len(source.data))
    return Entry(source.file.path, source.file.size)


def _check_count(size: int, limit: int | None) -> None:
    if limit is not None and size > limit * PACKAGE_VOLUMES:
        least = -(-size // PACKAGE_VOLUMES)
        raise BadInput(f"Volumes of {limit} bytes would be too many.", hint=f"Take at least {least} bytes for each.")


def _check_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise OSError(errno.ENOSPC, f"{wanted} bytes are needed and {free} are free")


class _Writing:
    """One pass over the stream: first what is there already is compared, from the first difference on it is written."""

    def __init__(self, volumes: UnfinishedVolumes, layout: Layout, progress: Progress) -> None:
        self._volumes, self._layout, self._progress = volumes, layout, progress
        self._at = 0
        self._comparing = volumes.size > 0
        volumes.forget()

    def run(self, sources: Sequence[Source]) -> None:
        entries = [self._put_file(entry, source) for entry, source in zip(self._layout.entries, sources, strict=True)]
        self._put(lay_out(entries).tail)
        self._volumes.cut(self._at)
        for entry, offset in zip(entries, self._layout.offsets, strict=True):
            self._volumes.patch(offset, local_header(entry))

    def _put_file(self, entry: Entry, source: Source) -> Entry:
        self._put(local_header(entry), ignoring=_CRC)
        if isinstance(source, Text):
            self._put(source.data)
            return replace(entry, crc=zlib.crc32(source.data))
        return replace(entry, crc=self._put_copy(source))

    def _put_copy(self, source: Copied) -> int:
        checksum = Checksum()
        for block in blocks_of(source.model.folder / source.file.path, source.file.size):
            checksum.add(block)
            self._put(block)
        check_sums(source.file, checksum.sha256)
        return checksum.crc

    def _put(self, block: bytes, ignoring: slice = slice(0)) -> None:
        if self._comparing and not self._is_there(block, ignoring):
            self._comparing = False
            self._volumes.cut(self._at)
        if not self._comparing:
            self._volumes.append(block)
        self._at += len(block)
        self._progress("comparing" if self._comparing else "writing", self._at, self._layout.size)

    def _is_there(self, block: bytes, ignoring: slice) -> bool:
        found = self._volumes.read(self._at, len(block))
        if found == block:
            return True
        masked = bytearray(found)
        masked[ignoring] = block[ignoring]
        return len(found) == len(block) and masked == block
