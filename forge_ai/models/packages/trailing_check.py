"""Reads back and checks what is being written, some way behind the writer, so that both go on at the same time.

Does not know archives: only where each file lies in the stream, and its SHA-256. A stretch is flushed and dropped from
the system's memory before it is read, so what is hashed comes from the disk. The writer waits when it is too far ahead:
the system's memory does not fill with what the disk has not taken yet. When all is written, samples of every part are
read once more: a stick that claims to be larger than it is puts late bytes where early ones were.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from forge_ai.limits import KIB, MIB
from forge_ai.models.files.page_cache import flush_data
from forge_ai.models.manifest import damaged
from forge_ai.models.packages.volumes import Volumes

STRETCH: Final = 32 * MIB
_AHEAD: Final = 4  # stretches that wait for the disk
_BLOCK: Final = 2 * MIB
_SAMPLE: Final = 64 * KIB
_SAMPLED_EVERY: Final = 4 * MIB


@dataclass(frozen=True, slots=True)
class Span:
    """One file in the stream: where it lies, and what its SHA-256 must be."""

    path: str
    begin: int
    size: int
    sha256: str

    @property
    def end(self) -> int:
        """Where it ends in the stream."""
        return self.begin + self.size

    def within(self, begin: int, end: int) -> tuple[int, int]:
        """The part of it that lies in a stretch."""
        return max(begin, self.begin), min(end, self.end)


@dataclass(frozen=True, slots=True)
class Sample:
    """A few bytes of a file that were as they should be."""

    path: str
    begin: int
    size: int
    digest: bytes


class TrailingCheck:
    """Checks a stream while it grows. A context manager: leaving it waits for the stretch that is being read.

    ``parts`` tells which files hold the stream by now.
    """

    def __init__(self, parts: Callable[[], Sequence[Path]], spans: Sequence[Span], stretch: int = STRETCH) -> None:
        self._parts, self._stretch = parts, stretch
        self._spans = [(span, hashlib.sha256()) for span in spans]
        self._samples: list[Sample] = []
        self._given = 0
        self._waiting: deque[Future[int]] = deque()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="read-back")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.shutdown(wait=True, cancel_futures=True)

    def reached(self, at: int) -> None:
        """The stream has been written up to ``at``. Raises :class:`Damaged` for what was found out by now."""
        while at - self._given >= self._stretch:
            self._give(self._given + self._stretch)
        while len(self._waiting) > _AHEAD or (self._waiting and self._waiting[0].done()):
            self._waiting.popleft().result()

    def finish(self, size: int, tell: Callable[[int], None]) -> None:
        """All ``size`` bytes are written and flushed: wait for the rest, telling how far it is, and take samples.

        Raises :class:`Damaged`.
        """
        self.reached(size)
        self._give(size)
        while self._waiting:
            tell(self._waiting.popleft().result())
        self._look_again()

    def _give(self, end: int) -> None:
        self._waiting.append(self._reader.submit(self._check, self._given, end))
        self._given = end

    def _check(self, begin: int, end: int) -> int:
        with Volumes(self._parts(), os.O_RDWR) as written:
            for volume, _ in written.holding(begin):
                flush_data(volume.descriptor)
            written.forget(begin, end)
            for span, seen in self._spans:
                for block in _blocks(written, *span.within(begin, end)):
                    seen.update(block)
                self._samples += _samples(written, span, begin, end)
            written.forget(begin, end)
        for span, seen in self._spans:
            if begin < span.end <= end and seen.hexdigest() != span.sha256:
                raise damaged(span.path)
        return end

    def _look_again(self) -> None:
        with Volumes(self._parts()) as written:
            written.forget()
            for sample in self._samples:
                if hashlib.sha256(written.read(sample.begin, sample.size)).digest() != sample.digest:
                    raise damaged(sample.path)


def _blocks(written: Volumes, begin: int, end: int) -> Iterator[bytes]:
    for at in range(begin, end, _BLOCK):
        yield written.read(at, min(_BLOCK, end - at))


def _samples(written: Volumes, span: Span, begin: int, end: int) -> Iterator[Sample]:
    """Evenly through a file, with its first bytes and its last: those share a block with something written later."""
    first, last = span.within(begin, end)
    places = [*range(first, last, _SAMPLED_EVERY), *([max(first, last - _SAMPLE)] if first < last else [])]
    for at in places:
        data = written.read(at, min(_SAMPLE, last - at))
        yield Sample(span.path, at, len(data), hashlib.sha256(data).digest())
