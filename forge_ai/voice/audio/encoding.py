"""Sound written as MP3, Opus or FLAC, by a library that is loaded when it is wanted. What is written is our own.

Does not know what is said in it.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from forge_ai.errors import MissingPart
from forge_ai.voice.audio.kinds import require_codecs
from forge_ai.voice.audio.sound import RATE, Sound, silence

_MOMENT_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A way to write sound: what it is called, how its files end, and the rate that it wants (0 for any)."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    container: str
    codec: str
    rate: int


FORMATS: Final = (
    SoundFormat("mp3", (".mp3",), "audio/mpeg", "MP3", "MPEG_LAYER_III", 24_000),
    SoundFormat("opus", (".opus", ".ogg", ".oga"), "audio/ogg", "OGG", "OPUS", 24_000),
    SoundFormat("flac", (".flac",), "audio/flac", "FLAC", "PCM_16", 0),
)


class Encoder:
    """Writes sound into an open file, or into the one behind a descriptor; the file is whole after :meth:`close`.

    Raises :class:`MissingPart` where the library is not installed, and :class:`OSError` where the disk is full.
    """

    def __init__(self, form: SoundFormat, file: BinaryIO | int) -> None:
        require_codecs(form.name.upper())
        self._form = form
        self._file = file
        self._writer: Any = None
        self.rate = form.rate

    def write(self, sound: Sound) -> None:
        """Add sound. All of it gets the rate of the format, or, where the format takes any, that of the first sound."""
        if sound.samples:
            self.rate = self.rate or sound.rate
            self._writer = self._writer or self._open()
            with _write_faults():
                self._writer.buffer_write(sound.at(self.rate).samples, dtype="int16")

    def settle(self) -> None:
        """Put what was written so far into the file, as far as the library gives it away."""
        if self._writer:
            self._writer.flush()

    def close(self) -> None:
        """Make the file whole. Without any sound it gets a moment of silence, for an empty file would be none."""
        if not self._writer:
            self.write(silence(_MOMENT_SECONDS, self.rate or RATE))
        with _write_faults():
            self._writer.close()

    def _open(self) -> Any:
        try:
            import soundfile
        except (ImportError, OSError) as error:
            raise MissingPart(f"The library for {self._form.name} cannot be loaded: {error}.") from error
        kind = {"format": self._form.container, "subtype": self._form.codec}
        file = os.dup(self._file) if isinstance(self._file, int) else self._file  # the library closes what it gets
        return soundfile.SoundFile(file, "w", samplerate=self.rate, channels=1, **kind)


@contextmanager
def _write_faults() -> Iterator[None]:
    """Turn the library's errors, which only say that not all was written, into :class:`OSError`."""
    try:
        yield
    except (AssertionError, RuntimeError) as error:
        raise OSError(errno.ENOSPC, "the disk is full") from error


def encoded(form: SoundFormat, sound: Sound) -> bytes:
    """The sound as a whole file."""
    file = io.BytesIO()
    encoder = Encoder(form, file)
    encoder.write(sound)
    encoder.close()
    return file.getvalue()
