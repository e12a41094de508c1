"""Files in the place of devices: a sound file that is listened to, and one into which the answers are spoken.

Does not know what is said in them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Protocol

from forge_ai.errors import BadInput
from forge_ai.limits import GIB
from forge_ai.paths import create_file, flush_open, open_file, storage_faults
from forge_ai.voice.audio.decoding import sound_frames
from forge_ai.voice.audio.encoding import FORMATS, Encoder, SoundFormat
from forge_ai.voice.audio.kinds import require_codecs
from forge_ai.voice.audio.sound import RATE, Sound, silence
from forge_ai.voice.audio.wav import HEADER_BYTES, wav_header

PAUSE_SECONDS = 0.3
_WAV = ("", ".wav", ".wave")


class Recording:
    """A sound file as a microphone that waits until somebody listens.

    Raises :class:`BadSound`, :class:`MissingPart`, :class:`StorageFault`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with storage_faults(path), ExitStack() as on_error:
            self._file: BinaryIO = on_error.enter_context(open_file(path))
            self._frames = sound_frames(self._file, bounded=False)
            on_error.pop_all()

    @property
    def name(self) -> str:
        """What a person reads."""
        return str(self._path)

    def frames(self) -> Iterator[bytes]:
        """The frames, read as they are wanted."""
        with storage_faults(self._path):
            yield from self._frames

    def close(self) -> None:
        """Close the file."""
        self._frames.close()
        self._file.close()

    end = close


class SpokenFile:
    """A sound file as a loudspeaker: everything that is said, one after the other.

    How its name ends says what it is; a WAV file is whole after every piece. Raises :class:`BadInput`,
    :class:`MissingPart`, :class:`StorageFault`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        form = form_of(path)
        with storage_faults(path):
            self._file: BinaryIO = create_file(path)
        self._writer: _Writer = Encoder(form, self._file.fileno()) if form else _WavFile(self._file)

    @property
    def name(self) -> str:
        """What a person reads."""
        return str(self._path)

    def play(self, sounds: Iterator[Sound], begun: threading.Event | None = None) -> None:
        """Add sounds; all have the rate of the first one."""
        some = False
        for sound in sounds:
            self._write(sound)
            some = True
            if begun:
                begun.set()
        if some:
            self._write(silence(PAUSE_SECONDS, self._writer.rate))
            with storage_faults(self._path):
                self._writer.settle()
                flush_open(self._file.fileno())

    def stop(self) -> None:
        """A file is not loud."""

    allow = stop

    def close(self) -> None:
        """Make the file whole, also when nothing was said."""
        if not self._file.closed:
            with storage_faults(self._path), self._file:
                self._writer.close()
                flush_open(self._file.fileno())

    def _write(self, sound: Sound) -> None:
        with storage_faults(self._path):
            self._writer.write(sound)


def form_of(path: Path) -> SoundFormat | None:
    """How sound is written into a file of that name; None for a WAV file.

    Raises :class:`BadInput` for a name that ends like none, :class:`MissingPart`.
    """
    suffix = path.suffix.lower()
    form = next((form for form in FORMATS if suffix in form.suffixes), None)
    if form:
        require_codecs(form.name.upper())
    elif suffix not in _WAV:
        known = ", ".join((".wav", *(form.suffixes[0] for form in FORMATS)))
        raise BadInput(
            f"Sound is not written as {suffix!a} here.", hint=f"End the name of the file with one of {known}."
        )
    return form


class _Writer(Protocol):
    """What puts sound into an open file."""

    @property
    def rate(self) -> int:
        """Samples a second, once there is sound."""

    def write(self, sound: Sound) -> None:
        """Add sound."""

    def settle(self) -> None:
        """What was written so far is in the file."""

    def close(self) -> None:
        """Make the file whole."""


class _WavFile:
    """A WAV file that is whole whenever it has settled."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = 0
        self.rate = 0

    def write(self, sound: Sound) -> None:
        """Add sound; all of it gets the rate of the first one."""
        self.rate = self.rate or sound.rate
        samples = sound.at(self.rate).samples
        if self._size + len(samples) > 3 * GIB:
            return  # the format ends at four
        if not self._size:
            self._file.write(wav_header(self.rate, 0))
        self._file.write(samples)
        self._size += len(samples)

    def settle(self) -> None:
        """Say how long the sound is by now."""
        self._file.seek(0)
        self._file.write(wav_header(self.rate or RATE, self._size))
        self._file.seek(HEADER_BYTES + self._size)
        self._file.flush()

    close = settle
