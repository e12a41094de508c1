from __future__ import annotations

import pytest

from forge_ai.voice.engines.spotting import Stretches
from tests.voice.sounds import frames, noise, speechlike

ROOM = noise(1.0, -65)


def cut(*parts):
    stretches = Stretches()
    return [found for frame in frames(*parts) if (found := stretches.hear(frame))]


def test_nobody_is_judged_while_nobody_speaks():
    assert cut(ROOM, ROOM, ROOM) == []


@pytest.mark.parametrize("seconds", [0.6, 1.0, 1.4])
def test_a_short_call_is_judged_when_it_is_over(seconds):
    (found,) = cut(ROOM, speechlike(seconds), ROOM)
    assert seconds < len(found) / 32_000 < seconds + 0.9


def test_a_long_speech_is_judged_once_and_early():
    (found,) = cut(ROOM, speechlike(6.0), ROOM)
    assert len(found) / 32_000 < 2.0


def test_every_call_is_judged():
    assert len(cut(ROOM, speechlike(0.8), ROOM, speechlike(0.8, seed=3), ROOM)) == 2
