"""A `-` in the place of a file: what is written goes to stdout, what is read comes from stdin.

Does not know what is in the file.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from forge_ai.paths import storage_faults, written_whole

_PIPE: Final = Path("-")


def is_pipe(file: Path) -> bool:
    """Whether a person typed `-`."""
    return file == _PIPE


@contextmanager
def written(file: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """That file, which gets its name when it is whole; or stdout."""
    if not is_pipe(file):
        with written_whole(file.expanduser(), mode) as whole:
            yield whole
        return
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextmanager
def read(file: Path) -> Iterator[Path]:
    """That file; or one that has what came through stdin, until the block ends."""
    from tempfile import TemporaryDirectory

    if not is_pipe(file):
        yield file
        return
    with TemporaryDirectory(prefix="forge-ai-") as folder:
        kept = Path(folder) / "pipe"
        with storage_faults(kept), kept.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield kept
