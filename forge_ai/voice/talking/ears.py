"""The ears of a spoken conversation: a recogniser that hears in a thread of its own and reports what it understands.

Does not know what follows from an utterance: the loop does.
"""

from __future__ import annotations

from collections.abc import Callable

from forge_ai.errors import ForgeError
from forge_ai.voice.seams import Hearing, Listener
from forge_ai.voice.talking import events
from forge_ai.voice.talking.worker import Worker


class Ears:
    """Hears utterances with a listener in a thread of its own, and reports them as events.

    ``deaf`` is called with the reason when one was not heard.
    """

    def __init__(self, listener: Listener, report: events.Report, deaf: Callable[[ForgeError], None]) -> None:
        self._listener = listener
        self._deaf = deaf
        self._report = report
        self._hearing: Hearing | None = None
        self._failed = False
        self._so_far = ""
        self._worker = Worker("voice-ears", self._fail)

    def start(self) -> None:
        """Begin an utterance."""
        self._worker.order(self._start)

    def hear(self, samples: bytes) -> None:
        """Add sound to the utterance."""
        self._worker.order(lambda: self._hear(samples))

    def finish(self) -> None:
        """End the utterance, and report its words."""
        self._worker.order(self._finish)

    def drop(self) -> None:
        """Forget the utterance: it was no speech."""
        self._worker.order(self._drop)

    def end(self) -> None:
        """Forget what is being heard, and end the thread and the listener."""
        self._worker.order(self._drop)
        self._worker.end()
        self._listener.close()

    def _start(self) -> None:
        self._drop()
        self._failed, self._so_far = False, ""
        self._hearing = self._listener.begin()

    def _hear(self, samples: bytes) -> None:
        if self._hearing and not self._failed:
            text = self._hearing.hear(samples)
            if text != self._so_far:
                self._so_far = text
                self._report(events.Understood(text))

    def _finish(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing and not self._failed:
            self._report(events.Transcribed(hearing.finish()))

    def _drop(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing and not self._failed:
            hearing.drop()

    def _fail(self, error: ForgeError) -> None:
        self._hearing = None
        if not self._failed:
            self._failed = True
            self._deaf(error)
            self._report(events.HearingFailed(error.message))
