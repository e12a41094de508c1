from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.voice.audio.samples import Resampler
from tests.voice.sounds import noise


@given(st.lists(st.integers(0, 700), max_size=20))
def test_blocks_make_no_difference(sizes):
    samples = noise(0.2, -20)
    whole = Resampler(16_000, 22_050)
    expected = whole.feed(samples) + whole.finish()
    parts, resampler, place = b"", Resampler(16_000, 22_050), 0
    for size in [*sizes, len(samples)]:
        parts += resampler.feed(samples[place : place + 2 * size])
        place += 2 * size
    parts += resampler.finish()
    one, other = np.frombuffer(parts, "<i2").astype(int), np.frombuffer(expected, "<i2").astype(int)
    assert len(one) == len(other)
    assert np.abs(one - other).max(initial=0) <= 1  # of 32,768: sums of floats
