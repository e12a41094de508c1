"""When a device syncs with another one: how soon after a change, after a failure, and how often it long-polls.

Pure: does not know the memories, the network, threads or clocks; every call says what time it is, in steady seconds.
News travel in two ways. A long poll waits at the other device until there is something new there. What is new here is
sent at once, unless the other device's own long poll waits here: then it is told by that answer, and is sent to only if
it does not come back having it. A device that was lost is tried again at a steady pace; one that is there and shares
nothing is tried less and less often.
"""

from __future__ import annotations

import math
from typing import Final

TRY_SECONDS: Final = 0.65  # between two failing tries
LONGEST_PAUSE_SECONDS: Final = 60.0
LISTENER_SECONDS: Final = 0.3  # a device whose long poll was answered has so long to come back with the news
TAKER_SECONDS: Final = 5.0  # ... and so long while it is still receiving them
HELD_SECONDS: Final = 5.0  # a long poll that was held so long was not refused
EARLY_SECONDS: Final = 1.0  # a long poll that is answered sooner, without news, was not held
SHORT_REST_SECONDS: Final = 0.05
LONGEST_REST_SECONDS: Final = 5.0


class Pace:
    """When the next exchange with one other device is due: ``due`` in steady seconds. The first one is due at once."""

    def __init__(self) -> None:
        self.due = -math.inf
        self.is_together = False
        self._lacking_since: float | None = None
        self._refused = 0  # times in a row
        self._turned_away = 0

    def look(self, at: float, *, lacks: bool, listens: bool = False, takes: bool = False) -> None:
        """Something may have changed. ``lacks``: the other device does not have everything, as far as is known here.

        ``listens``: its long poll waits here; ``takes``: news are being sent to it.
        """
        if not self.is_together:
            return
        if not lacks:
            self._lacking_since, self.due = None, math.inf
            return
        since = self._lacking_since = at if self._lacking_since is None else self._lacking_since
        patience = TAKER_SECONDS if takes else LISTENER_SECONDS if listens else 0.0
        self.due = min(since + patience, at + LISTENER_SECONDS)

    def met(self) -> None:
        """An exchange has succeeded."""
        self.is_together, self._lacking_since, self.due = True, None, math.inf
        self._refused = 0

    def failed(self, begun: float, *, refused: bool) -> None:
        """An exchange that began at ``begun`` has failed. ``refused``: the device is there, and shares nothing."""
        self._refused = self._refused + 1 if refused else 0
        self._part(begun)

    def held(self) -> None:
        """The long poll was answered, or was held for long: it is welcome there."""
        self._turned_away = 0

    def unheard(self, begun: float, at: float) -> None:
        """The long poll that began at ``begun`` has failed: the connection broke, or it was refused."""
        was_held = at - begun >= HELD_SECONDS
        self._turned_away = 0 if was_held else self._turned_away + 1
        self._part(at - TRY_SECONDS if was_held else begun)

    def _part(self, begun: float) -> None:
        self.is_together, self._lacking_since = False, None
        self.due = begun + self.pause

    @property
    def pause(self) -> float:
        """Seconds from a failed try to the next one."""
        times = max(self._refused, self._turned_away)
        return min(TRY_SECONDS * 2.0 ** min(times, 10), LONGEST_PAUSE_SECONDS)


class Rests:
    """How long to wait before the next long poll, so that a device that never holds one is not asked all the time."""

    def __init__(self) -> None:
        self._early = 0

    def after(self, seconds: float, *, brought: bool) -> float:
        """The rest after an answer that took so long; ``brought``: something in it was new here."""
        if brought or seconds >= EARLY_SECONDS:
            self._early = 0
            return 0.0
        self._early += 1
        return min(SHORT_REST_SECONDS * 2.0 ** min(self._early - 1, 10), LONGEST_REST_SECONDS)
