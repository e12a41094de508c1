from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadSound
from forge_ai.voice.audio.sound import Sound, level_of
from forge_ai.voice.audio.wav import read_format, read_wav, wav_frames, write_wav
from tests.voice.sounds import tone

GOOD = write_wav(Sound(16_000, tone(0.1, -20)))


def made(channels=1, width=2, rate=16_000, data=b"\0\0" * 100):
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        writer.writeframes(data)
    return file.getvalue()


def test_what_we_write_the_standard_library_reads():
    with wave.open(io.BytesIO(GOOD)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 16_000)
        assert reader.readframes(10_000) == tone(0.1, -20)


def test_what_we_write_we_read():
    assert read_wav(GOOD) == Sound(16_000, tone(0.1, -20))


@pytest.mark.parametrize(("width", "sample"), [(1, b"\xc0"), (2, b"\0\x40"), (3, b"\0\0\x40"), (4, b"\0\0\0\x40")])
def test_every_width_means_the_same(width, sample):
    sound = read_wav(made(width=width, data=sample * 100))
    assert set(struct.unpack("<100h", sound.samples)) == {16_384}


def test_floats_are_read_and_nonsense_among_them_is_silence():
    data = struct.pack("<4f", 0.5, -2.0, float("nan"), float("inf"))
    body = b"fmt " + struct.pack("<IHHIIHH", 16, 3, 1, 16_000, 64_000, 4, 32) + b"data" + struct.pack("<I", 16) + data
    sound = read_wav(b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body)
    assert struct.unpack("<4h", sound.samples)[:3] == (16_384, -32_767, 0)


def test_channels_are_mixed():
    sound = read_wav(made(channels=2, data=struct.pack("<4h", 1_000, 3_000, -1_000, -3_000)))
    assert struct.unpack("<2h", sound.samples) == (2_000, -2_000)


def test_a_stream_without_a_known_length_is_read_to_its_end():
    streamed = GOOD[:40] + b"\xff\xff\xff\xff" + GOOD[44:]
    assert read_wav(streamed) == read_wav(GOOD)


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes():
    assert read_wav(GOOD[:-101]).samples == read_wav(GOOD).samples[:-102]


def test_frames_of_a_file_of_another_rate_sound_the_same():
    sound = Sound(16_000, tone(1.0, -20)).at(44_100)
    found = list(wav_frames(io.BytesIO(write_wav(sound))))
    assert {len(frame) for frame in found} == {640}
    assert len(found) in (50, 51)
    assert level_of(b"".join(found)) == pytest.approx(-20, abs=0.6)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a WAV"),
        (b"ID3\x04 an mp3 file", "not a WAV"),
        (GOOD[:20], "does not say"),
        (GOOD[:36], "ends before"),
        (GOOD[:20] + b"\x55\0" + GOOD[22:], "MP3"),
        (GOOD[:20] + b"\x07\0" + GOOD[22:], "mu-law"),
        (GOOD[:22] + b"\xff\xff" + GOOD[24:], "channels"),
        (GOOD[:22] + b"\0\0" + GOOD[24:], "channels"),
        (GOOD[:24] + b"\0\0\0\0" + GOOD[28:], "samples a second"),
        (GOOD[:34] + b"\x0c\0" + GOOD[36:], "12 bits"),
        (GOOD[:16] + b"\x02\0\0\0" + GOOD[20:], "not say"),
        (GOOD[:12] + b"LIST\xff\xff\xff\x7f" + GOOD[12:], "ends before"),
    ],
)
def test_a_broken_file_is_one_clear_error(data, says):
    with pytest.raises(BadSound, match=says):
        read_wav(data)


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_bytes_are_sound_or_the_named_error(junk, place):
    for data in (junk, GOOD[:place] + junk, GOOD[:place] + junk + GOOD[place + len(junk) :]):
        try:
            assert read_format(data).frame_bytes > 0
            sound = read_wav(data)
            assert len(sound.samples) % 2 == 0
        except BadSound:
            pass
