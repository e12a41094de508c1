"""Stdout and stderr of the command line: lost data is one clear error, a lost note is none.

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
    """Stdout: data for the person or another program. The first write that fails raises, later ones do nothing."""

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
    """Stderr: notes beside the data. The terminal may be closed, and the work goes on."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Never raises."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def mend_outlets() -> None:
    """Put these in the place of stdout and stderr. One that is closed becomes one that drops everything."""
    sys.stdout = _mended(sys.stdout, _Data)
    sys.stderr = _mended(sys.stderr, _Notes)


def _mended(old: TextIO | None, kind: type[io.FileIO]) -> TextIO:
    """A stream with the alphabet and the buffering of ``old`` that writes through ``kind``."""
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
