"""How often an engine may be started again: an engine that keeps dying is left alone for a while.

Pure but for the clock that it is given. Does not know why the engine died.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from forge_ai.clock import Clock

MOST_DEATHS: Final = 3
WINDOW_SECONDS: Final = 60.0


class RestartLimit:
    """Counts deaths. More than :data:`MOST_DEATHS` within :data:`WINDOW_SECONDS` forbid another start."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)

    def note_death(self) -> None:
        """The engine died just now."""
        self._deaths.append(self._clock.steady())

    def seconds_to_wait(self) -> float:
        """How long no start is allowed; zero when one is."""
        if len(self._deaths) < MOST_DEATHS:
            return 0.0
        return max(0.0, self._deaths[0] + WINDOW_SECONDS - self._clock.steady())
