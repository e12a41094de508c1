from __future__ import annotations

import os
from pathlib import Path

import pytest

from forge_ai.errors import BadInput
from forge_ai.voice.audio.sound import level_of
from forge_ai.voice.engines.espeak import EspeakSpeaker
from tests.voice.sounds import needs_espeak, spoken_sound

pytestmark = needs_espeak


def test_a_sentence_becomes_sound():
    sound = spoken_sound("The quick brown fox.")
    assert 0.8 < sound.seconds < 4
    assert level_of(sound.samples) > -35


def test_what_begins_with_a_dash_is_text_and_no_option():
    assert spoken_sound("--version").seconds > 0.5


def test_a_voice_that_there_is_not_is_one_clear_error():
    with pytest.raises(BadInput, match="no voice 'nowhere'"):
        list(EspeakSpeaker("nowhere").say("Hello."))
    with pytest.raises(BadInput, match="not a voice"):
        list(EspeakSpeaker("-w/tmp/x").say("Hello."))


def test_a_listener_who_has_enough_ends_the_program():
    saying = EspeakSpeaker().say("This is a long sentence. " * 400)
    next(saying)
    before = _children()
    saying.close()
    assert len(_children()) < len(before)


def _children():
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
