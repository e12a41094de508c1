"""The text in a person's file: UTF-8, or what its first bytes say; and the command that makes such a file of another.

Pure: bytes in. Does not know where the file lies, nor what it is for.
"""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import Final

_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT: Final = 4_096  # bytes
_OLD: Final = "WINDOWS-1252"  # the most common by far of those that cannot be told from one another


def text_in(data: bytes) -> str:
    """UTF-8, with or without a mark at its beginning, or UTF-16 with one.

    Raises :class:`UnicodeDecodeError`, also for zero bytes: no text has them, and UTF-16 without a mark would be some.
    """
    if not data.startswith(_MARKS) and (at := data.find(0)) >= 0:
        raise UnicodeDecodeError("utf-8", data, at, at + 1, "a zero byte")
    return data.decode("utf-16" if data.startswith(_MARKS) else "utf-8-sig")


def in_utf8(data: bytes, path: PurePath) -> str | None:
    """A hint: what to type so that the text of `notes.txt` is there in UTF-8, as `notes-utf8.txt`. None for no text."""
    encoding = _encoding(data)
    if encoding == _OLD and 0 in data[:_LOOKED_AT]:
        return None
    new = path.with_name(f"{path.stem}-utf8{path.suffix}")
    return f"If it is text: iconv -f {encoding} -t UTF-8 {shlex.quote(str(path))} > {shlex.quote(str(new))}"


def _encoding(data: bytes) -> str:
    """By the zero bytes that stand beside each plain letter in UTF-16; otherwise the likeliest."""
    seen = data[:_LOOKED_AT]
    if seen[1::2].count(0) > len(seen) // 4:
        return "UTF-16LE"
    return "UTF-16BE" if seen[::2].count(0) > len(seen) // 4 else _OLD
