"""A clock that moves only when it is told to.

Does not know what is being tested.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta


class ManualClock:
    """A :class:`forge_ai.clock.Clock` in the hands of a test. ``sleep`` moves the time and returns at once."""

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self._elapsed = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The start plus everything that has been advanced."""
        return self._start + timedelta(seconds=self.steady())

    def steady(self) -> float:
        """Seconds that have been advanced so far."""
        with self._lock:
            return self._elapsed

    def sleep(self, seconds: float) -> None:
        """Advance by that many seconds."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._elapsed += seconds
