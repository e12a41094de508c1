"""The conversation carried out with real engines; the microphone is a queue, and the loudspeaker takes its time."""

from __future__ import annotations

import queue
import threading

import pytest

from forge_ai.clock import SystemClock
from forge_ai.errors import NoSound, Unreachable
from forge_ai.voice.audio.sound import frames_of
from forge_ai.voice.engines.espeak import EspeakSpeaker
from forge_ai.voice.engines.sphinx import sphinx_listener
from forge_ai.voice.talking.conversation import ConversationParts, SpokenConversation
from forge_ai.voice.talking.loop_options import LoopOptions, Trigger
from tests.conftest import wait_until
from tests.voice.sounds import needs_espeak, needs_sphinx, noise, spoken_sound

pytestmark = [needs_espeak, needs_sphinx]

LONG = "This is the first sentence. " + "Here comes another long one. " * 50


class Room:
    """A microphone, a loudspeaker and a screen: frames are put in, pieces are played until they may end."""

    name = "room"

    def __init__(self):
        self.sound = queue.SimpleQueue()
        self.played, self.heard, self.told, self.states = [], [], [], []
        self.silent = threading.Event()
        self.goes_on = threading.Event()

    # microphone
    def frames(self):
        while (frame := self.sound.get()) is not None:
            yield frame

    def close(self):
        self.sound.put(None)
        self.silent.set()

    def end(self):
        pass

    # loudspeaker
    def play(self, sounds, begun=None):
        for sound in sounds:
            if self.silent.is_set():
                return
            self.played.append(sound)
        while not self.silent.is_set() and not self.goes_on.wait(0.01):
            pass

    def stop(self):
        self.silent.set()

    def allow(self):
        self.silent.clear()

    # screen
    def state(self, state):
        self.states.append(state.value)

    def heard_text(self):
        return [text for text, final in self.heard if final]

    def write(self, text):
        pass

    def tell(self, text):
        self.told.append(text)


class Screen:
    def __init__(self, room):
        self.room = room

    def state(self, state):
        self.room.states.append(state.value)

    def heard(self, text, *, final):
        self.room.heard.append((text, final))

    def write(self, text):
        pass

    def tell(self, text):
        self.room.told.append(text)


@pytest.fixture
def room():
    return Room()


def converse(room, ask, trigger=Trigger.SPEECH):
    parts = ConversationParts(room, room, sphinx_listener(), EspeakSpeaker(), ask, Screen(room), SystemClock())
    conversation = SpokenConversation(parts, LoopOptions(trigger), waits=False)
    thread = threading.Thread(target=conversation.run)
    thread.start()
    return conversation, thread


def put(room, *parts):
    for frame in frames_of(b"".join(parts)):
        room.sound.put(frame)


def test_speaking_over_an_answer_stops_it_and_its_compute(room):
    asked, closed = [], threading.Event()

    def ask(text):
        asked.append(text)
        try:
            if len(asked) == 1:
                for word in LONG.split(" "):
                    yield f"{word} "
                while not closed.wait(0.01):
                    yield "on "
            else:
                yield "Good."
        finally:
            closed.set()

    conversation, thread = converse(room, ask)
    try:
        question = spoken_sound("how are you today").at(16_000).samples
        put(room, noise(0.6, -65), question, noise(1.0, -65))
        wait_until(lambda: "speaking" in room.states)
        put(room, noise(0.8, -65), question, noise(1.2, -65))
        wait_until(lambda: len(asked) == 2)
        assert closed.is_set()
        assert "interrupted" in room.states
        assert room.heard_text()[0] == "how are you today"
    finally:
        room.goes_on.set()
        conversation.leave()
        thread.join(20)
    assert not thread.is_alive()


def test_a_brain_that_cannot_be_reached_is_said_and_the_next_question_is_heard(room):
    asked = []
    room.goes_on.set()

    def ask(text):
        asked.append(text)
        if len(asked) == 1:
            raise Unreachable("Nobody answers at my_pc.")
        yield "Here I am."

    conversation, thread = converse(room, ask)
    try:
        question = [noise(0.6, -65), spoken_sound("how are you today").at(16_000).samples, noise(1.0, -65)]
        put(room, *question)
        wait_until(lambda: room.states[-1:] == ["waiting"])
        assert room.told == ["Nobody answers at my_pc."]
        assert sum(sound.seconds for sound in room.played) > 1.0
        put(room, *question)
        wait_until(lambda: len(asked) == 2)
    finally:
        conversation.leave()
        thread.join(20)
    assert not thread.is_alive()


def test_a_microphone_that_is_gone_in_the_middle_of_a_sentence_ends_after_the_answer(room):
    asked = []
    room.goes_on.set()
    _conversation, thread = converse(room, lambda text: iter([asked.append(text) or "Fine."]))
    put(room, noise(0.6, -65), spoken_sound("how are you today").at(16_000).samples)
    room.sound.put(None)
    thread.join(30)
    assert not thread.is_alive()
    assert asked
    assert room.played


class Deaf(Room):
    """A room whose microphone cannot be opened, which takes a while to be known."""

    def __init__(self):
        super().__init__()
        self.known = threading.Event()

    def frames(self):
        self.known.wait(20)
        raise NoSound("No microphone can be opened.")
        yield b""


def test_who_leaves_when_nothing_records_is_told_so_first():
    room = Deaf()
    conversation, thread = converse(room, lambda _text: iter(()), Trigger.KEY)
    keys = threading.Thread(target=lambda: (conversation.await_sound(), conversation.leave()))
    keys.start()
    room.known.set()
    thread.join(20)
    keys.join(20)
    assert not thread.is_alive()
    assert room.told == ["No microphone can be opened."]
    assert conversation.failure.exit_code == 6
