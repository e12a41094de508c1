"""`forge-ai talk` with recordings: real voice, real recogniser, real node, real model."""

from __future__ import annotations

import wave

import pytest

from forge_ai.voice.audio.decoding import sound_frames
from forge_ai.voice.audio.encoding import FORMATS, encoded
from forge_ai.voice.audio.sound import Sound
from forge_ai.voice.audio.wav import read_wav, write_wav
from tests.programs import FORGE, program, run
from tests.voice.sounds import needs_codecs, needs_espeak, needs_sphinx, noise, spoken_sound

pytestmark = [needs_espeak, needs_sphinx]


def recording(path, *sentences, pause=1.0):
    parts = [noise(0.5, -70)]
    for sentence in sentences:
        parts += [spoken_sound(sentence).at(16_000).samples, noise(pause, -70)]
    path.write_bytes(write_wav(Sound(16_000, b"".join(parts))))
    return str(path)


def talk(home, *words, **more):
    return run((*FORGE, "talk", *words), home, seconds=500, **more)


def phrases(home, *lines):
    (home / "voice").mkdir(parents=True, exist_ok=True)
    (home / "voice" / "phrases.txt").write_text("\n".join(lines))


def test_a_recorded_question_is_answered_into_a_file(home, tmp_path):
    said = recording(tmp_path / "in.wav", "how are you today")
    done = talk(home, "--in", said, "--out", str(tmp_path / "out.wav"))
    assert done.returncode == 0, done.stderr
    assert "you> how are you today" in done.stdout
    assert "ai> " in done.stdout
    with wave.open(str(tmp_path / "out.wav")) as spoken:
        assert spoken.getnframes() / spoken.getframerate() > 1.0


@needs_codecs
def test_a_voice_note_is_answered_by_an_mp3_file(home, tmp_path):
    recording(tmp_path / "in.wav", "how are you today")
    (tmp_path / "note.ogg").write_bytes(encoded(FORMATS[1], read_wav((tmp_path / "in.wav").read_bytes())))
    done = talk(home, "--in", str(tmp_path / "note.ogg"), "--out", str(tmp_path / "out.mp3"))
    assert "you> how are you today" in done.stdout
    assert done.returncode == 0
    with (tmp_path / "out.mp3").open("rb") as spoken:
        assert len(list(sound_frames(spoken, bounded=True))) > 50


def test_what_is_told_is_remembered_and_forgotten(home, tmp_path):
    told = "remember that my dog is called rex"
    phrases(home, told, "forget my dog", "what is my dog called")
    said = recording(tmp_path / "in.wav", told, "what is my dog called")
    done = talk(home, "--in", said, "--out", str(tmp_path / "out.wav"))
    assert f"you> {told}" in done.stdout
    assert "rex" in done.stdout.split("what is my dog called")[1].lower()
    listed = run((*FORGE, "memory", "list"), home)
    assert "My dog is called rex." in listed.stdout
    talk(home, "--in", recording(tmp_path / "b.wav", "forget my dog"), "--out", str(tmp_path / "b_out.wav"))
    assert "rex" not in run((*FORGE, "memory", "list"), home).stdout


def test_a_node_that_is_away_is_said_aloud(home, tmp_path):
    said = recording(tmp_path / "in.wav", "how are you today")
    done = talk(home, "--on", "127.0.0.1:9", "--in", said, "--out", str(tmp_path / "out.wav"))
    assert done.returncode == 4
    assert "Nobody answers" in done.stderr
    assert "Goodbye" not in done.stderr
    assert read_wav((tmp_path / "out.wav").read_bytes()).seconds > 1.0


@pytest.mark.slow  # so do the spoken commands of `together`
def test_the_node_here_answers(home, tmp_path):
    with program((*FORGE, "serve", "--name", "the_pc", "--port", "0"), home) as (_process, address):
        said = recording(tmp_path / "in.wav", "how are you today")
        done = talk(home, "--on", address, "--in", said, "--out", str(tmp_path / "out.wav"))
    assert "ai> " in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("sound", [b"", bytes(64_000), noise(6, -30)])
def test_silence_and_noise_ask_nothing(home, tmp_path, sound):
    (tmp_path / "in.wav").write_bytes(write_wav(Sound(16_000, sound)))
    done = talk(home, "--in", str(tmp_path / "in.wav"), "--out", str(tmp_path / "out.wav"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert read_wav((tmp_path / "out.wav").read_bytes()).samples == b""


def test_a_long_recording_is_read_in_a_flat_memory(home, tmp_path):
    """Ten minutes with one question at their end."""
    room = noise(10, -65) * 60
    said = spoken_sound("how are you today").at(16_000).samples
    (tmp_path / "in.wav").write_bytes(write_wav(Sound(16_000, room + said + noise(1, -65))))
    done = talk(home, "--in", str(tmp_path / "in.wav"), "--out", str(tmp_path / "out.wav"))
    assert done.stdout.count("you> ") == 1
    assert "how are you today" in done.stdout


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"RIFF nonsense", "not a WAV file"),
        (None, "no such file"),
        (b"", "not a WAV, MP3, FLAC, OGG or WebM file"),
        (b"\0\0\0\x20ftypM4A ", "Make an MP3 file of it: ffmpeg -i FILE sound.mp3"),
        (b"ID3\x04 music", "This MP3 file cannot be read"),
    ],
)
def test_a_broken_recording_is_one_clear_line(home, tmp_path, data, says):
    if data is not None:
        (tmp_path / "in.wav").write_bytes(data)
    done = talk(home, "--in", str(tmp_path / "in.wav"), "--out", str(tmp_path / "out.wav"))
    assert says in done.stderr
    assert done.returncode in (2, 7)
    assert "Traceback" not in done.stderr


def test_an_older_answer_stays_where_the_question_is_no_sound(home, tmp_path):
    (tmp_path / "in.mp3").write_bytes(b"\0\0\0\x20ftypM4A ")
    (tmp_path / "out.wav").write_bytes(b"older")
    done = talk(home, "--in", str(tmp_path / "in.mp3"), "--out", str(tmp_path / "out.wav"))
    assert "AAC" in done.stderr
    assert (tmp_path / "out.wav").read_bytes() == b"older"


def test_a_recording_that_nothing_hears_is_no_success(home, tmp_path):
    said = recording(tmp_path / "in.wav", "how are you today")
    out = str(tmp_path / "out.wav")
    done = talk(home, "--in", said, "--out", out, FORGE_AI_LISTENER="wyoming://127.0.0.1:1")
    assert "No Wyoming service answers" in done.stderr
    assert done.returncode == 4


def test_a_recording_is_not_overwritten_by_its_answer(home, tmp_path):
    file = recording(tmp_path / "both.wav", "how are you today")
    before = (tmp_path / "both.wav").read_bytes()
    done = talk(home, "--in", file, "--out", file)
    assert done.returncode == 2
    assert "same file" in done.stderr
    assert (tmp_path / "both.wav").read_bytes() == before


def test_no_microphone_is_one_clear_line(home, tmp_path):
    done = talk(home, "--hands-free", "--out", str(tmp_path / "out.wav"), PATH="/usr/bin", FORGE_AI_MICROPHONE="none")
    assert done.returncode in (0, 6)
    assert "microphone" in done.stderr.lower() or "record" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_type_and_no_microphone_is_no_goodbye(home, tmp_path):
    done = talk(home, "--out", str(tmp_path / "out.wav"), FORGE_AI_MICROPHONE="none")
    assert "microphone" in done.stderr
    assert "Goodbye" not in done.stderr
    assert done.returncode == 6


def test_a_wake_word_that_is_none_is_refused(home):
    done = talk(home, "--wake", "hi")
    assert done.returncode == 2
    assert "too short for a wake word" in done.stderr


def test_the_wake_word_comes_before_the_question(home, tmp_path):
    parts = ["the garden is green", "hey computer", "how are you today"]
    said = recording(tmp_path / "in.wav", *parts, pause=1.5)
    done = talk(home, "--wake", "hey computer", "--in", said, "--out", str(tmp_path / "out.wav"))
    assert done.stdout.count("you> ") == 1
    assert "how are you today" in done.stdout
