"""Server-sent events read out of bytes: a stranger's stream becomes data fields, bounded.

Pure: does not know where the bytes come from nor what the data means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forge_ai.errors import PeerFault
from forge_ai.limits import EVENT_BYTES, MIB


class EventReader:
    """Takes bytes in pieces of any size and gives the data of each event as it is completed.

    Comments and other fields are passed over. An event that is cut by the end of the stream is none.
    """

    def __init__(self, most: int = EVENT_BYTES) -> None:
        self._most = most
        self._line = bytearray()
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, block: bytes) -> list[bytes]:
        """The events that this block completes. Raises :class:`PeerFault` when one grows too large."""
        events: list[bytes] = []
        *ends, rest = block.split(b"\n")
        for end in ends:
            self._line += end
            events += self._take_line(bytes(self._line).removesuffix(b"\r"))
            self._line.clear()
        self._line += rest
        self._check(len(self._line))
        return events

    def _take_line(self, line: bytes) -> list[bytes]:
        if not line:
            event, self._data, self._size = b"\n".join(self._data), [], 0
            return [event] if event else []
        if line.startswith(b"data:"):
            self._data.append(line[5:].removeprefix(b" "))
            self._size += len(line)
            self._check(self._size)
        return []

    def _check(self, size: int) -> None:
        if size > self._most:
            raise PeerFault(f"What answers sent an event of more than {self._most / MIB:g} MiB.")


def read_events(blocks: Iterable[bytes], most: int = EVENT_BYTES) -> Iterator[bytes]:
    """The data of each event of a whole stream, one after the other."""
    reader = EventReader(most)
    for block in blocks:
        yield from reader.feed(block)
