from __future__ import annotations

import os

import pytest

from forge_ai.errors import StorageFault
from forge_ai.voice.audio.recordings import SpokenFile
from forge_ai.voice.audio.sound import silence
from forge_ai.voice.audio.wav import read_wav


def test_what_is_said_takes_the_place_of_an_older_file(tmp_path):
    (tmp_path / "out.wav").write_bytes(b"older and longer" * 10_000)
    spoken = SpokenFile(tmp_path / "out.wav")
    spoken.play(iter([silence(0.5)]))
    spoken.close()
    assert 0.5 <= read_wav((tmp_path / "out.wav").read_bytes()).seconds < 1


def test_a_pipe_in_the_place_of_the_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "out.wav")
    with pytest.raises(StorageFault, match="a pipe or a device"):
        SpokenFile(tmp_path / "out.wav")
