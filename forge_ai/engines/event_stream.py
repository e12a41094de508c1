"""Server-sent events read out of bytes: a stranger's stream becomes data fields, bounded.

Pure: does not know where the bytes come from nor what the data means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forge_ai.errors import PeerFault
from forge_ai.limits import EVENT_BYTES, MIB


def read_events(blocks: Iterable[bytes], most: int = EVENT_BYTES) -> Iterator[bytes]:
    """The data of each event as it is completed; comments and other fields are passed over.

    Raises :class:`PeerFault` when one event is larger than `most` bytes.
    """
    data: list[bytes] = []
    size = 0
    for line in _lines(blocks, most):
        if not line:
            if data:
                yield b"\n".join(data)
            data, size = [], 0
        elif line.startswith(b"data:"):
            data.append(line[5:].removeprefix(b" "))
            size += len(line)
            _check(size, most)


def _lines(blocks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Lines without their ends; the bytes after the last end are no line, for a cut event is none."""
    pending = bytearray()
    for block in blocks:
        searched = len(pending)
        pending += block
        while (end := pending.find(b"\n", searched)) >= 0:
            yield bytes(pending[:end]).removesuffix(b"\r")
            del pending[: end + 1]
            searched = 0
        _check(len(pending), most)


def _check(size: int, most: int) -> None:
    if size > most:
        raise PeerFault(f"What answers sent an event of more than {most / MIB:g} MiB.")
