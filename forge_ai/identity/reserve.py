"""A spare file that keeps room on the disk for replacing one file, so that it can be replaced when the disk is full.

Two files take turns: the one that is read, and a spare one that is overwritten and then takes its place. At no moment
room is freed, for whatever fills the disk would take it at once. Does not know what the file says.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from forge_ai.paths import flush_folder, flush_open, storage_faults, write_whole

_LEAST_BYTES: Final = 4096


class Reserve:
    """The reserve for the file at ``path``: a file ``NAME.reserve`` beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reserve = path.with_name(f"{path.name}.reserve")
        self._outgoing = path.with_name(f"{path.name}.outgoing")  # there only while the two change places

    def keep(self, size: int) -> None:
        """Keep room for a text of ``size`` bytes from now on. Raises :class:`StorageFault` where the disk has none."""
        with storage_faults(self._path):
            self._take_over()
            kept = self._reserve.stat().st_size if self._reserve.exists() else 0
        if kept < size:
            write_whole(self._reserve, _nothing(max(2 * size, _LEAST_BYTES)))

    def replace(self, text: bytes) -> None:
        """Replace the file's content by a text, padded with blanks; after a crash it is the old one or the new one.

        Raises :class:`StorageFault` when no room was kept, or too little.
        """
        with storage_faults(self._path):
            self._take_over()
            room = self._reserve.stat().st_size if self._reserve.exists() else 0
            if len(text) > room:
                raise OSError(errno.ENOSPC, "too little room was kept")
            _overwrite(self._reserve, text.ljust(room))
            with suppress(OSError):  # where a file cannot have two names, room is kept again when there is some
                os.link(self._path, self._outgoing)
            self._reserve.replace(self._path)
            flush_folder(self._path.parent)
            self._take_over()

    def _take_over(self) -> None:
        """Make the file that was replaced the reserve, with random bytes in place of its content."""
        if not self._outgoing.exists():
            return
        if self._path.exists() and self._outgoing.samefile(self._path):  # a crash before the exchange
            self._outgoing.unlink()
            return
        _overwrite(self._outgoing, _nothing(self._outgoing.stat().st_size))
        self._outgoing.replace(self._reserve)


def _overwrite(path: Path, data: bytes) -> None:
    with path.open("r+b") as file:
        file.write(data)
        file.flush()
        flush_open(file.fileno())


def _nothing(size: int) -> bytes:
    """Random bytes: they say nothing, and take up room even on a disk that compresses."""
    return os.urandom(size)
