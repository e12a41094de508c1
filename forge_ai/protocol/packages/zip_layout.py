"""The bytes of a stored zip archive around its files, all of them known before the first is written.

Does not know what the files are. One list of entries has exactly one layout: no time, no owner, no comment, no
compression, nothing between the entries. So a reader can demand every byte (`zip_directory`), and a writer that was
cut off can go on where it was. Field names follow PKWARE's APPNOTE.TXT, 4.3 and 4.5.3.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

LOCAL: Final = struct.Struct("<4s5H3L2H")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
END_64: Final = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64: Final = struct.Struct("<4sLQL")

LOCAL_SIGNATURE: Final = b"PK\x03\x04"
CENTRAL_SIGNATURE: Final = b"PK\x01\x02"
END_SIGNATURE: Final = b"PK\x05\x06"
END_64_SIGNATURE: Final = b"PK\x06\x06"
LOCATOR_64_SIGNATURE: Final = b"PK\x06\x07"

IN_EXTRA: Final = 0xFFFFFFFF  # the real number stands in the zip64 extra field or record
CRC_OFFSET: Final = 14  # of the CRC-32 inside a local header
LONGEST_END: Final = END_64.size + LOCATOR_64.size + END.size
_DAY_ONE: Final = 0x0021  # 1980-01-01, the first day that a zip can say
_PLAIN: Final = 20  # version 2.0: stored files
_LARGE: Final = 45  # version 4.5: zip64
_UNIX: Final = 3 << 8
_REGULAR_FILE: Final = 0o100644 << 16
_ZIP64_EXTRA: Final = 0x0001


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive: its path, its size in bytes and its CRC-32."""

    path: str
    size: int
    crc: int = 0

    @property
    def is_large(self) -> bool:
        """Whether its size needs zip64."""
        return self.size >= IN_EXTRA


@dataclass(frozen=True)
class Layout:
    """Where every byte of an archive lies that is not a file's own."""

    entries: tuple[Entry, ...]

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each local header begins."""
        lengths = [len(local_header(entry)) + entry.size for entry in self.entries]
        return tuple(accumulate(lengths, initial=0))[:-1]

    @cached_property
    def directory_offset(self) -> int:
        """Where the central directory begins: the end of the last file."""
        return sum(len(local_header(entry)) + entry.size for entry in self.entries)

    @cached_property
    def tail(self) -> bytes:
        """The central directory and the records that end the archive."""
        directory = b"".join(map(_central_header, self.entries, self.offsets))
        return directory + _end(len(self.entries), len(directory), self.directory_offset)

    @property
    def size(self) -> int:
        """Bytes of the whole archive."""
        return self.directory_offset + len(self.tail)


def lay_out(entries: Sequence[Entry]) -> Layout:
    """The one layout of these entries, in this order."""
    return Layout(tuple(entries))


def local_header(entry: Entry) -> bytes:
    """The bytes before a file: its header, its name and, from 4 GiB on, its size in 64 bits."""
    extra = _extra(entry.size, entry.size) if entry.is_large else b""
    path = entry.path.encode("ascii")
    size = min(entry.size, IN_EXTRA)
    version = _LARGE if entry.is_large else _PLAIN
    fields = (LOCAL_SIGNATURE, version, 0, 0, 0, _DAY_ONE, entry.crc, size, size, len(path), len(extra))
    return LOCAL.pack(*fields) + path + extra


def _central_header(entry: Entry, offset: int) -> bytes:
    sizes = (entry.size, entry.size) if entry.is_large else ()
    extra = _extra(*sizes, *((offset,) if offset >= IN_EXTRA else ()))
    path = entry.path.encode("ascii")
    size = min(entry.size, IN_EXTRA)
    version = _LARGE if extra else _PLAIN
    fixed = (CENTRAL_SIGNATURE, _UNIX | version, version, 0, 0, 0, _DAY_ONE, entry.crc, size, size, len(path))
    return CENTRAL.pack(*fixed, len(extra), 0, 0, 0, _REGULAR_FILE, min(offset, IN_EXTRA)) + path + extra


def _extra(*numbers: int) -> bytes:
    if not numbers:
        return b""
    return struct.pack(f"<2H{len(numbers)}Q", _ZIP64_EXTRA, 8 * len(numbers), *numbers)


def _end(count: int, length: int, offset: int) -> bytes:
    end = END.pack(END_SIGNATURE, 0, 0, count, count, length, min(offset, IN_EXTRA), 0)
    if offset < IN_EXTRA:
        return end
    size = END_64.size - 12  # the record does not count its signature and this number
    record = END_64.pack(END_64_SIGNATURE, size, _UNIX | _LARGE, _LARGE, 0, 0, count, count, length, offset)
    return record + LOCATOR_64.pack(LOCATOR_64_SIGNATURE, 0, offset + length, 1) + end
