"""Writing a package so that it is there completely or not at all, and going on after a cut.

Does not know which model it is nor how its files came about. Written under a hidden name beside the target, flushed,
read back from the disk with every check of the reader, renamed, and the folder flushed: only then is it safe to unplug.
"""

from __future__ import annotations

import errno
import shutil
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from forge_ai.errors import BadInput, Damaged, StorageFault
from forge_ai.limits import PACKAGE_VOLUMES
from forge_ai.models.files.folder_lock import alone
from forge_ai.models.packages.contents import Copied, Source
from forge_ai.models.packages.reader import open_files
from forge_ai.models.packages.trailing_check import Span, TrailingCheck
from forge_ai.models.packages.unfinished_volumes import (
    UnfinishedVolumes,
    discard,
    publish,
    still_there,
    unfinished_place,
)
from forge_ai.models.progress import Progress, silent
from forge_ai.models.verify import verify_stored
from forge_ai.paths import is_full, storage_faults
from forge_ai.protocol.packages.zip_layout import CRC_OFFSET, Entry, Layout, lay_out, local_header

_CRC: Final = slice(CRC_OFFSET, CRC_OFFSET + 4)
_HINT: Final = "The disk does not keep what is written to it. Try again, and if it happens twice, use another one."


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
            _put_on_disk(volumes, lambda: still_there(folder, package), layout, sources, progress)
        progress("publishing", layout.size, layout.size)
        return publish(folder, package)


def _put_on_disk(
    volumes: UnfinishedVolumes,
    parts: Callable[[], Sequence[Path]],
    layout: Layout,
    sources: Sequence[Source],
    progress: Progress,
) -> None:
    """Write everything, and know that the disk has kept it."""
    try:
        with TrailingCheck(parts, _spans(layout, sources)) as check:
            _Writing(volumes, layout, check, progress).run(sources)
            progress("flushing", layout.size, layout.size)
            volumes.flush()
            check.finish(layout.size, lambda done: progress("reading back", done, layout.size))
        with open_files(parts()):
            pass  # everything around the files is as it must be
    except Damaged as error:
        _check_sources(sources)
        raise Damaged(f"The disk gave other bytes back than were written to it. {error.message}", hint=_HINT) from error


def _check_sources(sources: Sequence[Source]) -> None:
    """Whether it is the sources that are wrong. Raises :class:`Damaged` then."""
    for source in sources:
        if isinstance(source, Copied):
            verify_stored(source.place, source.file)


def _entry(source: Source) -> Entry:
    return Entry(source.path, source.size)


def _check_count(size: int, limit: int | None) -> None:
    if limit is not None and size > limit * PACKAGE_VOLUMES:
        least = -(-size // PACKAGE_VOLUMES)
        raise BadInput(f"Volumes of {limit} bytes would be too many.", hint=f"Take at least {least} bytes for each.")


def _check_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise OSError(errno.ENOSPC, f"{wanted} bytes are needed and {free} are free")


def _spans(layout: Layout, sources: Sequence[Source]) -> list[Span]:
    """Where the files' own bytes lie."""
    return [
        Span(entry.path, offset + len(local_header(entry)), entry.size, source.sha256)
        for entry, offset, source in zip(layout.entries, layout.offsets, sources, strict=True)
    ]


class _Writing:
    """One pass over the stream: first what is there already is compared, from the first difference on it is written."""

    def __init__(self, volumes: UnfinishedVolumes, layout: Layout, check: TrailingCheck, progress: Progress) -> None:
        self._volumes, self._layout, self._check, self._progress = volumes, layout, check, progress
        self._at = 0
        self._comparing = volumes.size > 0
        volumes.forget()

    def run(self, sources: Sequence[Source]) -> None:
        """Write everything, the headers' checksums at last."""
        entries = [self._put_file(entry, source) for entry, source in zip(self._layout.entries, sources, strict=True)]
        self._put(lay_out(entries).tail)
        self._volumes.cut(self._at)
        for entry, offset in zip(entries, self._layout.offsets, strict=True):
            self._volumes.patch(offset, local_header(entry))

    def _put_file(self, entry: Entry, source: Source) -> Entry:
        self._put(local_header(entry), ignoring=_CRC)
        crc = 0
        for block in source.blocks():
            crc = zlib.crc32(block, crc)
            self._put(block)
        return replace(entry, crc=crc)

    def _put(self, block: bytes, ignoring: slice = slice(0)) -> None:
        if self._comparing and not self._is_there(block, ignoring):
            self._comparing = False
            self._volumes.cut(self._at)
        if not self._comparing:
            self._volumes.append(block)
        self._at += len(block)
        self._check.reached(self._at)
        self._progress("comparing" if self._comparing else "writing", self._at, self._layout.size)

    def _is_there(self, block: bytes, ignoring: slice) -> bool:
        found = self._volumes.read(self._at, len(block))
        if found == block:
            return True
        masked = bytearray(found)
        masked[ignoring] = block[ignoring]
        return len(found) == len(block) and masked == block
