"""One worker at a time on one file or folder, also between programs.

Does not know what the work is. The lock ends with the program that holds it, however that program ends.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from forge_ai.errors import AlreadyThere

_NO_LOCKS: Final = (errno.ENOTSUP, errno.ENOLCK, errno.EINVAL)


@contextmanager
def alone(path: Path, work: str) -> Iterator[None]:
    """Hold an existing file or folder for the time of the block. Raises :class:`AlreadyThere` when it is held.

    Nothing is held where that is not possible: on Windows, which cannot open folders, and on some network shares.
    """
    with _opened(path) as descriptor:
        if not _held(descriptor, wait=False):
            raise AlreadyThere(f"Another program is {work} right now.", hint="Wait for it, then look again.")
        yield


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """The same, but wait for others. For work of milliseconds only."""
    with _opened(path) as descriptor:
        _held(descriptor, wait=True)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    if sys.platform == "win32":
        yield None
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _held(descriptor: int | None, *, wait: bool) -> bool:
    if descriptor is None or sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
