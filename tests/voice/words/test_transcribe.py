from __future__ import annotations

import pytest

from forge_ai.errors import VoiceFailed
from forge_ai.voice.audio.sound import FRAME_BYTES
from forge_ai.voice.words.transcribe import LONGEST_SECONDS, transcribe
from tests.voice.sounds import frames, noise, speechlike

QUIET = noise(2.0, -75)


class Counting:
    """A listener whose words are how many frames it heard; with ``most`` it breaks after so many."""

    name = "counting"

    def __init__(self, most=10**9):
        self.most = most
        self.dropped = 0
        self._frames = 0

    def begin(self):
        self._frames = 0
        return self

    def hear(self, samples):
        self._frames += len(samples) // FRAME_BYTES
        if self._frames > self.most:
            raise VoiceFailed("broke")
        return ""

    def finish(self):
        return f"{self._frames} frames"

    def drop(self):
        self.dropped += 1

    def close(self):
        pass


def test_a_recording_is_cut_where_nobody_speaks():
    first, second = transcribe(Counting(), frames(QUIET, speechlike(2.0), QUIET, speechlike(1.0), QUIET))
    assert 1.5 <= first.start <= 2.1
    assert 4.0 <= first.end <= 5.2
    assert 5.5 <= second.start <= 6.1
    assert first.text.endswith(" frames")


def test_silence_has_no_words():
    assert list(transcribe(Counting(), frames(QUIET, QUIET))) == []


def test_who_speaks_without_end_is_cut_and_nothing_is_left_out():
    found = list(transcribe(Counting(), frames(QUIET, speechlike(2.2 * LONGEST_SECONDS))))
    assert len(found) == 3
    assert all(segment.end - segment.start <= LONGEST_SECONDS + 1 for segment in found)


def test_a_listener_that_breaks_is_told_to_drop_what_it_heard():
    listener = Counting(most=60)
    with pytest.raises(VoiceFailed):
        list(transcribe(listener, frames(QUIET, speechlike(3.0))))
    assert listener.dropped == 1
