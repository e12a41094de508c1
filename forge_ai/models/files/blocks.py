"""A file in blocks, so that memory stays flat whatever its size.

Does not know what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from forge_ai.errors import Damaged
from forge_ai.limits import MIB
from forge_ai.paths import storage_faults

BLOCK: Final = 2 * MIB


def blocks_of(path: Path, size: int, start: int = 0) -> Iterator[bytes]:
    """The content from ``start`` on. Raises :class:`Damaged` when the file has another size than it should."""
    with storage_faults(path), path.open("rb", buffering=0) as file:
        if path.stat().st_size != size:
            raise Damaged(f"{path.name} has another size than its manifest says.")
        file.seek(start)
        while block := file.read(BLOCK):
            yield block
