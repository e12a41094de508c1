"""Empties the operating system's page cache for a file, so that reading it back reads the disk itself.

Does not know what is in the files. Where a system offers no such call (macOS, Windows), nothing happens: a read-back
may then be answered from memory.
"""

from __future__ import annotations

import os
import sys

from forge_ai.paths import flush_open


def push_out(descriptor: int, begin: int = 0, length: int = 0) -> None:
    """Start writing changed pages to the disk, and forget those that are there already. Does not wait.

    Of ``length`` bytes from ``begin`` on; 0 stands for all the rest.
    """
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, begin, length, os.POSIX_FADV_DONTNEED)


def flush_data(descriptor: int) -> None:
    """Wait until the disk has a file's changed pages."""
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        flush_open(descriptor)


def read_ahead(descriptor: int) -> None:
    """Say that a file will be read from its beginning to its end."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_SEQUENTIAL)
