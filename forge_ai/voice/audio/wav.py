"""WAV files: a stranger's header read and checked, its samples as mono sound, and files of our own written.

Does not know where the bytes come from. Reads PCM of 8 to 32 bits and 32-bit floats with up to eight channels, also
from streams whose writer did not know the length yet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

from forge_ai.errors import BadSound
from forge_ai.limits import KIB, SOUND_HEADER_BYTES
from forge_ai.voice.audio.sound import FRAME_BYTES, RATE, Sound, frames_of

HEADER_BYTES: Final = 44
_PCM: Final = 1
_FLOAT: Final = 3
_EXTENSIBLE: Final = 0xFFFE
_KINDS: Final = {(_PCM, 8), (_PCM, 16), (_PCM, 24), (_PCM, 32), (_FLOAT, 32)}
_NAMES: Final = {2: "ADPCM", 6: "A-law", 7: "mu-law", 17: "ADPCM", 80: "MPEG", 85: "MP3"}
_RATES: Final = range(4_000, 192_001)
_HINT: Final = "Save it as a WAV file with 16 bits a sample (PCM)."


class Readable(Protocol):
    """An open file, or what gives bytes like one."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer at the end."""


@dataclass(frozen=True, slots=True)
class WavFormat:
    """What the samples of a file are like, where they begin and how many bytes they take (None: all to its end)."""

    rate: int
    channels: int
    kind: int
    bits: int
    start: int
    size: int | None

    @property
    def frame_bytes(self) -> int:
        """One sample of every channel."""
        return self.channels * self.bits // 8


def read_format(beginning: bytes) -> WavFormat:
    """The format in the first bytes of a file. Raises :class:`BadSound` for one that cannot be read."""
    if beginning[:4] not in (b"RIFF", b"RF64") or beginning[8:12] != b"WAVE":
        raise BadSound("This is not a WAV file.", hint=_HINT)
    found: tuple[int, int, int, int] | None = None
    place = 12
    while place + 8 <= len(beginning):
        name, size = struct.unpack_from("<4sI", beginning, place)
        place += 8
        if name == b"data" and found:
            unknown = size >= 0x7FFF0000 or size == 0  # the writer did not know the length yet
            return WavFormat(*found, place, None if unknown else size)
        if name == b"fmt ":
            found = _read_fmt(beginning[place : place + size])
        place += size + size % 2
    raise BadSound("This WAV file ends before its sound begins.", hint=_HINT)


def _read_fmt(chunk: bytes) -> tuple[int, int, int, int]:
    if len(chunk) < 16:
        raise BadSound("This WAV file does not say what its sound is like.", hint=_HINT)
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if kind == _EXTENSIBLE and len(chunk) >= 26:
        kind = struct.unpack_from("<H", chunk, 24)[0]
    if (kind, bits) not in _KINDS:
        what = _NAMES.get(kind, f"of an unknown kind ({kind}, {bits} bits)")
        raise BadSound(f"The sound in this WAV file is {what}.", hint=_HINT)
    if not 1 <= channels <= 8 or rate not in _RATES:
        raise BadSound(f"This WAV file says {channels} channels with {rate} samples a second.", hint=_HINT)
    return rate, channels, kind, bits


def read_wav(data: bytes) -> Sound:
    """A whole file as mono sound of its own rate. Raises :class:`BadSound`."""
    form = read_format(data[:SOUND_HEADER_BYTES])
    end = len(data) if form.size is None else min(len(data), form.start + form.size)
    return Sound(form.rate, _mono(form, data[form.start : end]))


def wav_frames(file: Readable) -> Iterator[bytes]:
    """The frames of an open file, read as they are wanted. Raises :class:`BadSound`."""
    from forge_ai.voice.audio.samples import Resampler

    beginning = file.read(SOUND_HEADER_BYTES)
    form = read_format(beginning)
    resampler = Resampler(form.rate, RATE) if form.rate != RATE else None
    ready = b""
    for block in _blocks(file, beginning, form):
        samples = _mono(form, block)
        ready += resampler.feed(samples) if resampler else samples
        whole = len(ready) // FRAME_BYTES * FRAME_BYTES
        yield from frames_of(ready[:whole])
        ready = ready[whole:]
    yield from frames_of(ready + (resampler.finish() if resampler else b""))


def _blocks(file: Readable, beginning: bytes, form: WavFormat) -> Iterator[bytes]:
    """The bytes of the samples, cut where a sample ends."""
    wanted = form.size if form.size is not None else 1 << 62
    step = 8 * KIB * form.frame_bytes
    held = beginning[form.start :][:wanted]
    while held:
        whole = len(held) // form.frame_bytes * form.frame_bytes
        yield held[:whole]
        wanted -= whole
        rest = held[whole:]
        held = (rest + file.read(step))[:wanted] if wanted > len(rest) else b""
        if len(held) < form.frame_bytes:
            return


def _mono(form: WavFormat, data: bytes) -> bytes:
    data = data[: len(data) // form.frame_bytes * form.frame_bytes]
    if form.channels == 1 and (form.kind, form.bits) == (_PCM, 16):
        return data
    from forge_ai.voice.audio.samples import pcm

    values = _values(form, data)
    return pcm(values.reshape(-1, form.channels).mean(axis=1))


def _values(form: WavFormat, data: bytes) -> Any:
    """The samples as numbers on the scale of 16 bits."""
    import numpy as np

    if form.kind == _FLOAT:
        return np.nan_to_num(np.frombuffer(data, dtype="<f4").astype(np.float64)).clip(-1, 1) * 32_767
    if form.bits == 8:
        return (np.frombuffer(data, dtype=np.uint8).astype(np.float64) - 128) * 256
    if form.bits == 24:
        parts = np.frombuffer(data, dtype=np.uint8).reshape(-1, 3)
        wide = np.zeros((len(parts), 4), dtype=np.uint8)
        wide[:, 1:] = parts
        return wide.view("<i4").reshape(-1).astype(np.float64) / 65_536
    values = np.frombuffer(data, dtype=f"<i{form.bits // 8}").astype(np.float64)
    return values / 65_536 if form.bits == 32 else values


def wav_header(rate: int, size: int) -> bytes:
    """The header of a file with so many bytes of samples."""
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, _PCM, 1, rate, rate * 2, 2, 16, b"data", size
    )


def write_wav(sound: Sound) -> bytes:
    """The sound as a whole file."""
    return wav_header(sound.rate, len(sound.samples)) + sound.samples
