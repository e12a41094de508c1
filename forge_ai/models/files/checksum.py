"""SHA-256 and CRC-32 of a stream of blocks.

Does not know where the blocks come from. Computed where the blocks are read: a thread beside it gains a tenth on an
idle machine and loses a multiple on a busy one, where each waits for the other to be given the processor.
"""

from __future__ import annotations

import hashlib
import zlib


class Checksum:
    """The checksums of everything that was added."""

    def __init__(self, *, with_crc: bool = True) -> None:
        self._with_crc = with_crc
        self._sha256 = hashlib.sha256()
        self._crc = 0

    def add(self, block: bytes) -> None:
        """Go on with the next block."""
        self._sha256.update(block)
        if self._with_crc:
            self._crc = zlib.crc32(block, self._crc)

    @property
    def sha256(self) -> str:
        """SHA-256 of everything so far, in hex."""
        return self._sha256.hexdigest()

    @property
    def crc(self) -> int:
        """CRC-32 of everything so far, as zip counts it; 0 when made without."""
        return self._crc
