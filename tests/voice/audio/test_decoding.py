"""Sound files of others: the library itself reads files that it wrote itself."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from forge_ai.errors import BadSound
from forge_ai.limits import SOUND_READING_BYTES, SOUND_SAMPLES
from forge_ai.voice.audio import decoding
from forge_ai.voice.audio.decoding import Reader, sound_frames
from forge_ai.voice.audio.encoding import FORMATS, encoded
from forge_ai.voice.audio.kinds import SoundKind
from forge_ai.voice.audio.samples import pcm
from forge_ai.voice.audio.sound import Sound, level_of
from forge_ai.voice.audio.wav import write_wav
from tests.voice.sounds import tone
from tests.voice.webm_files import webm_of

pytest.importorskip("soundfile", reason="SKIPPED: soundfile is not installed")
TONE = Sound(16_000, tone(2.0, -20))
MP3, OPUS, FLAC = (encoded(form, TONE) for form in FORMATS)
FILES = {"mp3": MP3, "ogg": OPUS, "flac": FLAC, "webm": webm_of(OPUS)}


@contextmanager
def opened(data):
    with tempfile.TemporaryFile() as file:
        file.write(data)
        yield file


def heard(data, *, bounded=True):
    with opened(data) as file:
        return b"".join(sound_frames(file, bounded=bounded))


def made(rate, channels, seconds, container="FLAC", codec="PCM_16", fill=0):
    """A file of the library's own making."""
    import soundfile

    file = io.BytesIO()
    block = np.full((rate, channels), fill, dtype="<i2").tobytes()
    with soundfile.SoundFile(file, "w", rate, channels, codec, format=container) as writer:
        for _ in range(seconds):
            writer.buffer_write(block, dtype="int16")
    return file.getvalue()


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_sounds_the_same(kind):
    samples = heard(FILES[kind])
    assert len(samples) / 32_000 == pytest.approx(2.0, abs=0.1)
    assert level_of(samples) == pytest.approx(-20, abs=0.6)


def test_vorbis_and_more_channels_are_heard():
    samples = heard(made(44_100, 2, 2, "OGG", "VORBIS", fill=1_000))
    assert len(samples) / 32_000 == pytest.approx(2.0, abs=0.1)
    assert np.median(np.frombuffer(samples, "<i2")) == pytest.approx(1_000, abs=50)


def test_what_is_too_loud_does_not_turn_over():
    moments = np.arange(32_000) / 16_000
    clipped = pcm(np.sign(np.sin(2 * np.pi * 200 * moments)) * 32_767)
    values = np.frombuffer(heard(encoded(FORMATS[1], Sound(16_000, clipped))), "<i2").astype(int)
    inside = values[8_000:24_000]
    assert np.abs(inside[np.abs(inside) > 25_000]).min() > 25_000
    same_sign = np.sign(inside) == np.sign(np.roll(inside, 1))
    assert (~same_sign).sum() < 450  # 200 Hz cross zero 400 times a second; what turned over would cross far more


def test_a_file_that_is_read_in_the_middle_is_read_from_its_beginning():
    with opened(MP3) as file:
        file.seek(1_000)
        assert len(b"".join(sound_frames(file, bounded=True))) > 60_000


def test_silence_that_unpacks_to_hours_is_refused_at_once():
    hour = made(8_000, 1, 3_600)
    assert len(hour) < 200_000
    with pytest.raises(BadSound, match="longer than 15 minutes"):
        heard(hour)


def test_a_file_that_hides_how_long_it_is_ends_all_the_same():
    quarter = bytearray(made(8_000, 1, 901))
    quarter[21] &= 0xF0
    quarter[22:26] = bytes(4)  # the number of samples: not known
    with pytest.raises(BadSound, match="longer than 15 minutes"):
        heard(bytes(quarter))


def test_a_persons_own_file_may_be_long():
    assert len(heard(made(8_000, 1, 901), bounded=False)) / 32_000 == pytest.approx(901)


def test_a_small_file_of_many_channels_does_not_unpack_to_gigabytes():
    status, said, words = read(made(48_000, 8, 4), samples=48_000 * 8 * 3)
    assert (status, words) == (1, b"it unpacks to more than 1152000 samples")
    assert len(said) <= 48_000 * 8 * 3 * 4 + 44
    assert SOUND_SAMPLES * 4 < 400_000_000


def test_a_reader_that_wants_more_memory_than_it_may_have_is_one_error():
    wide = made(48_000, 8, 1)
    status, _, _ = read(wide, memory=1 << 20)
    assert status not in (0, 3)
    assert read(wide, memory=SOUND_READING_BYTES)[0] == 0


def read(data, *, seconds=0.0, samples=0, cpu=0, memory=0):
    """The child alone, with bounds of one's own."""
    words = [sys.executable, "-P", str(Path(decoding.__file__).with_name("decoding_child.py")), "FLAC"]
    with opened(data) as file:
        file.flush()
        done = subprocess.run(
            [*words, *map(str, (seconds, samples, cpu, memory))], stdin=file, capture_output=True, check=False
        )
    return done.returncode, done.stdout, done.stderr


def test_a_reader_that_hangs_is_ended():
    with opened(FLAC) as file, closing(Reader(file, SoundKind.FLAC, bounded=True, patience=0.3)) as reader:
        os.kill(reader.pid, signal.SIGSTOP)
        with pytest.raises(BadSound, match="takes too long"):
            reader.read(1 << 20)


def test_a_reader_that_crashes_is_one_error():
    with opened(FLAC) as file, closing(Reader(file, SoundKind.FLAC, bounded=True)) as reader:
        os.kill(reader.pid, signal.SIGSEGV)
        with pytest.raises(BadSound, match="FLAC file cannot be read"):
            reader.read(1 << 20)


def test_nobody_reads_on_for_a_listener_who_has_left():
    with opened(FLAC) as file:
        frames = sound_frames(file, bounded=True)
        next(frames)
        frames.close()  # the child that would be left fails this test


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"ID3 no music", "This MP3 file cannot be read"),
        (b"fLaC and nothing", "This FLAC file cannot be read"),
        (b"OggS and nothing", "This OGG file cannot be read"),
        (b"\x1a\x45\xdf\xa3\x80", "This WebM file cannot be read .it holds no Opus sound"),
        (b"ID3\x04\0\0\0\0\0\0" + write_wav(TONE), "cannot be read"),
        (made(300_000, 1, 1), "1 channels with 300000 samples"),
    ],
)
def test_a_broken_file_is_one_clear_line(data, says):
    with pytest.raises(BadSound, match=says) as told:
        heard(data)
    assert len(told.value.message) < 200
    assert "\n" not in told.value.message


def test_a_file_that_was_cut_off_is_heard_as_far_as_it_goes():
    assert len(heard(MP3[: len(MP3) // 2])) > 20_000


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_file_is_sound_or_the_named_error(kind, seed):
    chance = random.Random(f"{kind} {seed}")
    data = bytearray(FILES[kind])
    for _ in range(chance.choice((1, 5, 40))):
        place = chance.randrange(chance.choice((100, len(data))))
        data[place : place + chance.choice((0, 1, 30))] = chance.randbytes(chance.choice((1, 4, 30)))
    try:
        assert len(heard(bytes(data))) % 640 == 0
    except BadSound:
        pass
