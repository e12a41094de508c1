"""Files in the place of devices: a WAV file that is listened to, and one into which the answers are spoken.

Does not know what is said in them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from forge_ai.limits import GIB
from forge_ai.paths import create_file, flush_open, open_file, storage_faults
from forge_ai.voice.audio.sound import Sound, silence
from forge_ai.voice.audio.wav import HEADER_BYTES, wav_frames, wav_header

PAUSE_SECONDS = 0.3


class Recording:
    """A WAV file as a microphone that waits until somebody listens. Raises :class:`BadSound`, :class:`StorageFault`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with storage_faults(path):
            self._file: BinaryIO = open_file(path)

    @property
    def name(self) -> str:
        """What a person reads."""
        return str(self._path)

    def frames(self) -> Iterator[bytes]:
        """The frames, read as they are wanted."""
        with storage_faults(self._path):
            yield from wav_frames(self._file)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    end = close


class SpokenFile:
    """A WAV file as a loudspeaker: everything that is said, one after the other. It is whole after every piece."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rate = 0
        self._size = 0
        with storage_faults(path):
            self._file: BinaryIO = create_file(path)

    @property
    def name(self) -> str:
        """What a person reads."""
        return str(self._path)

    def play(self, sounds: Iterator[Sound], begun: threading.Event | None = None) -> None:
        """Add sounds; all have the rate of the first one."""
        for sound in sounds:
            self._rate = self._rate or sound.rate
            self._add(sound.at(self._rate))
            if begun:
                begun.set()
        if self._rate:
            self._add(silence(PAUSE_SECONDS, self._rate))
            self._finish()

    def stop(self) -> None:
        """A file is not loud."""

    allow = stop

    def close(self) -> None:
        """Make the file whole, also when nothing was said."""
        if not self._file.closed:
            self._rate = self._rate or 16_000
            self._finish()
            self._file.close()

    def _add(self, sound: Sound) -> None:
        if self._size + len(sound.samples) > 3 * GIB:
            return  # the format ends at four
        with storage_faults(self._path):
            if not self._size:
                self._file.write(wav_header(self._rate, 0))
            self._file.write(sound.samples)
        self._size += len(sound.samples)

    def _finish(self) -> None:
        with storage_faults(self._path):
            self._file.seek(0)
            self._file.write(wav_header(self._rate, self._size))
            self._file.seek(HEADER_BYTES + self._size)
            self._file.flush()
            flush_open(self._file.fileno())
