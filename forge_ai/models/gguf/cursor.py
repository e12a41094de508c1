"""Reading a GGUF file's primitive values in order, in bounded steps: a cursor that never trusts a length.

Does not know what the values mean. The file is read, not mapped: a stick that is pulled out must be an error and
not a signal.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Final

from forge_ai.errors import ModelBroken
from forge_ai.limits import GGUF_STRING_BYTES

_STEP: Final = 1 << 18
_LENGTH: Final = struct.Struct("<Q")


class Cursor:
    """A place in a file. Every step raises :class:`ModelBroken` when it would leave the file."""

    def __init__(self, file: BinaryIO, path: Path, size: int) -> None:
        self.size = size
        self._file = file
        self._path = path
        self._block = b""
        self._start = 0  # where in the file the block begins
        self._at = 0  # where in the block the cursor stands

    @property
    def position(self) -> int:
        """The cursor's distance from the beginning of the file, in bytes."""
        return self._start + self._at

    def broken(self, what: str) -> ModelBroken:
        """The error that names the file and what is wrong with it."""
        return ModelBroken(f"{self._path.name} {what}.")

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        self._hold(count)
        taken = self._block[self._at : self._at + count]
        self._at += count
        return taken

    def number(self, layout: struct.Struct) -> int:
        """The next number of that layout, which is one integer."""
        return int(layout.unpack(self.take(layout.size))[0])

    def text(self, what: str, most: int = GGUF_STRING_BYTES) -> str:
        """The next string: a length, then UTF-8."""
        length = self.number(_LENGTH)
        if length > most:
            raise self.broken(f"claims {length} bytes for {what}, and {most} is the most")
        return self.take(length).decode("utf-8", "replace")

    def skip(self, count: int) -> None:
        """Step over `count` bytes without reading them."""
        if count > self.size - self.position:
            raise self._short(count)
        if self._at + count <= len(self._block):
            self._at += count
            return
        self.jump(self.position + count)

    def jump(self, position: int) -> None:
        """Stand at a place that was passed before."""
        self._block, self._start, self._at = b"", position, 0

    def skip_texts(self, count: int) -> None:
        """Step over `count` strings; vocabularies have hundreds of thousands, so this loop is a tight one."""
        while count:
            block, at, end = self._block, self._at, len(self._block) - _LENGTH.size
            unpack = _LENGTH.unpack_from
            while count and at <= end:
                following: int = at + 8 + unpack(block, at)[0]
                if following > len(block):
                    break
                at = following
                count -= 1
            self._at = at
            if count:
                self.skip(self.number(_LENGTH))
                count -= 1

    def _hold(self, count: int) -> None:
        """Make sure that the next `count` bytes lie in the block."""
        if self._at + count <= len(self._block):
            return
        if count > self.size - self.position:
            raise self._short(count)
        self._read(max(count, _STEP))
        if count > len(self._block):
            raise self._short(count)

    def _read(self, count: int) -> None:
        self._start, self._at = self.position, 0
        try:
            self._file.seek(self._start)
            self._block = self._file.read(count)
        except OSError as error:
            raise self.broken(f"cannot be read: {error.strerror or error}") from error

    def _short(self, count: int) -> ModelBroken:
        end = self.position + count
        return self.broken(f"is cut short: its header goes on to byte {end}, but the file has {self.size}")
