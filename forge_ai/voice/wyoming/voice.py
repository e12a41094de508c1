"""A listener, a spotter and a speaker behind a Wyoming connection: a service of the person's, or our own child process.

Each keeps one connection while it works, and opens a new one after a failure. Does not know what stands behind the
connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from forge_ai.errors import ForgeError, VoiceFailed
from forge_ai.limits import SOUND_BODY_BYTES, SPOKEN_CHARACTERS
from forge_ai.voice.audio.sound import RATE, Sound
from forge_ai.voice.wyoming.events import (
    CHUNK_BYTES,
    SOUND_STOP,
    WyomingEvent,
    sound_chunks,
    sound_of,
    sound_start,
)
from forge_ai.voice.wyoming.link import SILENT_SECONDS, Link

OpenLink = Callable[[], Link]
_ERROR: Final = "error"
_SECONDS_FOR_EACH: Final = 4.0  # how long a slow machine may compute for one second of sound


class WyomingListener:
    """A listener behind a connection. With ``stays`` one connection hears many utterances, else each has its own."""

    def __init__(self, name: str, open_link: OpenLink, *, stays: bool = False, language: str = "en") -> None:
        self.name = name
        self._open_link = open_link
        self._stays = stays
        self._language = language
        self._link: Link | None = None

    def begin(self) -> WyomingHearing:
        """Begin to hear an utterance."""
        link = self._link or self._open_link()
        self._link = link if self._stays else None
        hearing = WyomingHearing(link, stays=self._stays, failed=self.close)
        hearing.start(self._language)
        return hearing

    def close(self) -> None:
        """End the connection that stays."""
        if self._link:
            self._link.close()
            self._link = None


class WyomingHearing:
    """One utterance on a connection."""

    def __init__(self, link: Link, *, stays: bool, failed: Callable[[], None]) -> None:
        self._link = link
        self._stays = stays
        self._failed = failed
        self._so_far = ""
        self._seconds = 0.0
        self._over = False

    def start(self, language: str) -> None:
        """Tell the other side that sound in that language is to come."""
        self._send(WyomingEvent("transcribe", {"language": language}), sound_start(RATE))

    def hear(self, samples: bytes) -> str:
        """Pass on sound; returns what has been understood so far."""
        self._seconds += len(samples) / 2 / RATE
        for start in range(0, len(samples), CHUNK_BYTES):
            self._send(*sound_chunks(Sound(RATE, samples[start : start + CHUNK_BYTES])))
            while event := self._carefully(self._link.arrived):
                self._note(event)
        return self._so_far

    def finish(self) -> str:
        """Wait for the words of the whole utterance; a long one may take longer. Raises :class:`VoiceFailed`."""
        self._send(SOUND_STOP)
        patience = SILENT_SECONDS + self._seconds * _SECONDS_FOR_EACH
        while True:
            event = self._carefully(lambda: self._link.receive(patience))
            if event is None:
                continue
            if event.kind == "transcript":
                self._end()
                return " ".join(event.text().split())
            self._note(event)

    def drop(self) -> None:
        """Forget the utterance: a connection that stays is told so, any other is closed."""
        if self._over:
            return
        if self._stays:
            self._send(WyomingEvent("dropped"))
        self._end()

    def _note(self, event: WyomingEvent) -> None:
        if event.kind == _ERROR:
            self._over = True
            self._failed()
            raise VoiceFailed(event.text() or "The recogniser failed.")
        if event.kind == "transcript-start":
            self._so_far = ""
        elif event.kind == "transcript-chunk":
            self._so_far = (self._so_far + event.text())[-SPOKEN_CHARACTERS:]
        elif event.kind == "understood":
            self._so_far = event.text()

    def _send(self, *events: WyomingEvent) -> None:
        self._carefully(lambda: self._link.send(*events))

    def _carefully(self, act: Callable[[], WyomingEvent | None] | Callable[[], None]) -> WyomingEvent | None:
        try:
            return act()
        except ForgeError:
            self._over = True
            self._link.close()
            self._failed()
            raise

    def _end(self) -> None:
        self._over = True
        if not self._stays:
            self._link.close()


class WyomingSpeaker:
    """A speaker behind a connection. With ``stays`` one connection says many texts, else each has its own."""

    def __init__(self, name: str, open_link: OpenLink, *, stays: bool = False) -> None:
        self.name = name
        self._open_link = open_link
        self._stays = stays
        self._link: Link | None = None

    def say(self, text: str, voice: str = "") -> Iterator[Sound]:
        """The sound of a text as it comes. Raises :class:`VoiceFailed`, also for sound without an end."""
        link = self._link or self._open_link()
        self._link = None
        done = False
        try:
            link.send(WyomingEvent("synthesize", {"text": text, **({"voice": {"name": voice}} if voice else {})}))
            left = SOUND_BODY_BYTES
            while (event := link.receive()).kind != SOUND_STOP.kind:
                if event.kind == _ERROR:
                    raise VoiceFailed(event.text() or "The voice failed.")
                left -= len(event.payload)
                if left < 0:
                    raise VoiceFailed("What the voice says does not end.")
                if event.kind == "audio-chunk":
                    yield sound_of(event)
            done = True
        finally:
            if done and self._stays:
                self._link = link
            else:
                link.close()

    def close(self) -> None:
        """End the connection that stays."""
        if self._link:
            self._link.close()
            self._link = None
