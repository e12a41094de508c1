"""A package on a disk, opened only when every byte around its files is as it must be.

Does not know where its files go (`files.extract` does), nor whom to trust.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.errors import BadPackage, Damaged
from forge_ai.limits import MANIFEST_BYTES, MIB
from forge_ai.models.files.blocks import BLOCK
from forge_ai.models.files.checksum import Checksum
from forge_ai.models.manifest import Manifest, read_manifest
from forge_ai.models.packages.volumes import Volumes, find_package
from forge_ai.models.progress import Progress, silent
from forge_ai.paths import storage_faults
from forge_ai.protocol.packages.package import MANIFEST_ENTRY, SIGNATURE_ENTRY, Declared, check_contents
from forge_ai.protocol.packages.zip_directory import check_local_header, find_directory, read_directory
from forge_ai.protocol.packages.zip_layout import LONGEST_END, Entry, Layout, local_header

_FORGET_EVERY: Final = 16 * MIB  # what was read once is not read again, and would push better things out of memory


@dataclass(frozen=True, slots=True)
class Package:
    """An open package: what its manifest says, in its own bytes too, and its signature's bytes, empty for none."""

    volumes: Volumes
    layout: Layout
    manifest: Manifest
    manifest_bytes: bytes
    signature_bytes: bytes

    def blocks(self, path: str, start: int = 0) -> Iterator[bytes]:
        """The content of one file from ``start`` on, in blocks. Raises :class:`Damaged` when it ends early."""
        entry, at = _find(self.layout, path)
        for offset in range(start, entry.size, BLOCK):
            block = self.volumes.read(at + offset, min(BLOCK, entry.size - offset))
            if len(block) != min(BLOCK, entry.size - offset):
                raise Damaged(f"{path} ends in the middle: the disk was pulled, or a volume was cut.")
            yield block

    def crc(self, path: str) -> int:
        """The CRC-32 that the package promises of a file."""
        return _find(self.layout, path)[0].crc


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open and check the package at a path, whole or in volumes.

    Raises :class:`NotFound`, :class:`StorageFault`, or :class:`BadPackage` with what is wrong.
    """
    with storage_faults(path), open_files(find_package(path)) as package:
        yield package


@contextmanager
def open_files(paths: Sequence[Path]) -> Iterator[Package]:
    """The same for files that are known already, under whatever names."""
    with Volumes(paths) as volumes:
        layout = _read_layout(volumes)
        data = _small_file(volumes, layout, MANIFEST_ENTRY)
        manifest = read_manifest(data)
        declared = [Declared(file.path, file.size) for file in manifest.files]
        check_contents([Declared(entry.path, entry.size) for entry in layout.entries], declared)
        signed = any(entry.path == SIGNATURE_ENTRY for entry in layout.entries)
        signature = _small_file(volumes, layout, SIGNATURE_ENTRY) if signed else b""
        yield Package(volumes, layout, manifest, data, signature)


def verify_package(package: Package, progress: Progress = silent) -> None:
    """Read every file of an open package and compare all its checksums. Raises :class:`Damaged`, naming the file."""
    done = forgotten = 0
    for file in package.manifest.files:
        checksum = Checksum()
        for block in package.blocks(file.path):
            checksum.add(block)
            done += len(block)
            progress("verifying", done, package.manifest.size)
            if done - forgotten >= _FORGET_EVERY:
                package.volumes.forget()
                forgotten = done
        file.check(checksum.sha256)
        if checksum.crc != package.crc(file.path):
            raise BadPackage(f"The package names another CRC-32 for {file.path} than it has.")


def verify_file(path: Path, progress: Progress = silent) -> str:
    """Read a package through and return its model's name. Raises as the import of it would."""
    with open_package(path) as package:
        verify_package(package, progress)
        return package.manifest.name


def _read_layout(volumes: Volumes) -> Layout:
    ending = volumes.read(max(0, volumes.size - LONGEST_END), LONGEST_END)
    span = find_directory(ending, volumes.size)
    layout = read_directory(volumes.read(span.offset, volumes.size - span.offset), span)
    for entry, offset in zip(layout.entries, layout.offsets, strict=True):
        check_local_header(volumes.read(offset, len(local_header(entry))), entry)
    return layout


def _small_file(volumes: Volumes, layout: Layout, path: str) -> bytes:
    entry, at = _find(layout, path)
    if entry.size > MANIFEST_BYTES:
        raise BadPackage(f"{path} has {entry.size} bytes; {MANIFEST_BYTES} at most.")
    data = volumes.read(at, entry.size)
    if zlib.crc32(data) != entry.crc:
        raise BadPackage(f"{path} of the package is damaged: its CRC-32 does not match.")
    return data


def _find(layout: Layout, path: str) -> tuple[Entry, int]:
    for entry, offset in zip(layout.entries, layout.offsets, strict=True):
        if entry.path == path:
            return entry, offset + len(local_header(entry))
    raise BadPackage(f"The package does not hold its {path}.")
