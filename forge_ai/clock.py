"""The only reader of a clock: wall time, a steady counter, and waiting.

Does not know what the time is used for. Tests use :class:`forge_ai.testing.manual_clock.ManualClock`.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of time. Seconds are floats; ``steady`` never jumps, ``now`` is the wall clock in UTC."""

    def now(self) -> datetime:
        """The wall clock, with its time zone."""

    def steady(self) -> float:
        """Seconds since an arbitrary start; only differences mean something."""

    def sleep(self, seconds: float) -> None:
        """Return after that many seconds."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The wall clock in UTC."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block this thread for that many seconds."""
        time.sleep(seconds)
