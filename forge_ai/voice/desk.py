"""The ears and the mouth of a node: one recogniser and one voice, used by one request after the other.

Does not know who asks, nor in which protocol. Engines are started when they are first wanted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from forge_ai.errors import BadInput, EngineBusy
from forge_ai.limits import SPOKEN_CHARACTERS, VOICE_WAITING
from forge_ai.voice.audio.sound import Sound
from forge_ai.voice.seams import Listener, Speaker
from forge_ai.voice.words.sentences import Sentences
from forge_ai.voice.words.spoken import spoken
from forge_ai.voice.words.transcribe import Segment, transcribe


class Turnstile:
    """Lets one request at a time use something, and ``VOICE_WAITING`` in all be there. ``what`` names it in errors."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._places = threading.BoundedSemaphore(VOICE_WAITING)
        self._turn = threading.Lock()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait for the turn, and keep it while the block lasts. Raises :class:`EngineBusy` when too many wait."""
        if not self._places.acquire(blocking=False):
            raise EngineBusy(f"{self._what} has {VOICE_WAITING} requests to do already.")
        try:
            with self._turn:
                yield
        finally:
            self._places.release()


class VoiceDesk:
    """Recognises and speaks for all requests of a node. Safe to use from several threads."""

    def __init__(self, open_listener: Callable[[], Listener], open_speaker: Callable[[], Speaker]) -> None:
        self._open_listener = open_listener
        self._open_speaker = open_speaker
        self._listener: Listener | None = None
        self._speaker: Speaker | None = None
        self._ears = Turnstile("The recogniser")
        self._mouth = Turnstile("The voice")

    def hear(self, frames: Iterable[bytes]) -> list[Segment]:
        """What is said in a recording, given in frames of 20 milliseconds: the stretches of speech with their words.

        Raises :class:`MissingPart`, :class:`VoiceFailed` or :class:`EngineBusy`.
        """
        with self._ears.passing():
            self._listener = self._listener or self._open_listener()
            return list(transcribe(self._listener, frames))

    def say(self, text: str, voice: str = "") -> Iterator[Sound]:
        """The sound of a text, a sentence at a time; "" is the node's own voice.

        Raises :class:`BadInput` for a text that is too long or a voice that there is not, :class:`MissingPart`,
        :class:`VoiceFailed` or :class:`EngineBusy`.
        """
        if len(text) > SPOKEN_CHARACTERS:
            raise BadInput(
                f"The text has {len(text)} characters, {SPOKEN_CHARACTERS} at most.", hint="Send it in parts."
            )
        sentences = Sentences()
        for piece in [*sentences.feed(text), *sentences.finish()]:
            words = spoken(piece)
            if words:
                with self._mouth.passing():
                    self._speaker = self._speaker or self._open_speaker()
                    parts = list(self._speaker.say(words, voice))
                yield from parts

    def close(self) -> None:
        """End the engines."""
        if self._listener:
            self._listener.close()
        if self._speaker:
            self._speaker.close()
        self._listener = self._speaker = None
