"""The threads of a spoken conversation: whatever fails in one of them is told, and nobody waits for it for ever."""

from __future__ import annotations

import queue
import threading

import pytest

from forge_ai.errors import VoiceFailed
from forge_ai.voice.audio.sound import silence
from forge_ai.voice.engines.espeak import EspeakSpeaker
from forge_ai.voice.talking import events
from forge_ai.voice.talking.asking import Asking
from forge_ai.voice.talking.mouth import Mouth
from forge_ai.voice.talking.worker import Worker


class Stumbling:
    """A speaker that gives a sound and then fails in a way that nobody foresaw; a loudspeaker that takes all."""

    name = "stumbling"

    def say(self, text, voice=""):
        yield silence(0.1)
        raise OSError("no more processes")

    def play(self, sounds, begun=None):
        list(sounds)

    def stop(self):
        pass

    allow = close = stop


def test_an_order_that_fails_in_an_unforeseen_way_is_told_and_the_next_is_carried_out():
    told, done = [], threading.Event()
    worker = Worker("test", told.append)
    worker.order(lambda: {}["what"])
    worker.order(done.set)
    assert done.wait(10)
    worker.end()
    assert [type(error) for error in told] == [VoiceFailed]
    assert "KeyError" in told[0].message


def test_a_voice_that_fails_in_an_unforeseen_way_ends_its_piece():
    reported, told = queue.SimpleQueue(), []
    mouth = Mouth(Stumbling(), Stumbling(), reported.put, told.append)
    mouth.say(0, "Hello.")
    assert reported.get(timeout=10) == events.Began(0)
    assert reported.get(timeout=10) == events.Spoken(0)
    mouth.end()
    assert "no more processes" in told[0].message


def test_a_brain_that_fails_in_an_unforeseen_way_is_no_endless_thinking():
    def ask(_text):
        yield "Well"
        raise KeyError("mind")

    reported, told = queue.SimpleQueue(), []
    asking = Asking(ask, "Who are you?", reported.put, told.append)
    assert reported.get(timeout=10) == events.AnswerPart("Well")
    failed = reported.get(timeout=10)
    asking.wait(10)
    assert isinstance(failed, events.AnswerFailed)
    assert "mind" in failed.reason
    assert [error.message for error in told] == [failed.reason]


def test_a_program_that_is_gone_is_the_voices_failure(tmp_path, monkeypatch):
    program = tmp_path / "espeak-ng"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker = EspeakSpeaker()
    program.unlink()
    with pytest.raises(VoiceFailed, match="cannot be started"):
        list(speaker.say("Hello."))
