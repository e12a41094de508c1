"""Stamps that order writes of several devices: wall-clock milliseconds with a counter below them.

A stamp is one integer: milliseconds since 1970 shifted left by 16 bits, plus a counter. Stamps of one device rise, and
they stay close to its wall clock: a stamp from far in the future (another device's wrong clock, or this one's before
it was set right) is never followed. An edit gets a stamp above the version that it replaces, whatever the clocks say,
so nobody's edit is lost to a wrong clock. Does not know what is being stamped, and reads no clock.
"""

from __future__ import annotations

from typing import Final

COUNTER_BITS: Final = 16
FOLLOWED_AHEAD_MS: Final = 24 * 3600 * 1000  # clocks of one person's devices differ by seconds; time zones by hours
LAST_STAMP: Final = (1 << 62) - 1  # the year 4199; nobody takes a greater one


def next_stamp(last: int, wall_ms: int) -> int:
    """The stamp for a new write: above ``last``, unless ``last`` is too far ahead to be believed."""
    now = wall_ms << COUNTER_BITS
    return max(now, last + 1) if believable(last, wall_ms) else now


def witness(last: int, seen: int, wall_ms: int) -> int:
    """The newest stamp to stay above, after another device's stamp has been seen."""
    return max(last, seen) if believable(seen, wall_ms) else last


def believable(stamp: int, wall_ms: int) -> bool:
    """Whether a stamp is at most a day ahead of this device's wall clock."""
    return stamp >> COUNTER_BITS <= wall_ms + FOLLOWED_AHEAD_MS


def edit_stamp(fresh: int, replaced: int) -> int:
    """The stamp for an edit: ``fresh``, or just above the version that it replaces, as far as others take it."""
    return min(max(fresh, replaced + 1), LAST_STAMP)


def milliseconds(stamp: int) -> int:
    """The wall-clock part of a stamp."""
    return stamp >> COUNTER_BITS
