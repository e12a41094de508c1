"""One question to the brain in a thread of its own, so that the person can go on speaking while it is answered.

Does not know who answers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from forge_ai.errors import ForgeError
from forge_ai.voice.talking import events
from forge_ai.voice.talking.worker import as_ours

AskBrain = Callable[[str], Iterator[str]]


class Asking:
    """Asks the brain one question, and reports the parts of the answer until :meth:`stop`.

    ``ask`` gives the answer in parts as it is written. ``unanswered`` is called with the reason when there is no whole
    answer.
    """

    def __init__(
        self, ask: AskBrain, text: str, report: events.Report, unanswered: Callable[[ForgeError], None]
    ) -> None:
        self._stopped = threading.Event()
        self._report = report
        self._unanswered = unanswered
        self._thread = threading.Thread(target=self._ask, args=(ask, text), name="voice-asking", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Report nothing more; the computing stops with the next part."""
        self._stopped.set()

    @property
    def running(self) -> bool:
        """Whether its thread still waits for the brain."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait until the thread has ended, for so long at most."""
        self._thread.join(seconds)

    def _ask(self, ask: AskBrain, text: str) -> None:
        words = ask(text)
        try:
            for part in words:
                if self._stopped.is_set():
                    return
                self._report(events.AnswerPart(part))
            self._tell(events.Answered())
        except Exception as error:  # noqa: BLE001 - the supervisor of this thread
            self._fail(as_ours(error))
        finally:
            close = getattr(words, "close", None)
            if close:
                close()

    def _fail(self, error: ForgeError) -> None:
        if not self._stopped.is_set():
            self._unanswered(error)
            self._report(events.AnswerFailed(error.message))

    def _tell(self, event: events.Event) -> None:
        if not self._stopped.is_set():
            self._report(event)
