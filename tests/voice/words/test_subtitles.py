from __future__ import annotations

from forge_ai.voice.words.subtitles import as_srt, as_vtt
from forge_ai.voice.words.transcribe import Segment

HEARD = [Segment(0.06, 1.5, "good morning"), Segment(3_599.9996, 3_725.25, "good night")]


def test_subrip_numbers_its_blocks_and_has_a_comma():
    assert as_srt(HEARD) == (
        "1\n00:00:00,060 --> 00:00:01,500\ngood morning\n\n2\n01:00:00,000 --> 01:02:05,250\ngood night\n"
    )


def test_webvtt_has_a_heading_and_a_point():
    assert as_vtt(HEARD) == (
        "WEBVTT\n\n00:00:00.060 --> 00:00:01.500\ngood morning\n\n01:00:00.000 --> 01:02:05.250\ngood night\n"
    )


def test_silence_is_an_empty_file_of_its_kind():
    assert (as_srt([]), as_vtt([])) == ("", "WEBVTT\n")
