"""Where the command line's words go: a note that nobody can read ends no work; data that got lost is one clear line.

Does not know what is said.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from forge_ai.paths import storage_faults

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STDOUT: Final = Path("stdout")


class _Data(io.FileIO):
    """What is printed for others; what does not reach them is told once."""

    _is_lost = False

    def write(self, data: ReadableBuffer, /) -> int:
        """Raises :class:`StorageFault`, or :class:`BrokenPipeError` where the reader has left."""
        if self._is_lost:
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except BrokenPipeError:
            self._is_lost = True
            raise
        except OSError:
            self._is_lost = True
            with storage_faults(_STDOUT):
                raise


class _Notes(io.FileIO):
    """What is said beside the data: the terminal may be closed, and the work goes on."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Never raises."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def mend_outlets() -> None:
    """Let stdout and stderr be such. Where one was closed, what belongs there is said nowhere."""
    sys.stdout = _mended(sys.stdout, _Data)
    sys.stderr = _mended(sys.stderr, _Notes)


def _mended(old: TextIO | None, kind: type[io.FileIO]) -> TextIO:
    """The same as an earlier outlet, over another way out: with a buffer where that one had one."""
    if old is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - until the end of the program
    if os.name == "nt" or not isinstance(old, io.TextIOWrapper):
        return old  # a console of Windows takes letters, not bytes
    raw = kind(old.fileno(), "w", closefd=False)
    buffer = raw if isinstance(old.buffer, io.RawIOBase) else io.BufferedWriter(raw)
    return io.TextIOWrapper(
        buffer,  # bare, as Python itself does it for PYTHONUNBUFFERED
        encoding=old.encoding,
        errors=old.errors,
        line_buffering=old.line_buffering,
        write_through=old.write_through,
    )
