"""The strict reading of a zip archive's central directory: what it says must be what `zip_layout` would write.

Does not know disks: the last bytes of an archive come in, entries come out. The usual readers believe a directory and
forgive; this one names what is wrong, and at last compares every byte.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import BadPackage
from forge_ai.limits import PACKAGE_DIRECTORY_BYTES, PACKAGE_FILES
from forge_ai.protocol.packages.package import check_paths
from forge_ai.protocol.packages.zip_layout import (
    CENTRAL,
    CENTRAL_SIGNATURE,
    END,
    END_64,
    END_64_SIGNATURE,
    END_SIGNATURE,
    IN_EXTRA,
    LOCATOR_64,
    LOCATOR_64_SIGNATURE,
    Entry,
    Layout,
    lay_out,
    local_header,
)
from forge_ai.protocol.values.names import shown

_ENCRYPTED: Final = 0x0001
_KIND: Final = 0o170000
_LINK: Final = 0o120000
_FOLDER: Final = 0o040000
_REGULAR: Final = 0o100000


@dataclass(frozen=True, slots=True)
class Span:
    """Where the central directory lies in the archive."""

    offset: int
    length: int


def find_directory(ending: bytes, size: int) -> Span:
    """Find the central directory from the last bytes of an archive of ``size`` bytes.

    ``ending`` has at least the archive's last ``LONGEST_END`` bytes, or all of them. Raises :class:`BadPackage`.
    """
    if len(ending) < END.size or ending[-END.size :][:4] != END_SIGNATURE:
        raise BadPackage("This is not a model package, or it was cut off, or something was glued to its end.")
    *_, length, offset, comment = END.unpack(ending[-END.size :])
    if comment:
        raise BadPackage("The package's end record promises a comment, and there is none.")
    records = END.size
    if offset == IN_EXTRA:
        length, offset = _find_in_64(ending)
        records += END_64.size + LOCATOR_64.size
    if offset + length + records != size:
        raise BadPackage("Something is glued to the front of the package, or a part of it is missing.")
    if length > PACKAGE_DIRECTORY_BYTES:
        raise BadPackage(f"The package's directory has {length} bytes; {PACKAGE_DIRECTORY_BYTES} at most.")
    return Span(offset, length)


def _find_in_64(ending: bytes) -> tuple[int, int]:
    before = ending[: -END.size]
    record = before[-LOCATOR_64.size - END_64.size : -LOCATOR_64.size]
    is_whole = len(record) == END_64.size and record[:4] == END_64_SIGNATURE
    if not is_whole or before[-LOCATOR_64.size :][:4] != LOCATOR_64_SIGNATURE:
        raise BadPackage("The package's large-file record is missing.")
    *_, length, offset = END_64.unpack(record)
    return length, offset


def read_directory(tail: bytes, span: Span) -> Layout:
    """Parse and check everything from the central directory to the archive's end.

    Raises :class:`BadPackage` with the first thing that is not as ``zip_layout`` writes it.
    """
    found = list(_entries(tail[: span.length]))
    if len(found) > PACKAGE_FILES:
        raise BadPackage(f"The package holds {len(found)} files; {PACKAGE_FILES} at most.")
    check_paths([entry.path for entry, _ in found])
    layout = lay_out([entry for entry, _ in found])
    for (entry, offset), expected in zip(found, layout.offsets, strict=True):
        if offset != expected:
            raise BadPackage(f"{entry.path} overlaps its neighbour in the package, or leaves a gap.")
    if layout.directory_offset != span.offset or layout.tail != tail:
        raise BadPackage("The package's directory is damaged, or was not written by ForgeAI.")
    return layout


def check_local_header(found: bytes, entry: Entry) -> None:
    """Check the bytes before a file against its line in the directory. Raises :class:`BadPackage`."""
    if found != local_header(entry):
        raise BadPackage(f"The package says two different things of {entry.path}.")


def _entries(directory: bytes) -> Iterator[tuple[Entry, int]]:
    position = 0
    while position < len(directory):
        header = directory[position : position + CENTRAL.size]
        if len(header) < CENTRAL.size or header[:4] != CENTRAL_SIGNATURE:
            raise BadPackage("The package's directory is damaged.")
        _, _, _, flags, method, _, _, crc, stored, size, *lengths, _, _, attributes, offset = CENTRAL.unpack(header)
        position += CENTRAL.size
        path = _path(directory[position : position + lengths[0]])
        extra = directory[position + lengths[0] : position + lengths[0] + lengths[1]]
        position += sum(lengths)
        _check_kind(path, flags, method, attributes >> 16)
        size, stored, offset = _large_numbers(path, extra, (size, stored, offset))
        if stored != size:
            raise BadPackage(f"{shown(path)} has two different sizes in the package.")
        yield Entry(path, size, crc), offset


def _path(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError as error:
        text = shown(data.decode("utf-8", "replace"))
        raise BadPackage(f"The package holds the path {text}: only ASCII is the same on every device.") from error


def _check_kind(path: str, flags: int, method: int, mode: int) -> None:
    kinds = {_LINK: "a link", _FOLDER: "a folder entry"}
    reasons = (
        (bool(flags & _ENCRYPTED), "is encrypted"),
        (method != 0, "is compressed; a package is stored, so that it can never grow when it is opened"),
        (mode & _KIND != _REGULAR, f"is {kinds.get(mode & _KIND, 'not a regular file')}"),
    )
    for wrong, reason in reasons:
        if wrong:
            raise BadPackage(f"{shown(path)} in the package {reason}.")


def _large_numbers(path: str, extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, ...]:
    """The numbers, each taken from the zip64 field when it says so. Order in the field: size, stored size, offset."""
    wanted = numbers.count(IN_EXTRA)
    if not wanted:
        return numbers
    if len(extra) != 4 + 8 * wanted:
        raise BadPackage(f"The large-file field of {shown(path)} is damaged.")
    large = iter(struct.unpack_from(f"<{wanted}Q", extra, 4))
    return tuple(next(large) if number == IN_EXTRA else number for number in numbers)
