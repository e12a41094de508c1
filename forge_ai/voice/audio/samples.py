"""Arithmetic with samples: numbers as sound, and another rate for sound that comes in blocks.

Does not know where the sound comes from. It loads numpy, so it is imported only where samples are computed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

FULL: Final = 32_768.0
_TAPS: Final = 24  # of the filter on each side of a sample, at its own rate
_PHASES: Final = 256  # places between two samples for which there is a filter
_BLOCK_BYTES: Final = 64_000


def pcm(values: Any) -> bytes:
    """Numbers on the scale of 16 bits as samples (little-endian); what is too loud is clipped."""
    return bytes(np.clip(np.rint(values), -FULL, FULL - 1).astype("<i2").tobytes())


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
        """Take in samples at the old rate; returns those at the new rate that are ready."""
        return b"".join(
            self._more(np.frombuffer(samples[start : start + _BLOCK_BYTES], dtype="<i2").astype(np.float32))
            for start in range(0, len(samples), _BLOCK_BYTES)
        )

    def finish(self) -> bytes:
        """The last samples at the new rate, when no more come."""
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
    """A filter for each of the places between two samples, as rows of weights that add up to 1."""
    offsets = np.arange(1 - half, half)[None, :] - (np.arange(_PHASES) / _PHASES)[:, None]
    window = np.cos(np.clip(offsets / half, -1, 1) * np.pi / 2) ** 2
    kernels = np.sinc(offsets * cutoff) * window
    return (kernels / kernels.sum(axis=1, keepdims=True)).astype(np.float32)
