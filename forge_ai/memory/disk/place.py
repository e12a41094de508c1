"""Notices that a memory folder was copied or put back from a backup, by a small file beside the database.

Does not know what follows from it. A copy of a file gets a new inode and a new change time, and neither can be set by
hand; a restored database names another content of the file than the one that lies there. A rolled-back disk image
looks untouched from inside: that case is found by the marks of :mod:`forge_ai.protocol.memory.version_vector`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from forge_ai.paths import storage_faults

Fingerprint = Callable[[Path], str]  # tells of a place file whether it is still the same file, with the same content


def fingerprint(path: Path) -> str:
    """What a place file says and where it lies; empty when it is not there."""
    with storage_faults(path):
        if not path.exists():
            return ""
        content, status = path.read_text("ascii", "replace"), path.stat()
    return f"{content.strip()} {status.st_ino} {status.st_ctime_ns}"


def renew(path: Path, content: str) -> None:
    """Give the place file a new content."""
    with storage_faults(path):
        path.touch(mode=0o600)
        path.write_text(content, "ascii")
