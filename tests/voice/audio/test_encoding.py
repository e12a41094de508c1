from __future__ import annotations

import pytest

from forge_ai.errors import BadInput, StorageFault
from forge_ai.voice.audio.decoding import sound_frames
from forge_ai.voice.audio.encoding import FORMATS, encoded
from forge_ai.voice.audio.recordings import SpokenFile
from forge_ai.voice.audio.sound import Sound, level_of, silence
from forge_ai.voice.audio.wav import read_wav
from tests.disks import disk_of
from tests.voice.sounds import needs_codecs, noise, tone

pytestmark = needs_codecs
MAGIC = {"mp3": b"\xff\xf3", "opus": b"OggS", "flac": b"fLaC"}


def heard(path):
    with path.open("rb") as file:
        return b"".join(sound_frames(file, bounded=True))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("rate", [8_000, 22_050, 48_000, 96_000])
def test_sound_of_any_rate_becomes_a_file(form, rate, tmp_path):
    data = encoded(form, Sound(16_000, tone(1.0, -20)).at(rate))
    assert data.startswith(MAGIC[form.name])
    (tmp_path / "made").write_bytes(data)
    assert len(heard(tmp_path / "made")) / 32_000 == pytest.approx(1.0, abs=0.1)
    assert level_of(heard(tmp_path / "made")) == pytest.approx(-20, abs=0.7)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_nothing_at_all_is_a_file_too(form, tmp_path):
    (tmp_path / "made").write_bytes(encoded(form, Sound(22_050, b"")))
    assert set(heard(tmp_path / "made")) <= {0, 1, 255}


@pytest.mark.parametrize("name", ["a.mp3", "a.MP3", "a.ogg", "a.opus", "a.flac"])
def test_the_name_says_what_is_written(name, tmp_path):
    spoken = SpokenFile(tmp_path / name)
    spoken.play(iter([Sound(22_050, tone(0.5, -20)), Sound(16_000, tone(0.5, -20))]))
    spoken.play(iter([silence(0.5)]))
    spoken.close()
    spoken.close()
    assert (tmp_path / name).read_bytes()[:2] in {magic[:2] for magic in MAGIC.values()}
    assert 1.5 < len(heard(tmp_path / name)) / 32_000 < 2.5


@pytest.mark.parametrize("name", ["a", "a.wav", "a.WAVE"])
def test_a_name_that_says_nothing_else_is_a_wav_file(name, tmp_path):
    spoken = SpokenFile(tmp_path / name)
    spoken.play(iter([silence(0.5)]))
    spoken.close()
    assert read_wav((tmp_path / name).read_bytes()).seconds == pytest.approx(0.8)


def test_what_was_said_is_there_before_the_end(tmp_path):
    spoken = SpokenFile(tmp_path / "a.mp3")
    spoken.play(iter([Sound(16_000, noise(5, -20))]))
    assert (tmp_path / "a.mp3").stat().st_size > 10_000
    spoken.close()


@pytest.mark.parametrize("name", ["a.m4a", "a.aac", "a.webm", "a.txt"])
def test_what_is_not_written_is_told_before_the_file_is_touched(name, tmp_path):
    with pytest.raises(BadInput, match="not written") as told:
        SpokenFile(tmp_path / name)
    assert ".wav, .mp3, .opus, .flac" in told.value.hint
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.opus", "a.flac"])
def test_a_full_disk_is_the_disks_fault(name, tmp_path):
    with disk_of(tmp_path / "disk", 65_536) as disk:
        spoken = SpokenFile(disk / name)
        with pytest.raises(StorageFault, match="disk is full"):
            for _ in range(30):
                spoken.play(iter([Sound(16_000, noise(5, -6))]))
        try:
            spoken.close()
        except StorageFault:
            pass
