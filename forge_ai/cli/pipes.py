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

from forge_ai.errors import BadInput, ForgeError
from forge_ai.paths import storage_faults, written_whole

_PIPE: Final = Path("-")


def is_pipe(file: Path) -> bool:
    """Whether a person typed `-`."""
    return file == _PIPE


def check_sound(*files: Path | None) -> None:
    """Raise :class:`BadInput` for a `-` where sound is read or written: a WAV file begins with its length."""
    if any(file and is_pipe(file) for file in files):
        raise BadInput("Sound is read from and written into files, not pipes.", hint="Name a file: answer.wav")


def check_writable(file: Path) -> None:
    """Raise :class:`BadInput` for a file that is a folder, or in a folder that there is not; before work of minutes."""
    path = file.expanduser()
    if is_pipe(file):
        return
    if path.is_dir():
        raise BadInput(f"{file} is a folder.", hint="Name a file in it.")
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {file.parent}.", hint="Make it first.")


@contextmanager
def written(file: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Something to write to while the block lasts: the file, or stdout for a `-`. Either gets all of it or nothing."""
    from tempfile import TemporaryFile

    if not is_pipe(file):
        with written_whole(file.expanduser(), mode) as whole:
            yield whole
        return
    with TemporaryFile(prefix="forge-ai-") as whole:
        yield whole
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)  # a reader that takes its time, or leaves, holds up nobody
        sys.stdout.buffer.flush()


@contextmanager
def read(file: Path) -> Iterator[Path]:
    """The file, or for a `-` a temporary one with what came through stdin, while the block lasts.

    Errors name the file as the person named it.
    """
    from tempfile import TemporaryDirectory

    if not is_pipe(file):
        yield file
        return
    with TemporaryDirectory(prefix="forge-ai-") as folder:
        kept = Path(folder) / "pipe"
        with storage_faults(kept), kept.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        try:
            yield kept
        except ForgeError as error:
            hint = "Name the file itself: then more can be told." if str(kept) in error.hint else error.hint
            raise type(error)(error.message.replace(str(kept), str(file)), hint=hint) from error
