"""Holding a conversation: speakers that follow a script, a clock by hand, and whatever may go wrong with them."""

from __future__ import annotations

import pytest

from forge_ai.comms.conversations.holding import Wishes, hold
from forge_ai.comms.conversations.seats import SpeakerName, read_speaker
from forge_ai.engines.engine import Piece, Usage
from forge_ai.errors import BadInput, EngineDied, PromptTooLong, StorageFault
from forge_ai.protocol.conversations.dialogue import Dialogue, Plan
from forge_ai.testing.manual_clock import ManualClock


class Scripted:
    """A speaker that says its lines word by word; a line may be an error, or words and then an error."""

    def __init__(self, *lines, on_word=None):
        self.lines = list(lines)
        self.asked = []
        self.closed = 0
        self._on_word = on_word

    def stream(self, messages, options):
        self.asked.append((messages, options))
        line = self.lines.pop(0) if self.lines else "Nothing more."
        try:
            for word in line if isinstance(line, tuple) else (line,):
                if isinstance(word, Exception):
                    raise word
                for part in word.split(" "):
                    if self._on_word:
                        self._on_word(part)
                    yield Piece(part + " ")
            yield Piece(finish_reason="stop", usage=Usage(10, 7))
        finally:
            self.closed += 1


class Notes:
    def __init__(self):
        self.told = []

    def begins(self, ask):
        self.told.append(("begins", ask.speaker, ask.because))

    def piece(self, text):
        self.told.append(("piece", text))

    def turn(self, turn):
        self.told.append(("turn", turn.speaker, turn.text))

    def failed(self, speaker, error):
        self.told.append(("failed", speaker, error.message))


def talk(alice, bob, wishes=None, **plan):
    dialogue = Dialogue(Plan(("alice", "bob"), "the sea", **plan))
    notes = Notes()
    ending = hold(dialogue, {"alice": alice, "bob": bob}, ManualClock(), notes, wishes)
    return dialogue.turns, ending, notes.told


LINES = ("The tide turns.", "Gulls steal bread.", "Fog hides the harbour.")
OTHERS = ("Ropes hold ships.", "Salt dries on skin.", "Rocks break waves.")


class FullDisk(Notes):
    def turn(self, turn):
        raise StorageFault("The disk is full.")


def test_a_turn_that_cannot_be_kept_ends_the_conversation_and_is_not_asked_for_again():
    alice, bob = Scripted(*LINES), Scripted(*OTHERS)
    dialogue, notes = Dialogue(Plan(("alice", "bob"), "the sea", turns=4)), FullDisk()
    ending = hold(dialogue, {"alice": alice, "bob": bob}, ManualClock(), notes)
    assert (ending.reason, "The disk is full." in ending.words) == ("failed", True)
    assert [str(turn) for turn in dialogue.turns] == ["alice: The tide turns."]
    assert not any(told[0] == "failed" for told in notes.told)


def test_turns_come_in_order_and_are_told_as_they_come():
    turns, ending, told = talk(Scripted(*LINES), Scripted(*OTHERS), turns=4)
    assert [str(turn) for turn in turns] == [
        "alice: The tide turns.",
        "bob: Ropes hold ships.",
        "alice: Gulls steal bread.",
        "bob: Salt dries on skin.",
    ]
    assert (ending.reason, turns[0].tokens) == ("turns", 7)
    assert told[:3] == [("begins", "alice", ""), ("piece", "The "), ("piece", "tide ")]


def test_a_speaker_that_breaks_off_is_asked_once_more():
    bob = Scripted(("Ropes", EngineDied("gone")), "Ropes hold ships.")
    turns, ending, told = talk(Scripted(*LINES), bob, turns=2)
    assert (turns[-1].text, ending.reason) == ("Ropes hold ships.", "turns")
    assert ("failed", "bob", "gone") in told
    assert ("begins", "bob", "failed") in told


def test_a_speaker_that_fails_twice_ends_it_with_what_there_is():
    turns, ending, _ = talk(Scripted(*LINES), Scripted(EngineDied("gone"), EngineDied("still gone")))
    assert [turn.speaker for turn in turns] == ["alice"]
    assert (ending.reason, ending.words) == ("failed", "bob could not answer: still gone")


def test_a_prompt_that_is_too_long_is_halved():
    alice = Scripted(PromptTooLong("too long"), "The tide turns.")
    turns, _, told = talk(alice, Scripted(*OTHERS), turns=1)
    assert turns[0].text == "The tide turns."
    assert ("begins", "alice", "too_long") in told


def test_who_goes_in_circles_is_asked_with_more_chance():
    bob = Scripted("The tide turns.", "Ropes hold ships.")
    talk(Scripted(*LINES), bob, turns=2)
    (_, first), (messages, second) = bob.asked
    assert (first.temperature, second.temperature) == (None, 1.1)
    assert len(messages) == 1


def test_a_persons_word_is_heard_by_all_and_may_ask_one_of_them():
    wishes = Wishes(["Bob, what about ships?"])
    alice, bob = Scripted(*LINES), Scripted(*OTHERS)
    turns, _, _ = talk(alice, bob, wishes, turns=2)
    assert [turn.speaker for turn in turns] == ["you", "bob", "alice"]
    assert "ships?" in bob.asked[0][0][-1].content
    assert "ships?" in alice.asked[0][0][-1].content


def test_the_stop_button_ends_it_after_the_sentence_and_frees_the_engine():
    wishes = Wishes()

    def press(word):
        wishes.after_sentence = wishes.after_sentence or word == "tide"

    alice = Scripted("The tide turns. And then it comes again.", on_word=press)
    turns, ending, _ = talk(alice, Scripted(*OTHERS), wishes)
    assert [turn.text for turn in turns] == ["The tide turns."]
    assert (ending.reason, alice.closed) == ("stopped", 1)


def test_pressed_twice_it_ends_at_once_and_keeps_what_was_said():
    def press(word):
        if word == "tide":
            raise KeyboardInterrupt

    turns, ending, _ = talk(Scripted("The tide turns.", on_word=press), Scripted(*OTHERS))
    assert ([turn.text for turn in turns], ending.reason) == (["The"], "stopped")


def test_a_megabyte_in_one_turn_is_cut_and_its_stream_closed():
    alice = Scripted("word " * 200_000)
    turns, _, told = talk(alice, Scripted(*OTHERS), turns=1)
    assert len(turns[0].text) <= 4000
    assert alice.closed == 1
    assert sum(len(one[1]) for one in told if one[0] == "piece") < 9000


def test_the_time_that_it_takes_is_bounded():
    clock = ManualClock()
    dialogue = Dialogue(Plan(("alice", "bob"), seconds=5.0))
    slow = Scripted(*LINES, on_word=lambda _: clock.sleep(1.0))
    assert hold(dialogue, {"alice": slow, "bob": Scripted(*OTHERS)}, clock).reason == "time"
    assert len(dialogue.turns) < 6


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("alice", SpeakerName("alice", "")),
        ("alice@my_pc", SpeakerName("alice", "my_pc")),
        ("my_pc/alice", SpeakerName("alice", "my_pc")),
        ("@192.168.1.5:5000", SpeakerName("", "192.168.1.5:5000")),
        ("alice@[fd00::1]:5000", SpeakerName("alice", "[fd00::1]:5000")),
    ],
)
def test_a_speaker_is_somebody_somewhere(text, place):
    assert read_speaker(text) == place


@pytest.mark.parametrize("text", ["", "@", "alice@", "alice@a b", "a/b/c", "alice@x:99999", "\x1b[2J"])
def test_what_is_no_speaker_is_refused(text):
    with pytest.raises(BadInput):
        read_speaker(text)
