"""`forge-ai voice setup`: a file that was asked for is written, or the command has failed."""

from __future__ import annotations

import json

import pytest

from forge_ai.cli.doctor import check_voice
from forge_ai.settings import read_settings
from tests.programs import FORGE, run
from tests.voice.sounds import needs_espeak


@pytest.mark.parametrize(("name", "code", "told"), [("x.xyz", 2, "not written as '.xyz'"), ("no/x.wav", 7, "no such")])
def test_a_file_that_cannot_be_written_is_an_error(home, tmp_path, name, code, told):
    done = run((*FORGE, "voice", "setup", "--out", str(tmp_path / name)), home)
    assert done.returncode == code
    assert told in done.stderr


@needs_espeak
def test_the_file_is_written_beside_json_too(home, tmp_path):
    done = run((*FORGE, "voice", "setup", "--json", "--out", str(tmp_path / "x.wav")), home)
    assert done.returncode == 0
    assert (tmp_path / "x.wav").stat().st_size > 10_000
    assert json.loads(done.stdout)["parts"]


def test_a_file_and_no_test_do_not_go_together(home, tmp_path):
    done = run((*FORGE, "voice", "setup", "--no-test", "--out", str(tmp_path / "x.wav")), home)
    assert done.returncode == 2
    assert "--no-test" in done.stderr


@needs_espeak
def test_the_sentence_of_the_test_is_spoken_into_a_file(home, tmp_path):
    done = run((*FORGE, "voice", "setup", "--out", str(tmp_path / "x.wav")), home)
    assert done.returncode == 0
    assert (tmp_path / "x.wav").stat().st_size > 10_000


@needs_espeak
@pytest.mark.parametrize(("voice", "verdict"), [("de", "ok"), ("zz-nope", "warning")])
def test_a_voice_that_there_is_not_is_told_before_it_shall_speak(home, voice, verdict):
    found = check_voice(read_settings({"FORGE_AI_HOME": str(home), "FORGE_AI_VOICE": voice}))
    assert (found.verdict, "espeak-ng has no voice 'zz-nope'" in found.detail) == (verdict, verdict == "warning")
