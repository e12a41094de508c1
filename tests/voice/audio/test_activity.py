from __future__ import annotations

import pytest

from forge_ai.voice.audio.activity import BargeIn, NoiseFloor, Onset, Utterance
from forge_ai.voice.audio.sound import level_of
from tests.voice.sounds import frames, noise, speechlike, tone


def listen(parts, end_seconds=0.7):
    """Hear frames until an utterance is over: whether it was speech, and how many seconds that took."""
    floor, utterance = NoiseFloor(), Utterance(end_seconds=end_seconds)
    for frame in frames(*parts):
        level = level_of(frame)
        utterance.hear(level, stands_out=floor.stands_out(level))
        if utterance.ended:
            break
    return utterance


@pytest.mark.parametrize("room", [-90, -60, -45])
def test_speech_begins_and_ends_in_a_room_as_loud_as_it_is(room):
    utterance = listen([noise(2.5, room), speechlike(1.5), noise(2.0, room, seed=2)])
    assert utterance.ended
    assert utterance.is_speech
    assert 2.5 + 1.5 + 0.5 < utterance.seconds < 2.5 + 1.5 + 1.1


@pytest.mark.parametrize("sound", [noise(5, -25), tone(5, -25), bytes(160_000)])
def test_noise_tones_and_silence_are_no_speech(sound):
    assert not listen([sound]).is_speech


def test_a_fan_that_is_switched_on_is_no_speech():
    assert not listen([noise(3, -60), noise(6, -35, seed=2)]).is_speech


def test_a_click_is_no_beginning():
    onset = Onset()
    heard = [onset.hear(stands_out=place in (3, 4)) for place in range(40)]
    assert not any(heard)


def test_a_short_pause_does_not_end_an_utterance():
    utterance = listen([bytes(16_000), speechlike(1), bytes(16_000), speechlike(1, seed=3), bytes(64_000)])
    assert utterance.seconds > 0.5 + 1 + 0.5 + 1 + 0.4


def test_our_own_beep_does_not_count():
    floor, utterance = NoiseFloor(), Utterance(end_seconds=0.7, deaf_seconds=0.3)
    for frame in frames(tone(0.25, -20), bytes(64_000)):
        level = level_of(frame)
        utterance.hear(level, stands_out=floor.stands_out(level))
    assert not utterance.begun


def interrupts_at(own_level, *parts):
    barge_in, floor = BargeIn(), NoiseFloor()
    for place, frame in enumerate(frames(*parts)):
        level = level_of(frame)
        floor.stands_out(level)
        if barge_in.hear(level, floor.decibels):
            return place * 0.02
    return None


def test_our_own_voice_interrupts_nothing():
    assert interrupts_at(-30, speechlike(6, -30)) is None


def test_who_is_clearly_louder_than_our_own_voice_interrupts():
    at = interrupts_at(-30, speechlike(2, -35), speechlike(1, -12, seed=5))
    assert at is not None
    assert 2.0 <= at < 2.6


def test_with_a_headset_plain_speech_interrupts():
    at = interrupts_at(-96, noise(2, -65), speechlike(1, -25))
    assert at is not None
    assert at < 2.6
