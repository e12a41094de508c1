"""SHA-256 and CRC-32 of a stream of blocks, computed beside the reading and the writing.

Does not know where the blocks come from.
"""

from __future__ import annotations

import hashlib
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

_WORTH_A_THREAD: Final = 1 << 16


class Checksum:
    """The checksums of everything that was added. A context manager: its one thread ends with the block.

    The thread is at most one block behind, so memory stays flat; both algorithms let other threads run.
    """

    def __init__(self, *, with_crc: bool = True) -> None:
        self._with_crc = with_crc
        self._sha256 = hashlib.sha256()
        self._crc = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="checksum")
        self._behind: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()

    def add(self, block: bytes) -> None:
        """Go on with the next block."""
        self._catch_up()
        if len(block) < _WORTH_A_THREAD:
            self._update(block)
            return
        self._behind = self._thread.submit(self._update, block)

    @property
    def sha256(self) -> str:
        """SHA-256 of everything so far, in hex."""
        self._catch_up()
        return self._sha256.hexdigest()

    @property
    def crc(self) -> int:
        """CRC-32 of everything so far, as zip counts it; 0 when made without."""
        self._catch_up()
        return self._crc

    def _catch_up(self) -> None:
        if self._behind is not None:
            self._behind.result()
            self._behind = None

    def _update(self, block: bytes) -> None:
        self._sha256.update(block)
        if self._with_crc:
            self._crc = zlib.crc32(block, self._crc)
