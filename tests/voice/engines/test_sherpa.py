"""The real sherpa-onnx in its child process, with models of a few hundred bytes; real ones cannot be had in a test."""

from __future__ import annotations

import pytest

from forge_ai.errors import MissingPart, VoiceFailed
from forge_ai.settings import read_settings
from forge_ai.voice.choice import listener_quality, open_listener, open_speaker, speaker_quality
from forge_ai.voice.engines.sherpa import has_sherpa
from forge_ai.voice.engines.sherpa_models import ModelKind, models_in, read_model
from tests.voice.engines.tiny_models import write_ears, write_voice
from tests.voice.sounds import needs_espeak, noise, speechlike

pytestmark = pytest.mark.skipif(not has_sherpa(), reason="SKIPPED: sherpa-onnx is not installed")


@pytest.fixture
def settings(home):
    write_ears(home / "voice" / "some_ears")
    write_voice(home / "voice" / "some_voice")
    return read_settings({"FORGE_AI_HOME": str(home)})


@needs_espeak
def test_what_was_fetched_is_used_by_itself(settings):
    assert {model.kind for model in models_in(settings.folders.voice)} == set(ModelKind)
    assert (listener_quality(settings), speaker_quality(settings)) == (2, 2)
    listener, speaker = open_listener(settings), open_speaker(settings)
    assert "some_ears (sherpa-onnx" in listener.name
    assert "some_voice (sherpa-onnx" in speaker.name


def test_one_child_hears_many_utterances(settings):
    listener = open_listener(settings)
    try:
        heard = []
        for samples in (bytes(64_000), noise(2, -20), speechlike(2)):
            hearing = listener.begin()
            for start in range(0, len(samples), 640):
                hearing.hear(samples[start : start + 640])
            heard.append(hearing.finish())
        assert heard == ["", "hello", "hello"]
    finally:
        listener.close()


@needs_espeak
def test_a_voice_without_a_lexicon_gets_its_sounds_from_espeak(settings):
    speaker = open_speaker(settings)
    try:
        short, long = (list(speaker.say(text)) for text in ("Hello.", "Good morning to you all."))
        assert {sound.rate for sound in short + long} == {22_050}
        assert 0.3 < sum(sound.seconds for sound in short) < sum(sound.seconds for sound in long)
    finally:
        speaker.close()


def test_a_model_that_is_none_is_one_error_with_the_librarys_reason(settings):
    (settings.folders.voice / "some_ears" / "encoder.onnx").write_bytes(b"nonsense")
    listener = open_listener(settings)
    try:
        hearing = listener.begin()
        with pytest.raises(VoiceFailed, match="some_ears ended"):
            hearing.finish()
    finally:
        listener.close()


def test_without_a_model_it_is_said_how_to_get_one(home):
    for variable, opens in (("FORGE_AI_LISTENER", open_listener), ("FORGE_AI_SPEAKER", open_speaker)):
        with pytest.raises(MissingPart) as missing:
            opens(read_settings({"FORGE_AI_HOME": str(home), variable: "sherpa"}))
        assert "voice setup --fetch" in missing.value.hint


def test_a_folder_of_something_else_is_no_model(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"")
    assert read_model(tmp_path) is None
    (tmp_path / "tokens.txt").write_text("a 0")
    assert read_model(tmp_path).kind == ModelKind.SPEAKER
