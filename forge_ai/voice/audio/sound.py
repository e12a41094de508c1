"""Sound as values: samples with a rate, frames of 20 milliseconds, levels, and beeps.

Does not know files, devices or engines. Sound is mono here, with 16 bits a sample, little-endian. Every command knows
these values and few compute with samples, so numpy is loaded by those that do (:mod:`forge_ai.voice.audio.samples`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

RATE: Final = 16_000  # samples a second inside the loop; what recognisers are trained for
FRAME_SECONDS: Final = 0.02
FRAME_BYTES: Final = int(RATE * FRAME_SECONDS) * 2
SILENCE_DECIBELS: Final = -96.0  # what 16 bits cannot tell from nothing


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples (mono, 16 bits, little-endian), and how many of them make a second."""

    rate: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / self.rate

    def at(self, rate: int) -> Sound:
        """The same sound with that many samples a second."""
        if rate == self.rate or not self.samples:
            return Sound(rate, self.samples)
        from forge_ai.voice.audio.samples import Resampler

        resampler = Resampler(self.rate, rate)
        return Sound(rate, resampler.feed(self.samples) + resampler.finish())


def frames_of(samples: bytes) -> Iterator[bytes]:
    """Samples of the rate ``RATE`` cut into frames of 20 milliseconds; the last one is filled up with silence."""
    for start in range(0, len(samples), FRAME_BYTES):
        frame = samples[start : start + FRAME_BYTES]
        yield frame + b"\0" * (FRAME_BYTES - len(frame))


def level_of(samples: bytes) -> float:
    """How loud the samples are: 0 decibels is full scale, less is quieter. A constant offset does not count."""
    import numpy as np

    from forge_ai.voice.audio.samples import FULL

    values = np.frombuffer(samples, dtype="<i2").astype(np.float64)
    if not len(values):
        return SILENCE_DECIBELS
    return max(SILENCE_DECIBELS, 20 * float(np.log10(values.std() / FULL + 1e-9)))


@lru_cache(maxsize=8)
def beep(hertz: int, seconds: float = 0.09) -> Sound:
    """A short soft tone of that pitch."""
    import numpy as np

    from forge_ai.voice.audio.samples import FULL, pcm

    moments = np.arange(int(RATE * seconds)) / RATE
    swell = np.minimum(1.0, np.minimum(moments, moments[::-1]) / 0.015)
    return Sound(RATE, pcm(np.sin(2 * np.pi * hertz * moments) * swell * 0.2 * FULL))


def silence(seconds: float, rate: int = RATE) -> Sound:
    """Silence of that length."""
    return Sound(rate, b"\0\0" * int(rate * seconds))
