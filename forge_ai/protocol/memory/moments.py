"""Times of records as dates for people, whatever a wrong clock has put into them.

Does not know which time is right: one beyond the calendar is shown as the calendar's last day.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

_LAST_SECOND: Final = 253_402_300_799  # of the year 9999


def moment(wall_ms: int) -> datetime:
    """That many milliseconds after 1970, in UTC."""
    return datetime.fromtimestamp(min(wall_ms // 1000, _LAST_SECOND), UTC)


def day(wall_ms: int) -> str:
    """The date."""
    return f"{moment(wall_ms):%Y-%m-%d}"


def timestamp(wall_ms: int) -> str:
    """Date and time as RFC 3339 writes them."""
    return f"{moment(wall_ms):%Y-%m-%dT%H:%M:%SZ}"
