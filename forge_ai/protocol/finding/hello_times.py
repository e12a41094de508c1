"""When a node says hello: thrice soon after a start or a change, then at a steady pace of its own.

Pure. Does not know what is in a hello; every call says what time it is, in steady seconds.
"""

from __future__ import annotations

from typing import Final

from forge_ai.protocol.finding.sightings import HELLO_SECONDS

SOON_SECONDS: Final = (0.0, 0.2, 1.0)  # after a start or a change: packets get lost, most of all the first ones


class HelloTimes:
    """The next hellos of one node. Its ``instance`` sets the pace: a whole home does not speak in the same moment."""

    def __init__(self, instance: bytes, at: float) -> None:
        self._pause_seconds = HELLO_SECONDS * (0.9 + instance[0] / 2550)  # 0.9 to 1.0 of it
        self.begin(at)

    def begin(self, at: float) -> None:
        """A start, or other addresses."""
        self._times = [at + wait for wait in SOON_SECONDS]
        self._asking = len(SOON_SECONDS)

    @property
    def next(self) -> float:
        """When the next hello is due."""
        return min(self._times)

    def said(self, at: float) -> bool:
        """A hello is being said. Whether everybody is asked with it as well: so it is after a start or a change."""
        self._times = [time for time in self._times if time > at] or [at + self._pause_seconds]
        asks = self._asking > 0
        self._asking -= asks
        return asks
