"""Sound as values: samples with a rate, frames of 20 milliseconds, levels, beeps, and other rates.

Does not know files, devices or engines. Sound is mono here, with 16 bits a sample, little-endian.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

RATE: Final = 16_000  # samples a second inside the loop; what recognisers are trained for
FRAME_SECONDS: Final = 0.02
FRAME_BYTES: Final = int(RATE * FRAME_SECONDS) * 2
SILENCE_DECIBELS: Final = -96.0  # what 16 bits cannot tell from nothing
_FULL: Final = 32_768.0
_TAPS: Final = 24  # of the filter on each side of a sample, at its own rate
_PHASES: Final = 256
_BLOCK_BYTES: Final = 64_000


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples, and how many of them make a second."""

    rate: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / self.rate

    def at(self, rate: int) -> Sound:
        """The same sound with another rate."""
        if rate == self.rate or not self.samples:
            return Sound(rate, self.samples)
        resampler = Resampler(self.rate, rate)
        return Sound(rate, resampler.feed(self.samples) + resampler.finish())


def frames_of(samples: bytes) -> Iterator[bytes]:
    """The samples in frames; silence fills up the last one."""
    for start in range(0, len(samples), FRAME_BYTES):
        frame = samples[start : start + FRAME_BYTES]
        yield frame + b"\0" * (FRAME_BYTES - len(frame))


def level_of(samples: bytes) -> float:
    """How loud the samples are, in decibels below full scale; an offset that does not move counts for nothing."""
    values = np.frombuffer(samples, dtype="<i2").astype(np.float64)
    if not len(values):
        return SILENCE_DECIBELS
    return max(SILENCE_DECIBELS, 20 * float(np.log10(values.std() / _FULL + 1e-9)))


@lru_cache(maxsize=8)
def beep(hertz: int, seconds: float = 0.09) -> Sound:
    """A short soft tone."""
    moments = np.arange(int(RATE * seconds)) / RATE
    swell = np.minimum(1.0, np.minimum(moments, moments[::-1]) / 0.015)
    return Sound(RATE, pcm(np.sin(2 * np.pi * hertz * moments) * swell * 0.2 * _FULL))


def silence(seconds: float, rate: int = RATE) -> Sound:
    """Nothing, for a while."""
    return Sound(rate, b"\0\0" * int(rate * seconds))


def pcm(values: Any) -> bytes:
    """Numbers as samples; what is too loud is cut off."""
    return bytes(np.clip(np.rint(values), -_FULL, _FULL - 1).astype("<i2").tobytes())


class Resampler:
    """Another rate for sound that comes in blocks: a windowed sinc filter, so that no false tones appear."""

    def __init__(self, old: int, new: int) -> None:
        self._old, self._new = old, new
        self._half = int(np.ceil(_TAPS * max(1.0, old / new)))
        self._kernels = _kernels(self._half, min(1.0, new / old) * 0.94)
        self._held = np.zeros(self._half, dtype=np.float32)  # silence before the beginning
        self._gone = -self._half  # how many old samples came before what is held
        self._made = 0  # new samples so far; their places are whole numbers over `new`, so that nothing drifts

    def feed(self, samples: bytes) -> bytes:
        """The new samples that are ready."""
        return b"".join(
            self._more(np.frombuffer(samples[start : start + _BLOCK_BYTES], dtype="<i2").astype(np.float32))
            for start in range(0, len(samples), _BLOCK_BYTES)
        )

    def finish(self) -> bytes:
        """The last new samples."""
        return self._more(np.zeros(self._half, dtype=np.float32))

    def _more(self, values: Any) -> bytes:
        self._held = np.concatenate([self._held, values])
        known = self._gone + len(self._held) - self._half  # old samples whose neighbours are known as well
        end = max(self._made, -(-known * self._new // self._old))
        places = np.arange(self._made, end, dtype=np.int64) * self._old
        whole, phases = places // self._new, places % self._new * _PHASES // self._new
        around = (whole - self._gone)[:, None] + np.arange(1 - self._half, self._half)[None, :]
        made = np.einsum("ij,ij->i", self._held[around], self._kernels[phases])
        self._made = end
        self._let_go(end * self._old // self._new)
        return pcm(made)

    def _let_go(self, place: int) -> None:
        old = max(0, place - self._half - self._gone)
        self._held = self._held[old:]
        self._gone += old


@lru_cache(maxsize=16)
def _kernels(half: int, cutoff: float) -> Any:
    """One filter for each place between two samples."""
    offsets = np.arange(1 - half, half)[None, :] - (np.arange(_PHASES) / _PHASES)[:, None]
    window = np.cos(np.clip(offsets / half, -1, 1) * np.pi / 2) ** 2
    kernels = np.sinc(offsets * cutoff) * window
    return (kernels / kernels.sum(axis=1, keepdims=True)).astype(np.float32)
