from __future__ import annotations

import numpy as np
import pytest

from forge_ai.voice.audio.sound import RATE, Sound, beep, frames_of, level_of
from tests.voice.sounds import tone


def test_a_level_is_in_decibels_below_full_scale():
    assert level_of(tone(1, -20)) == pytest.approx(-20, abs=0.2)
    assert level_of(bytes(640)) == -96.0
    assert level_of(b"") == -96.0


def test_an_offset_that_does_not_move_is_silence():
    assert level_of(np.full(320, 9_000, dtype="<i2").tobytes()) == -96.0


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 24_000, 44_100, 48_000])
def test_another_rate_keeps_length_and_loudness(rate):
    sound = Sound(RATE, tone(0.5, -20, hertz=440)).at(rate)
    assert sound.seconds == pytest.approx(0.5, abs=0.003)
    assert level_of(sound.samples) == pytest.approx(-20, abs=0.5)


def test_what_the_new_rate_cannot_hold_is_left_out():
    too_high = Sound(44_100, Sound(RATE, tone(0.2, -10, hertz=7_000)).at(44_100).samples).at(8_000)
    assert level_of(too_high.samples) < -50


def test_frames_have_one_length_and_lose_nothing():
    found = list(frames_of(b"ab" * 500))
    assert {len(frame) for frame in found} == {640}
    assert b"".join(found).rstrip(b"\0") == b"ab" * 500


def test_a_beep_is_short_and_soft():
    assert 0.05 < beep(880).seconds < 0.2
    assert level_of(beep(880).samples) < -12
