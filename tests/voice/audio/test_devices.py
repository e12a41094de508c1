"""Microphone and loudspeaker through the real `arecord` and `aplay`, with files in the place of a sound card."""

from __future__ import annotations

import os
import shutil
import signal
import threading

import pytest

from forge_ai.errors import NoSound
from forge_ai.voice.audio.devices import Loudspeaker, Microphone
from forge_ai.voice.audio.sound import FRAME_BYTES, Sound
from tests.voice.sounds import needs_alsa, noise, tone

pytestmark = needs_alsa


def sound_card(folder, heard):
    """The settings of ALSA that make files of a microphone and a loudspeaker: where they are, and what was played."""
    (folder / "heard.raw").write_bytes(heard)
    mic = f'type file slave.pcm "nothing" file "/dev/null" infile "{folder}/heard.raw" format "raw"'
    speaker = f'type file slave.pcm "nothing" file "{folder}/played.raw" format "raw"'
    config = folder / "asound.conf"
    config.write_text(f"pcm.nothing {{ type null }}\npcm.mic {{ {mic} }}\npcm.speaker {{ {speaker} }}\n")
    return {"ALSA_CONFIG_PATH": str(config), "FORGE_AI_MICROPHONE": "mic", "FORGE_AI_LOUDSPEAKER": "speaker"}


@pytest.fixture
def card(tmp_path, monkeypatch):
    monkeypatch.setenv("ALSA_CONFIG_PATH", sound_card(tmp_path, noise(3, -20))["ALSA_CONFIG_PATH"])
    return tmp_path


def test_what_the_microphone_hears_comes_in_frames(card):
    microphone = Microphone("mic")
    frames = microphone.frames()
    heard = b"".join(next(frames) for _ in range(100))
    microphone.close()
    assert heard == noise(3, -20)[: 100 * FRAME_BYTES]
    assert list(frames) == []
    microphone.end()


def test_a_recording_program_that_dies_is_told(card):
    microphone = Microphone("mic")
    frames = microphone.frames()
    next(frames)
    os.kill(microphone.pid, signal.SIGKILL)
    with pytest.raises(NoSound, match="The microphone is gone"):
        list(frames)
    microphone.end()


def test_a_microphone_that_there_is_not_is_one_clear_error(card):
    microphone = Microphone("nowhere")
    with pytest.raises(NoSound, match="No microphone can be opened"):
        list(microphone.frames())
    microphone.end()


def test_what_is_said_is_played(card):
    begun = threading.Event()
    Loudspeaker("speaker").play(iter([Sound(16_000, tone(0.5, -20))]), begun)
    assert begun.is_set()
    played = (card / "played.raw").read_bytes()
    assert played.startswith(tone(0.5, -20))


def test_a_loudspeaker_that_is_told_to_be_quiet_is_quiet_at_once(card):
    loudspeaker = Loudspeaker("speaker")

    def endless():
        yield Sound(16_000, tone(0.1, -20))
        loudspeaker.stop()
        while True:
            yield Sound(16_000, tone(0.1, -20))

    loudspeaker.play(endless())
    loudspeaker.play(iter([Sound(16_000, tone(0.5, -20))]))  # and stays so, until it may speak again
    loudspeaker.allow()
    loudspeaker.play(iter([Sound(16_000, tone(0.2, -20))]))
    assert (card / "played.raw").read_bytes()[: len(tone(0.2, -20))] == tone(0.2, -20)


def test_a_loudspeaker_that_there_is_not_is_one_clear_error(card):
    with pytest.raises(NoSound, match="does not play") as raised:
        Loudspeaker("nowhere").play(iter([Sound(16_000, tone(0.5, -20))] * 50))
    assert raised.value.message.count("aplay:") == 1


def test_no_program_is_one_clear_error(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not shutil.which("arecord")
    with pytest.raises(NoSound, match="Nothing on this device can record"):
        Microphone()
    with pytest.raises(NoSound, match="Nothing on this device can play"):
        Loudspeaker()
