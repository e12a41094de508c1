"""Watching for the wake word in a thread of its own, beside everything else.

Does not know what follows when it is heard: the loop does.
"""

from __future__ import annotations

import threading

from forge_ai.errors import ForgeError
from forge_ai.voice.seams import Spotter, Spotting
from forge_ai.voice.talking import events
from forge_ai.voice.talking.worker import Worker


class Watch:
    """Listens for the wake word, and reports when it was said. A spotter that fails is started again, once."""

    def __init__(self, spotter: Spotter, wake: str, report: events.Report) -> None:
        self._spotter, self._wake, self._report = spotter, wake, report
        self._spotting: Spotting | None = spotter.spot(wake)
        self._begun_anew = False
        self._worker = Worker("voice-watch", self._fail)

    def hear(self, samples: bytes) -> None:
        """Look for the wake word in this sound."""
        self._worker.order(lambda: self._hear(samples))

    def catch_up(self) -> None:
        """Wait until all sound so far was looked at, so that a recording does not run ahead of the spotter."""
        done = threading.Event()
        self._worker.order(self._catch_up)
        self._worker.order(done.set)
        done.wait()

    def end(self) -> None:
        """Listen no more."""
        self._worker.end()
        if self._spotting:
            self._spotting.close()

    def _hear(self, samples: bytes) -> None:
        if self._spotting and self._spotting.hear(samples):
            self._report(events.WakeHeard())

    def _catch_up(self) -> None:
        if self._spotting and self._spotting.catch_up():
            self._report(events.WakeHeard())

    def _fail(self, error: ForgeError) -> None:
        old, self._spotting = self._spotting, None
        if old:
            old.close()
        if self._begun_anew:
            self._report(events.SoundEnded(error.message))
            return
        self._begun_anew = True
        self._worker.order(self._begin_anew)

    def _begin_anew(self) -> None:
        self._spotting = self._spotter.spot(self._wake)
