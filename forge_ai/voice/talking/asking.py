"""One question to the brain in a thread of its own, so that the person can go on speaking while it is answered.

Does not know who answers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from forge_ai.errors import ForgeError
from forge_ai.voice.talking import loop_words as w
from forge_ai.voice.talking.worker import as_ours

AskBrain = Callable[[str], Iterator[str]]


class Asking:
    """One question to the brain, whose answer is reported word by word until nobody wants it any more.

    ``unanswered`` is told why there was none, or no whole one.
    """

    def __init__(self, ask: AskBrain, text: str, report: w.Report, unanswered: Callable[[ForgeError], None]) -> None:
        self._stopped = threading.Event()
        self._report = report
        self._unanswered = unanswered
        self._thread = threading.Thread(target=self._ask, args=(ask, text), name="voice-asking", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nobody wants the rest; the compute stops with the next word."""
        self._stopped.set()

    @property
    def running(self) -> bool:
        """Whether its thread still waits for the brain."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Until its thread has ended."""
        self._thread.join(seconds)

    def _ask(self, ask: AskBrain, text: str) -> None:
        words = ask(text)
        try:
            for part in words:
                if self._stopped.is_set():
                    return
                self._report(w.AnswerPart(part))
            self._tell(w.Answered())
        except Exception as error:  # noqa: BLE001 - the supervisor of this thread
            self._fail(as_ours(error))
        finally:
            close = getattr(words, "close", None)
            if close:
                close()

    def _fail(self, error: ForgeError) -> None:
        if not self._stopped.is_set():
            self._unanswered(error)
            self._report(w.AnswerFailed(error.message))

    def _tell(self, event: w.Event) -> None:
        if not self._stopped.is_set():
            self._report(event)
