"""Sound files of every kind as frames. What is not WAV is read by a child process, which gives it as a WAV file.

Files come from strangers, and the library that reads them is native code: a file that crashes or stops it, or fills
the memory, ends the child and is one error here. Does not know what is said in them.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from forge_ai.errors import BadSound, ForgeError, MissingPart, VoiceFailed
from forge_ai.limits import SOUND_READING_BYTES, SOUND_READING_SECONDS, SOUND_SAMPLES, SOUND_SECONDS
from forge_ai.voice.audio.kinds import BEGINNING_BYTES, SoundKind, kind_of, require_codecs
from forge_ai.voice.audio.sound import FRAME_SECONDS
from forge_ai.voice.audio.wav import wav_frames

SILENT_SECONDS: Final = 20.0  # how long the child may compute for the next block
LAST_SECONDS: Final = 5.0  # how long the child may take to end after its last block
MISSING: Final = 3  # the child's exit statuses: the library cannot be loaded,
TOO_LONG: Final = 4  # ... or the sound is longer than it may be
_PROGRAM: Final = Path(__file__).with_name("decoding_child.py")
_BLOCK: Final = 65_536
_WORDS: Final = 200
_SLOW: Final = "reading it takes too long"
_LIBRARY_HINT: Final = "pip install --force-reinstall soundfile, or: sudo apt install libsndfile1"


def sound_frames(file: BinaryIO, *, bounded: bool) -> Generator[bytes]:
    """The frames of an open file, read as they are wanted; where ``bounded``, ``SOUND_SECONDS`` of them at most.

    Raises :class:`BadSound`, at once or while the frames are read, and :class:`MissingPart` for a file that is not WAV
    where the library for it is not installed.
    """
    file.seek(0)
    kind = kind_of(file.read(BEGINNING_BYTES))
    file.seek(0)
    if kind != SoundKind.WAV:
        require_codecs(kind)
    return _counted(file, kind, bounded=bounded)


def _counted(file: BinaryIO, kind: SoundKind, *, bounded: bool) -> Generator[bytes]:
    with closing(_frames(file, kind, bounded=bounded)) as frames:
        for number, frame in enumerate(frames):
            if bounded and number * FRAME_SECONDS >= SOUND_SECONDS:
                raise _too_long()
            yield frame


def _frames(file: BinaryIO, kind: SoundKind, *, bounded: bool) -> Generator[bytes]:
    if kind == SoundKind.WAV:
        yield from wav_frames(file)
        return
    with closing(Reader(file, kind, bounded=bounded)) as reader:
        yield from wav_frames(reader)


class Reader:
    """A file-like object with the WAV file that a child process makes of a sound file.

    ``patience`` is how many seconds the child may compute for one block.
    """

    def __init__(self, file: BinaryIO, kind: SoundKind, *, bounded: bool, patience: float = SILENT_SECONDS) -> None:
        self._kind = kind
        self._patience = patience
        self._process = _start(file, kind, bounded=bounded)
        assert self._process.stdout  # noqa: S101 - asked for
        self._sound = self._process.stdout.fileno()

    @property
    def pid(self) -> int:
        """The process id of the child."""
        return self._process.pid

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end. Raises :class:`BadSound` or :class:`MissingPart` when the child failed."""
        found = bytearray()
        while len(found) < size and (block := self._block(size - len(found))):
            found += block
        return bytes(found)

    def close(self) -> None:
        """End the child."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _block(self, size: int) -> bytes:
        able, _, _ = select.select([self._sound], [], [], self._patience)
        if not able:
            raise self._broken(_SLOW)
        block = os.read(self._sound, min(size, _BLOCK))
        if not block and self._process.wait(LAST_SECONDS):
            raise self._failed(self._process.returncode)
        return block

    def _failed(self, status: int) -> ForgeError:
        assert self._process.stderr  # noqa: S101 - asked for
        words = " ".join(self._process.stderr.read(_WORDS).decode("utf-8", "replace").split()).rstrip(".")
        if status == MISSING:
            return MissingPart(f"The library for {self._kind} cannot be loaded: {words}", hint=_LIBRARY_HINT)
        if status == TOO_LONG:
            return _too_long()
        if status < 0:
            words = f"it ended its reader, signal {-status}" if status != -signal.SIGXCPU else _SLOW
        return self._broken(words)

    def _broken(self, words: str) -> BadSound:
        told = f" ({words})" if words else ""
        return BadSound(f"This {self._kind} file cannot be read{told}.", hint="Save it anew, or as a WAV file.")


def _start(file: BinaryIO, kind: SoundKind, *, bounded: bool) -> subprocess.Popen[bytes]:
    most = (SOUND_SECONDS, SOUND_SAMPLES, SOUND_READING_SECONDS) if bounded else (0, 0, 0)
    orders = [kind.value, *map(str, (*most, SOUND_READING_BYTES))]
    file.flush()
    try:
        return subprocess.Popen(
            [sys.executable, "-P", str(_PROGRAM), *orders],
            stdin=file.fileno(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise VoiceFailed(f"What reads {kind} cannot be started: {error.strerror}.") from error


def _too_long() -> BadSound:
    return BadSound(f"The recording is longer than {SOUND_SECONDS / 60:g} minutes.", hint="Send it in parts.")
