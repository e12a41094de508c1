"""The real recogniser in its child process, on sentences that the real espeak-ng says."""

from __future__ import annotations

import os
import signal

import pytest

from forge_ai.errors import VoiceFailed
from forge_ai.voice.audio.sound import frames_of
from forge_ai.voice.engines.sphinx import PROGRAM, read_phrases, sphinx_listener, sphinx_spotter
from forge_ai.voice.wyoming.link import ChildLink
from forge_ai.voice.wyoming.voice import WyomingListener
from tests.voice.sounds import needs_espeak, needs_sphinx, noise, spoken_sound

pytestmark = [needs_espeak, needs_sphinx]

PHRASES = ["who are you", "remember that my dog is called rex", "what is my dog called"]


@pytest.fixture(scope="module")
def listener():
    found = sphinx_listener(PHRASES)
    yield found
    found.close()


def heard(listener, text, **voice):
    hearing = listener.begin()
    for frame in frames_of(spoken_sound(text, **voice).at(16_000).samples):
        hearing.hear(frame)
    return hearing.finish()


def test_plain_words_are_understood_and_shown_on_the_way(listener, eventually):
    hearing = listener.begin()
    hearing.hear(spoken_sound("how are you today").at(16_000).samples)
    assert eventually(lambda: hearing.hear(bytes(640)))
    assert hearing.finish() == "how are you today"


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("voice", ["en-us", "en-us+f3"])
def test_the_phrases_of_the_person_are_understood(listener, phrase, voice):
    assert heard(listener, phrase, voice=voice) == phrase


def test_what_is_no_phrase_is_not_taken_for_one(listener):
    text = heard(listener, "please turn on the light in the kitchen")
    assert text
    assert text not in PHRASES


@pytest.mark.parametrize("samples", [b"", bytes(32_000), noise(1, -40)])
def test_silence_and_noise_have_no_long_words(listener, samples):
    hearing = listener.begin()
    hearing.hear(samples)
    assert len(hearing.finish()) < 10


def test_a_dropped_utterance_is_forgotten(listener):
    hearing = listener.begin()
    hearing.hear(spoken_sound("who are you").at(16_000).samples)
    hearing.drop()
    assert heard(listener, "what is my dog called") == "what is my dog called"


@pytest.fixture
def children():
    return []


@pytest.fixture
def watched(children):
    """The recogniser, of which every child process is known."""

    def opened():
        children.append(ChildLink("The recogniser", PROGRAM, {"phrases": PHRASES}))
        return children[-1]

    found = WyomingListener("pocketsphinx", opened, stays=True)
    yield found
    found.close()


def test_a_killed_child_is_one_error_and_the_next_utterance_is_heard(watched, children):
    hearing = watched.begin()
    os.kill(children[0].pid, signal.SIGKILL)
    with pytest.raises(VoiceFailed, match="ended"):
        for _ in range(10_000):
            hearing.hear(bytes(640))
    assert heard(watched, "who are you") == "who are you"


def test_a_frozen_child_is_ended_and_told(watched, children):
    watched.begin().hear(bytes(640))
    os.kill(children[0].pid, signal.SIGSTOP)
    with pytest.raises(VoiceFailed, match="silent"):
        children[0].receive(0.3)
    with pytest.raises(ProcessLookupError):
        os.kill(children[0].pid, 0)


def test_the_wake_word_is_spotted_and_other_words_are_not():
    spotting = sphinx_spotter().spot("hey computer")
    try:
        spotting.hear(spoken_sound("the weather is nice and the garden is green").at(16_000).samples)
        spotting.hear(bytes(16_000))
        assert not spotting.catch_up()
        spotting.hear(spoken_sound("hey computer").at(16_000).samples)
        spotting.hear(bytes(16_000))
        assert spotting.catch_up()
    finally:
        spotting.close()


def test_a_wake_word_that_nobody_knows_is_one_clear_error():
    with pytest.raises(VoiceFailed, match="does not know the word 'xyzzyqua'"):
        sphinx_spotter().spot("xyzzyqua foo")


def test_phrases_are_lines():
    assert read_phrases("Who are you?\n\n# a note\nStop!  # enough\n") == ["who are you", "stop"]
