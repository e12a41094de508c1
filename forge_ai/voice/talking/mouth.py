"""The mouth of a spoken conversation: one thread makes sound, another plays it, and both can be silenced at once.

Does not know what is said, nor why.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Final, Protocol

from forge_ai.errors import ForgeError
from forge_ai.voice.audio.sound import Sound, beep
from forge_ai.voice.seams import Speaker
from forge_ai.voice.talking import commands, events
from forge_ai.voice.talking.worker import Worker, as_ours

_AHEAD: Final = 32  # parts of sound that are made before they are played
_Parts = queue.Queue[Sound | ForgeError | None]  # errors travel with the sound, so that its player learns of them


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
        """Let what is played from now on be heard again."""

    def close(self) -> None:
        """Be quiet for good."""


class Mouth:
    """Says pieces one after the other: while one is played, the next is made.

    Each :meth:`silence` begins a new generation; what an older one ordered is dropped. ``complain`` is called with
    what went wrong.
    """

    def __init__(
        self, speaker: Speaker, output: Output, report: events.Report, complain: Callable[[ForgeError], None]
    ) -> None:
        self._speaker, self._output, self._report = speaker, output, report
        self._generation = 0
        self._makers = Worker("voice-maker", complain)
        self._players = Worker("voice-player", complain)

    def say(self, number: int, text: str) -> None:
        """Say a piece after everything that was ordered before; it is reported by its number."""
        generation = self._generation
        parts: _Parts = queue.Queue(_AHEAD)
        self._makers.order(lambda: self._make(text, parts, generation))
        self._players.order(lambda: self._play(number, parts, generation))

    def beep(self, tone: commands.Tone) -> None:
        """Play a beep after what is being said."""
        generation = self._generation
        self._players.order(lambda: self._beep(tone, generation))

    def silence(self) -> None:
        """Be quiet at once, forget the rest, and report when that is done."""
        self._generation += 1
        self._output.stop()
        self._players.order(self._silenced)

    def end(self) -> None:
        """Say what was ordered, then end the threads, the speaker and the output."""
        self._makers.end()
        self._players.end()
        self._speaker.close()
        self._output.close()

    def _make(self, text: str, parts: _Parts, generation: int) -> None:
        end: ForgeError | None = None
        try:
            for sound in self._speaker.say(text):
                if not self._put(parts, sound, generation):
                    return
        except Exception as error:  # noqa: BLE001 - whatever it is, the player must not wait for ever
            end = as_ours(error)
        self._put(parts, end, generation)

    def _put(self, parts: _Parts, part: Sound | ForgeError | None, generation: int) -> bool:
        while generation == self._generation:
            try:
                parts.put(part, timeout=0.2)
                return True
            except queue.Full:
                continue
        return False

    def _play(self, number: int, parts: _Parts, generation: int) -> None:
        if generation != self._generation:
            return
        try:
            self._output.play(self._parts(number, parts, generation))
        finally:
            if generation == self._generation:
                self._report(events.Spoken(number))

    def _parts(self, number: int, parts: _Parts, generation: int) -> Iterator[Sound]:
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
                self._report(events.Began(number))
                first = False
            yield part

    def _beep(self, tone: commands.Tone, generation: int) -> None:
        if generation == self._generation:
            self._output.play(iter([beep(tone.value)]))

    def _silenced(self) -> None:
        self._output.allow()
        self._report(events.Silenced())
