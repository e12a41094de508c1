from __future__ import annotations

import sys

import pytest

from forge_ai.errors import BadSound
from forge_ai.voice.audio.kinds import SoundKind, kind_of
from tests.programs import run


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"RIFF", SoundKind.WAV),
        (b"ID3\x04", SoundKind.MP3),
        (b"\xff\xfb\x90\x64", SoundKind.MP3),
        (b"\xff\xf3\x84\xc4", SoundKind.MP3),
        (b"fLaC", SoundKind.FLAC),
        (b"OggS\0", SoundKind.OGG),
        (b"\x1a\x45\xdf\xa3", SoundKind.WEBM),
    ],
)
def test_the_first_bytes_tell_the_kind(beginning, kind):
    assert kind_of(beginning) == kind


@pytest.mark.parametrize("beginning", [b"\0\0\0\x20ftypM4A ", b"\0\0\0\x18ftyp3gp4", b"\xff\xf1\x50\x80"])
def test_aac_is_told_what_to_do_about_it(beginning):
    with pytest.raises(BadSound, match="AAC") as told:
        kind_of(beginning)
    assert "ffmpeg -i FILE sound.mp3" in told.value.hint


@pytest.mark.parametrize("beginning", [b"", b"\xff", b"PK\x03\x04", b"<html>", b"\0" * 16])
def test_what_is_no_sound_is_told_what_is(beginning):
    with pytest.raises(BadSound, match="not a WAV, MP3, FLAC, OGG or WebM file"):
        kind_of(beginning)


def test_without_the_library_a_person_is_told_what_to_install(home, tmp_path):
    (tmp_path / "in.mp3").write_bytes(b"ID3\x04 and so on")
    words = "import sys; sys.modules['soundfile'] = None; from forge_ai.__main__ import main; main()"
    for files in (("--in", "in.mp3", "--out", "out.wav"), ("--in", "in.wav", "--out", "out.mp3")):
        talk = [str(tmp_path / word) if "." in word else word for word in files]
        (tmp_path / "in.wav").write_bytes(b"RIFF")
        done = run((sys.executable, "-c", words, "talk", *talk), home)
        assert "MP3 needs a library: pip install 'forge-ai[voice]'" in done.stderr
        assert done.returncode == 2
    assert not (tmp_path / "out.mp3").exists()
