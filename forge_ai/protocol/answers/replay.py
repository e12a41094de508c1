"""A buffer of the last bytes of a stream, so that a client whose connection broke can read on from there.

Pure: does not know what the bytes mean, nor who reads them.
"""

from __future__ import annotations

from forge_ai.errors import BadInput, StreamGone


class ReplayBuffer:
    """A text that grows at its end and, beyond ``most`` bytes, is forgotten at its beginning.

    ``begin`` and ``end`` are the offsets of what is kept, in bytes of the whole text.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = bytearray()
        self.begin = 0

    @property
    def end(self) -> int:
        """How long the whole text is by now."""
        return self.begin + len(self._kept)

    def append(self, data: bytes) -> None:
        """More text. The beginning is cut off in large steps, because each one moves all the rest."""
        self._kept += data
        if len(self._kept) > self._most + self._most // 4:
            surplus = len(self._kept) - self._most
            del self._kept[:surplus]
            self.begin += surplus

    def read(self, offset: int) -> bytes:
        """All there is from that offset on; nothing when that is the end.

        Raises :class:`StreamGone` for what is forgotten, :class:`BadInput` for what has not been said yet.
        """
        if offset < self.begin:
            raise StreamGone(f"The stream is kept from byte {self.begin} on, and {offset} was asked for.")
        if offset > self.end:
            raise BadInput(f"The stream has {self.end} bytes, and {offset} was asked for.")
        return bytes(self._kept[offset - self.begin :])
