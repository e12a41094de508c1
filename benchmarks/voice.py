"""From the end of speech to the first sound: the whole against the sum of its parts, and long answers against short.

The microphone is a recording in real time, the loudspeaker notes when the first sound of an answer comes. The parts
are measured alone, on the same sentence and in turn with the whole: the silence that ends an utterance, the recogniser,
the brain until its first sentence is whole, the voice until its first sound. The brain writes 40 words a second, so
that the length is known.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator

from benchmarks.tables import print_table
from forge_ai.clock import SystemClock
from forge_ai.voice.audio.sound import FRAME_SECONDS, Sound, frames_of, silence
from forge_ai.voice.engines.espeak import EspeakSpeaker
from forge_ai.voice.engines.sphinx import sphinx_listener
from forge_ai.voice.seams import Listener
from forge_ai.voice.talking.conversation import ConversationParts, SpokenConversation
from forge_ai.voice.talking.loop_options import LoopOptions
from forge_ai.voice.words.sentences import Sentences

QUESTION = "how are you today"
FIRST = "It is a good day. "
REST = "There is more to say about that than I thought. "
WORDS_A_SECOND = 40
ROUNDS = 7


def answer(words: int) -> Iterator[str]:
    """An answer of so many words, a word at a time; the first sentence has five of them."""
    written = f"{FIRST}{REST * 40}".split(" ")[:words]
    for word in written:
        time.sleep(1 / WORDS_A_SECOND)
        yield f"{word} "


class Stage:
    """A microphone that plays a recording in real time, a loudspeaker that notes the first sound, and no screen."""

    name = "stage"

    def __init__(self, question: bytes) -> None:
        self._frames = [*frames_of(silence(0.6).samples), *frames_of(question)]
        self.ended = 0.0
        self.first = 0.0
        self.over = threading.Event()

    def frames(self) -> Iterator[bytes]:
        """The recording, then silence."""
        due = time.perf_counter()
        for frame in self._frames:
            due += FRAME_SECONDS
            time.sleep(max(0.0, due - time.perf_counter()))
            yield frame
        self.ended = time.perf_counter()
        while not self.over.is_set():
            time.sleep(FRAME_SECONDS)
            yield bytes(len(frame))

    def play(self, sounds: Iterator[Sound], begun: threading.Event | None = None) -> None:  # noqa: ARG002 - the seam
        """Note the first sound that is no beep."""
        for sound in sounds:
            if sound.seconds != 0.09 and not self.first:
                self.first = time.perf_counter()
                self.over.set()

    def stop(self) -> None:
        """Nothing is loud here."""

    allow = close = end = stop

    def state(self, state: object) -> None:
        """Nobody looks."""

    def heard(self, text: str, *, final: bool) -> None:
        """Nobody looks."""

    write = tell = state


def first_sound(listener: Listener, question: bytes, words: int) -> float:
    """Seconds from the end of speech to the first sound of an answer of so many words."""
    stage = Stage(question)
    parts = ConversationParts(
        stage, stage, _Kept(listener), EspeakSpeaker(), lambda _text: answer(words), stage, SystemClock()
    )
    conversation = SpokenConversation(parts, LoopOptions(), waits=False)
    thread = threading.Thread(target=conversation.run)
    thread.start()
    stage.over.wait(60)
    conversation.leave()
    thread.join()
    return stage.first - stage.ended


class _Kept:
    """A listener that stays awake between two conversations."""

    def __init__(self, listener: Listener) -> None:
        self.name = listener.name
        self.begin = listener.begin

    def close(self) -> None:
        """It goes on."""


def recognition(listener: Listener, question: bytes) -> float:
    """Seconds from the last sample to the words, when the sound came in real time."""
    hearing = listener.begin()
    for frame in [*frames_of(question), *frames_of(silence(LoopOptions().end_of_speech).samples)]:
        time.sleep(FRAME_SECONDS)
        hearing.hear(frame)
    begun = time.perf_counter()
    hearing.finish()
    return time.perf_counter() - begun


def first_sentence(words: int) -> float:
    """Seconds until the brain's first sentence is whole."""
    begun, sentences = time.perf_counter(), Sentences()
    for word in answer(words):
        if sentences.feed(word):
            break
    return time.perf_counter() - begun


def first_synthesis() -> float:
    """Seconds until the voice's first sound."""
    begun = time.perf_counter()
    saying = EspeakSpeaker().say(FIRST)
    next(saying)
    spent = time.perf_counter() - begun
    saying.close()  # type: ignore[attr-defined]  # a generator, whose program ends with it
    return spent


def table() -> None:
    """Print both tables."""
    spoken = list(EspeakSpeaker(words_a_minute=140).say(QUESTION))
    question = Sound(spoken[0].rate, b"".join(one.samples for one in spoken)).at(16_000).samples
    question = question.rstrip(b"\0")  # speech ends where its sound does
    question += b"\0" * (len(question) % 2)
    listener = sphinx_listener([QUESTION])
    recognition(listener, question)  # the model is loaded by the first one
    rounds = [_round(listener, question) for _ in range(ROUNDS)]
    listener.close()
    parts_of, wholes = ([one[side] for one in rounds] for side in (0, 1))
    alone = {name: statistics.median(each[name] for each in parts_of) for name in parts_of[0]}
    whole = {words: statistics.median(each[words] for each in wholes) for words in wholes[0]}
    ratios = statistics.median(each[200] / sum(parts.values()) for parts, each in rounds)
    print_table(["part alone", "seconds"], [[name, f"{value:.2f}"] for name, value in alone.items()])
    sums = f"{statistics.median(sum(parts.values()) for parts in parts_of):.2f}"
    print_table(["", "seconds"], [["sum of the parts", sums], ["whole, 200 words", f"{whole[200]:.2f}"]])
    print(f"whole / parts: {ratios:.2f} (bar: 1.1)")
    print(f"first sound at 5 words {whole[5]:.2f} s, at 200 words {whole[200]:.2f} s: {whole[200] / whole[5]:.2f}")


def _round(listener: Listener, question: bytes) -> tuple[dict[str, float], dict[int, float]]:
    """The seconds of each part alone, and of answers of so many words: a machine changes its pace in seconds."""
    alone = {
        "silence that ends an utterance": LoopOptions().end_of_speech,
        "recogniser": recognition(listener, question),
        "brain, first sentence": first_sentence(200),
        "voice, first sound": first_synthesis(),
    }
    return alone, {words: first_sound(listener, question, words) for words in (5, 200)}
