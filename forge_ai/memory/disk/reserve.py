"""A file that keeps some room on the disk, so that something can be forgotten when the disk is full.

SQLite writes before it frees anything, and its log needs room first. Does not know what is forgotten.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

RESERVE_BYTES: Final = 512 * 1024  # some hundred messages and their words
_SHARE: Final = 8  # of what is free, no more than this part is kept back


class Reserve:
    """The file at ``path``, which holds nothing but its place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self) -> None:
        """See that the room is kept back, where the disk has enough of it."""
        with suppress(OSError):  # then there is no reserve, which is no worse than before
            if self._is_kept() or shutil.disk_usage(self._path.parent).free < _SHARE * RESERVE_BYTES:
                return
            self._fill()

    def give(self) -> bool:
        """Give the room to whoever writes next; False where none was kept back."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def _is_kept(self) -> bool:
        return self._path.exists() and self._path.stat().st_size >= RESERVE_BYTES

    def _fill(self) -> None:
        try:
            self._path.touch(0o600)
            self._path.write_bytes(os.urandom(RESERVE_BYTES))  # a disk that compresses would keep no room for zeros
        except OSError:
            self.give()
            raise
