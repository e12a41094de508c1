"""When one of two devices that share their memories goes to the other, and how often it asks what is new there.

Pure: does not know the memories, the network, threads or clocks; every call says what time it is, in steady seconds.
There are two ways to the other device. A question waits there until there is something new, and what is new here is
told there, at once. A device whose own question waits here hears of it by that answer; it is told only when it has not
come back with it. When the other device was lost, it is looked for at a steady pace; one that is there and shares
nothing is asked less and less often.
"""

from __future__ import annotations

import math
from typing import Final

TRY_SECONDS: Final = 0.65  # from one failing try to the next: a network that comes back is not waited for twice
LONGEST_PAUSE_SECONDS: Final = 60.0
LISTENER_SECONDS: Final = 0.3  # until whoever waits here has come back with what it was answered
TAKER_SECONDS: Final = 5.0  # ... and until it has taken much of it; a line may also have died under it
HELD_SECONDS: Final = 5.0  # a question that waited so long was not turned away
EARLY_SECONDS: Final = 1.0  # a question without news that comes back sooner has not waited
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
        """Something may have changed. ``lacks``: the other device has not all that is here, as far as is known.

        ``listens``: its question waits here; ``takes``: it is being answered with news.
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
        """An exchange that began at ``begun`` has failed. ``refused``: somebody is there, and shares nothing."""
        self._refused = self._refused + 1 if refused else 0
        self._part(begun)

    def held(self) -> None:
        """The question over there was answered, or waited for long: it is welcome."""
        self._turned_away = 0

    def unheard(self, begun: float, at: float) -> None:
        """The question over there that began at ``begun`` has failed: the line broke, or it was turned away."""
        was_held = at - begun >= HELD_SECONDS
        self._turned_away = 0 if was_held else self._turned_away + 1
        self._part(at - TRY_SECONDS if was_held else begun)

    def _part(self, begun: float) -> None:
        self.is_together, self._lacking_since = False, None
        self.due = begun + self.pause

    @property
    def pause(self) -> float:
        """Seconds from a try that fails to the next one."""
        times = max(self._refused, self._turned_away)
        return min(TRY_SECONDS * 2.0 ** min(times, 10), LONGEST_PAUSE_SECONDS)


class Rests:
    """How long to wait before the next question, so that a device that never holds one is not asked without end."""

    def __init__(self) -> None:
        self._early = 0

    def after(self, seconds: float, *, brought: bool) -> float:
        """The rest after an answer that took so long; ``brought``: something in it was new here."""
        if brought or seconds >= EARLY_SECONDS:
            self._early = 0
            return 0.0
        self._early += 1
        return min(SHORT_REST_SECONDS * 2.0 ** min(self._early - 1, 10), LONGEST_REST_SECONDS)
