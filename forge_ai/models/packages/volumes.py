"""One stream of bytes in one file or in several numbered ones, and where those files lie.

Does not know what the bytes are, nor how they are written (`unfinished_volumes` does).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

from forge_ai.errors import NotFound
from forge_ai.limits import PACKAGE_VOLUMES
from forge_ai.models.files.page_cache import push_out, read_ahead
from forge_ai.paths import storage_faults
from forge_ai.protocol.packages.package import is_volume, model_in, volume_name, whole_name
from forge_ai.protocol.values.near_names import listed

_BINARY: Final = getattr(os, "O_BINARY", 0)


class Volume:
    """One open file of the stream."""

    def __init__(self, path: Path, flags: int) -> None:
        self.path = path
        self.descriptor = os.open(path, flags | _BINARY, 0o644)
        self.size = os.fstat(self.descriptor).st_size
        read_ahead(self.descriptor)

    def read(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes."""
        os.lseek(self.descriptor, offset, os.SEEK_SET)
        return os.read(self.descriptor, length)

    def write(self, offset: int, data: memoryview) -> int:
        """Write as much as the disk takes; return how much that was."""
        os.lseek(self.descriptor, offset, os.SEEK_SET)
        return os.write(self.descriptor, data)


class Volumes:
    """Files that stand for one stream. A context manager: leaving the block closes them."""

    def __init__(self, paths: Sequence[Path], flags: int = os.O_RDONLY) -> None:
        self._volumes: list[Volume] = []
        try:
            for path in paths:
                self._volumes.append(Volume(path, flags))
        except OSError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files."""
        for volume in self._volumes:
            os.close(volume.descriptor)
        self._volumes.clear()

    @property
    def size(self) -> int:
        """Bytes of the stream."""
        return sum(volume.size for volume in self._volumes)

    def read(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``; fewer only at the end of the stream."""
        blocks: list[bytes] = []
        for volume, inside in self.holding(offset):
            at = inside
            while length and (block := volume.read(at, length)):
                blocks.append(block)
                at += len(block)
                length -= len(block)
        return blocks[0] if len(blocks) == 1 else b"".join(blocks)

    def forget(self, begin: int = 0, end: int | None = None) -> None:
        """Let the next reads come from the disk itself, where the system can do that: all, or a stretch."""
        end = self.size if end is None else end
        for volume, inside in self.holding(begin):
            length = min(volume.size - inside, end - begin)
            if length > 0:
                push_out(volume.descriptor, inside, length)
                begin += length

    def holding(self, offset: int) -> Iterator[tuple[Volume, int]]:
        """Every volume that holds something from ``offset`` on, with the place inside it."""
        begin = 0
        for volume in self._volumes:
            if offset < begin + volume.size:
                yield volume, max(0, offset - begin)
            begin += volume.size


def find_package(path: Path) -> list[Path]:
    """The files of the package at ``path``: itself, or its volumes where only those, or one of them, stand.

    Raises :class:`NotFound` when there is nothing, :class:`StorageFault` for a path that can be none.
    """
    with storage_faults(path):
        if path.is_dir():
            hint = _packages_in(path) or "Such as /media/usb/my_model_package.zip."
            raise NotFound(f"{path} is a folder, and no model.", hint=f"Name the package itself. {hint}")
        if path.is_file() and not is_volume(path.name):
            return [path]
        whole = path.with_name(whole_name(path.name))
        volumes = finished_volumes(whole.parent, whole.name)
    if not volumes or (is_volume(path.name) and path not in volumes):
        hint = _packages_in(path.parent) or "All volumes must lie side by side."
        raise NotFound(f"There is no package {path}.", hint=f"Check the path. {hint}")
    return volumes


def _packages_in(folder: Path) -> str:
    """A sentence that names the packages in a folder; nothing without any."""
    found = {whole_name(path.name) for path in folder.glob("*_package.zip*") if model_in(path.name)}
    return f"That folder has {listed(sorted(found))}." if found else ""


def finished_volumes(folder: Path, package: str) -> list[Path]:
    """The numbered files of a package, from 001 as far as they go without a gap."""
    return in_a_row(lambda number: folder / volume_name(package, number))


def in_a_row(place: Callable[[int], Path]) -> list[Path]:
    """The existing files among ``place(1)``, ``place(2)`` and so on, up to the first gap."""
    found: list[Path] = []
    for number in range(1, PACKAGE_VOLUMES + 1):
        if not place(number).is_file():
            break
        found.append(place(number))
    return found
