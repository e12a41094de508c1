"""The threads of a spoken conversation: one hears, one makes sound, one plays it, one asks.

Each takes orders from a queue and reports with events. Does not know what follows from an event: the loop does.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Final, Protocol

from forge_ai.errors import ForgeError
from forge_ai.voice import loop_words as w
from forge_ai.voice.seams import Hearing, Listener, Speaker, Spotter, Spotting
from forge_ai.voice.sound import Sound, beep

Report = Callable[[w.Event], None]
AskBrain = Callable[[str], Iterator[str]]
_AHEAD: Final = 32  # parts of sound that are made before they are played


class Output(Protocol):
    """A loudspeaker, or a file in its place."""

    @property
    def name(self) -> str:
        """What a person reads."""

    def play(self, sounds: Iterator[Sound], begun: threading.Event | None = None) -> None:
        """Play sounds to their end or until :meth:`stop`."""

    def stop(self) -> None:
        """Be quiet at once."""

    def allow(self) -> None:
        """Be heard again."""

    def close(self) -> None:
        """Be quiet for good."""


class Worker:
    """A thread that carries out orders, one after the other. An order that fails with an error of ours is reported."""

    def __init__(self, name: str, complain: Callable[[ForgeError], None]) -> None:
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._complain = complain
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def order(self, act: Callable[[], None]) -> None:
        """Do this next."""
        self._orders.put(act)

    def end(self) -> None:
        """Finish what was ordered, then end."""
        self._orders.put(None)
        self._thread.join()

    def _work(self) -> None:
        while act := self._orders.get():
            try:
                act()
            except ForgeError as error:
                self._complain(error)


class Ears:
    """Hears utterances with a listener, beside everything else."""

    def __init__(self, listener: Listener, report: Report) -> None:
        self._listener = listener
        self._report = report
        self._hearing: Hearing | None = None
        self._failed = False
        self._so_far = ""
        self._worker = Worker("voice-ears", self._fail)

    def start(self) -> None:
        """An utterance begins."""
        self._worker.order(self._start)

    def hear(self, samples: bytes) -> None:
        """The sound belongs to it."""
        self._worker.order(lambda: self._hear(samples))

    def finish(self) -> None:
        """It is over: report what it was."""
        self._worker.order(self._finish)

    def drop(self) -> None:
        """It was none."""
        self._worker.order(self._drop)

    def end(self) -> None:
        """Forget what is being heard, and end."""
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
                self._report(w.Understood(text))

    def _finish(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing and not self._failed:
            self._report(w.Transcribed(hearing.finish()))

    def _drop(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing and not self._failed:
            hearing.drop()

    def _fail(self, error: ForgeError) -> None:
        self._hearing = None
        if not self._failed:
            self._failed = True
            self._report(w.HearingFailed(error.message))


class Watch:
    """Listens for the wake word, beside everything else. When the spotter fails, it begins anew once."""

    def __init__(self, spotter: Spotter, wake: str, report: Report) -> None:
        self._spotter, self._wake, self._report = spotter, wake, report
        self._spotting: Spotting | None = spotter.spot(wake)
        self._begun_anew = False
        self._worker = Worker("voice-watch", self._fail)

    def hear(self, samples: bytes) -> None:
        """Look for it in this sound."""
        self._worker.order(lambda: self._hear(samples))

    def catch_up(self) -> None:
        """Return when all of it was looked at: a recording must not run ahead of who looks for a word in it."""
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
            self._report(w.WakeHeard())

    def _catch_up(self) -> None:
        if self._spotting and self._spotting.catch_up():
            self._report(w.WakeHeard())

    def _fail(self, error: ForgeError) -> None:
        old, self._spotting = self._spotting, None
        if old:
            old.close()
        if self._begun_anew:
            self._report(w.SoundEnded(error.message))
            return
        self._begun_anew = True
        self._worker.order(self._begin_anew)

    def _begin_anew(self) -> None:
        self._spotting = self._spotter.spot(self._wake)


class Mouth:
    """Says pieces one after the other: while one is played, the next is made."""

    def __init__(
        self, speaker: Speaker, output: Output, report: Report, complain: Callable[[ForgeError], None]
    ) -> None:
        self._speaker, self._output, self._report = speaker, output, report
        self._generation = 0
        self._makers = Worker("voice-maker", complain)
        self._players = Worker("voice-player", complain)

    def say(self, number: int, text: str) -> None:
        """Say this after everything that was ordered before."""
        generation = self._generation
        parts: queue.Queue[Sound | ForgeError | None] = queue.Queue(_AHEAD)
        self._makers.order(lambda: self._make(text, parts, generation))
        self._players.order(lambda: self._play(number, parts, generation))

    def beep(self, tone: w.Tone) -> None:
        """Give a sign, after what is being said."""
        generation = self._generation
        self._players.order(lambda: self._sign(tone, generation))

    def silence(self) -> None:
        """Be quiet at once, forget the rest, and report when that is done."""
        self._generation += 1
        self._output.stop()
        self._players.order(self._silenced)

    def end(self) -> None:
        """Say what was ordered, and end."""
        self._makers.end()
        self._players.end()
        self._speaker.close()
        self._output.close()

    def _make(self, text: str, parts: queue.Queue[Sound | ForgeError | None], generation: int) -> None:
        """Errors travel with the sound, for whoever waits for it must learn of them."""
        try:
            for sound in self._speaker.say(text):
                if not self._put(parts, sound, generation):
                    return
            self._put(parts, None, generation)
        except ForgeError as error:
            self._put(parts, error, generation)

    def _put(
        self, parts: queue.Queue[Sound | ForgeError | None], part: Sound | ForgeError | None, generation: int
    ) -> bool:
        while generation == self._generation:
            try:
                parts.put(part, timeout=0.2)
                return True
            except queue.Full:
                continue
        return False

    def _play(self, number: int, parts: queue.Queue[Sound | ForgeError | None], generation: int) -> None:
        if generation != self._generation:
            return
        try:
            self._output.play(self._parts(number, parts, generation))
        finally:
            if generation == self._generation:
                self._report(w.Spoken(number))

    def _parts(self, number: int, parts: queue.Queue[Sound | ForgeError | None], generation: int) -> Iterator[Sound]:
        first = True
        while generation == self._generation:
            try:
                part = parts.get(timeout=0.2)
            except queue.Empty:
                continue
            if part is None:
                return
            if isinstance(part, ForgeError):
                raise part
            if first:
                self._report(w.Began(number))
                first = False
            yield part

    def _sign(self, tone: w.Tone, generation: int) -> None:
        if generation == self._generation:
            self._output.play(iter([beep(tone.value)]))

    def _silenced(self) -> None:
        self._output.allow()
        self._report(w.Silenced())


class Asking:
    """One question to the brain, whose answer is reported word by word until nobody wants it any more."""

    def __init__(self, ask: AskBrain, text: str, report: Report) -> None:
        self._stopped = threading.Event()
        self._report = report
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
                self._report(w.Words(part))
            self._tell(w.Answered())
        except ForgeError as error:
            self._tell(w.AnswerFailed(error.message))
        finally:
            close = getattr(words, "close", None)
            if close:
                close()

    def _tell(self, event: w.Event) -> None:
        if not self._stopped.is_set():
            self._report(event)
