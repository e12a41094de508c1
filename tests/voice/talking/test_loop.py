"""The loop by vectors: what goes in, and what must come out."""

from __future__ import annotations

import pytest

from forge_ai.voice.talking import commands, events
from forge_ai.voice.talking.loop import NOT_UNDERSTOOD, NOTHING_HEARD, Loop
from forge_ai.voice.talking.loop_options import LoopOptions, State, Trigger
from tests.voice.sounds import frames, noise, speechlike, tone

QUIET = bytes(32_000)


class Driven:
    """A loop that is given events; the time passes with the sound."""

    def __init__(self, trigger=Trigger.SPEECH, **options):
        self.loop = Loop(LoopOptions(trigger, **options))
        self.now = 0.0
        self.did = []

    def hear(self, *parts):
        for frame in frames(*parts):
            self.now += 0.02
            self.tell(events.Frame(frame))
        return self

    def tell(self, *happened):
        for event in happened:
            self.did += self.loop.step(event, self.now)
        return self

    def taken(self, *kinds):
        """The commands so far, of these kinds; they are forgotten."""
        found = [command for command in self.did if isinstance(command, kinds)] if kinds else self.did
        self.did = []
        return found

    @property
    def state(self):
        return self.loop.state


def asked(driven, text="what time is it"):
    """Bring a loop to the point where a question was asked."""
    driven.hear(QUIET, speechlike(1.0), QUIET).tell(events.Transcribed(text))
    assert driven.taken(commands.Ask) == [commands.Ask(text)]
    return driven


def test_a_whole_exchange_without_hands():
    driven = Driven()
    driven.hear(QUIET, speechlike(1.2))
    assert driven.state == State.LISTENING
    driven.tell(events.Understood("what time"))
    driven.hear(QUIET)
    assert driven.state == State.THINKING
    kinds = [type(command) for command in driven.taken()]
    assert kinds[0] == commands.StartHearing
    assert kinds[-2:] == [commands.FinishHearing, commands.Beep]
    assert commands.Show in kinds
    driven.tell(events.Transcribed("what time is it"))
    assert driven.taken() == [commands.Show("what time is it", final=True), commands.Ask("what time is it")]
    driven.tell(events.AnswerPart("It is five. And"))
    assert driven.taken() == [commands.Write("It is five. And"), commands.Say(0, "It is five.")]
    assert driven.state == State.SPEAKING
    driven.tell(events.Began(0), events.AnswerPart(" late."), events.Answered())
    assert driven.taken(commands.Say) == [commands.Say(1, "And late.")]
    driven.tell(events.Spoken(0), events.Began(1))
    assert driven.state == State.SPEAKING
    driven.tell(events.Spoken(1))
    assert driven.state == State.WAITING


def test_what_was_said_just_before_it_was_noticed_is_heard_as_well():
    driven = Driven()
    said = speechlike(1.0)
    driven.hear(QUIET, said)
    heard = b"".join(command.samples for command in driven.taken(commands.Hear))
    assert said[: len(said) // 2] in heard


@pytest.mark.parametrize("sound", [bytes(320_000), noise(8, -25), noise(8, -70), tone(6, -20)])
def test_silence_noise_and_tones_ask_nothing(sound):
    driven = Driven().hear(QUIET, sound, QUIET).tell(events.SoundEnded())
    assert not driven.taken(commands.FinishHearing, commands.Ask, commands.Say)


def test_words_that_nobody_understood_are_said_to_be_so():
    driven = Driven().hear(QUIET, speechlike(1.0), QUIET).tell(events.Transcribed("  "))
    assert driven.taken(commands.Ask, commands.Say) == [commands.Say(0, NOT_UNDERSTOOD)]
    driven.tell(events.Spoken(0))
    assert driven.state == State.WAITING


def test_a_key_starts_listening_with_a_beep_and_ends_it():
    driven = Driven(Trigger.KEY).hear(QUIET, speechlike(1.0))
    assert not driven.taken(commands.StartHearing)
    driven.tell(events.Pressed())
    assert [type(command) for command in driven.taken()][:2] == [commands.Beep, commands.StartHearing]
    driven.hear(speechlike(0.5)).tell(events.Pressed())
    assert driven.state == State.THINKING
    assert commands.FinishHearing() in driven.taken()


def test_after_the_key_the_end_of_speech_is_noticed():
    driven = Driven(Trigger.KEY).hear(QUIET).tell(events.Pressed()).hear(QUIET, speechlike(1.0), QUIET)
    assert driven.state == State.THINKING


def test_who_calls_and_says_nothing_hears_a_low_tone():
    driven = Driven(Trigger.KEY, patience=2.0).hear(QUIET).tell(events.Pressed()).hear(QUIET, QUIET, QUIET)
    assert driven.state == State.WAITING
    done = driven.taken(commands.DropHearing, commands.Beep, commands.Tell)[-3:]
    assert done == [commands.DropHearing(), commands.Beep(commands.Tone.NOTHING), commands.Tell(NOTHING_HEARD)]


def test_an_utterance_without_an_end_is_ended():
    driven = Driven(longest=5.0).hear(QUIET, speechlike(8.0))
    assert driven.taken(commands.FinishHearing) == [commands.FinishHearing()]
    assert driven.state == State.THINKING


def test_a_wake_word_is_looked_for_only_while_nobody_is_listened_to():
    driven = Driven(Trigger.WAKE, wake="hey computer").hear(QUIET)
    assert len(driven.taken(commands.Spot)) == 50
    driven.tell(events.WakeHeard()).hear(speechlike(0.5))
    assert driven.state == State.LISTENING
    assert not driven.taken(commands.Spot)


def test_the_end_of_the_wake_word_is_no_part_of_the_question():
    driven = Driven(Trigger.WAKE, wake="hey computer").hear(QUIET).tell(events.WakeHeard()).hear(speechlike(1.0), QUIET)
    driven.tell(events.Transcribed("computer what time is it"))
    assert driven.taken(commands.Ask) == [commands.Ask("what time is it")]


def speaking(text, trigger=Trigger.WAKE, **options):
    driven = Driven(trigger, wake="hey computer", **options).hear(QUIET)
    if trigger == Trigger.WAKE:
        driven.tell(events.WakeHeard())
    driven.hear(QUIET, speechlike(1.0), QUIET).tell(
        events.Transcribed("tell me"), events.AnswerPart(text + "\n"), events.Began(0)
    )
    driven.taken()
    assert driven.state == State.SPEAKING
    return driven


def test_a_wake_word_in_our_own_answer_wakes_nobody():
    driven = speaking("You wake me with hey computer. Then ask.")
    driven.tell(events.WakeHeard())
    assert driven.state == State.SPEAKING
    driven.tell(events.Spoken(0), events.Began(1), events.WakeHeard())  # its sound is still in the room
    assert driven.state == State.SPEAKING


def test_a_wake_word_from_the_person_interrupts():
    driven = speaking("I have a lot to say. Very much.")
    driven.tell(events.WakeHeard())
    assert driven.state == State.INTERRUPTED
    assert driven.taken(commands.StopAsking, commands.StopSpeaking) == [commands.StopAsking(), commands.StopSpeaking()]


def test_the_wake_word_works_again_when_our_answer_is_long_over():
    driven = speaking("Say hey computer.").tell(events.Answered(), events.Spoken(0))
    driven.tell(events.WakeHeard())
    assert driven.state == State.WAITING
    driven.hear(QUIET, QUIET).tell(events.WakeHeard())
    assert driven.state == State.LISTENING


def test_speaking_over_an_answer_stops_it_and_is_heard_from_its_beginning():
    driven = speaking("I have a lot to say. Very much.", Trigger.SPEECH)
    driven.hear(speechlike(1.5, -45), speechlike(0.6, -15, seed=4))
    assert driven.state == State.INTERRUPTED
    assert driven.taken(commands.StopSpeaking)
    said = speechlike(0.4, -15, seed=5)
    driven.hear(said).tell(events.Silenced())
    assert driven.state == State.LISTENING
    assert said in b"".join(command.samples for command in driven.taken(commands.Hear))
    driven.tell(events.AnswerPart("more of the old answer."), events.Spoken(0), events.Answered())
    assert not driven.taken(commands.Say, commands.Write)
    driven.hear(QUIET).tell(events.Transcribed("something else"))
    assert driven.taken(commands.Ask) == [commands.Ask("something else")]


def test_barge_in_can_be_switched_off():
    driven = speaking("I have a lot to say.", Trigger.SPEECH, barge_in=False)
    driven.hear(speechlike(1.5, -45), speechlike(1.0, -10, seed=4))
    assert driven.state == State.SPEAKING


def test_a_key_that_comes_just_after_the_silence_that_ended_the_question_does_not_throw_it_away():
    driven = Driven(Trigger.KEY).hear(QUIET).tell(events.Pressed()).hear(QUIET, speechlike(1.0), bytes(24_000))
    assert driven.state == State.THINKING
    driven.hear(QUIET).tell(events.Pressed()).hear(QUIET).tell(events.Transcribed("why"), events.Pressed())
    assert driven.state == State.THINKING
    assert driven.taken(commands.Ask) == [commands.Ask("why")]


def test_the_key_ends_a_recognition_that_does_not_come():
    driven = Driven(Trigger.KEY).hear(QUIET).tell(events.Pressed()).hear(QUIET, speechlike(1.0), QUIET * 6)
    assert driven.tell(events.Pressed()).state == State.INTERRUPTED


def test_the_key_interrupts_thinking_and_speaking():
    for answered in ([], [events.AnswerPart("Well, it is so. And")]):
        driven = Driven(Trigger.KEY).hear(QUIET).tell(events.Pressed()).hear(QUIET, speechlike(1.0), QUIET)
        driven.tell(events.Transcribed("why"), *answered).hear(QUIET).tell(events.Pressed())
        assert driven.state == State.INTERRUPTED
        driven.tell(events.Silenced())
        assert driven.state == State.LISTENING


@pytest.mark.parametrize("words", ["stop", "Never mind.", "cancel"])
def test_enough_is_enough(words):
    driven = Driven().hear(QUIET, speechlike(1.0), QUIET).tell(events.Transcribed(words))
    assert not driven.taken(commands.Ask)
    assert driven.state == State.WAITING


def test_goodbye_ends_the_conversation():
    driven = Driven().hear(QUIET, speechlike(1.0), QUIET).tell(events.Transcribed("Goodbye!"))
    assert driven.taken(commands.Leave) == [commands.Leave()]


def test_a_brain_that_is_away_is_told_aloud():
    driven = asked(Driven()).tell(events.AnswerFailed("Nobody answers at my_pc."))
    assert driven.taken(commands.Tell, commands.Say) == [
        commands.Tell("Nobody answers at my_pc."),
        commands.Say(0, "Nobody answers at my_pc."),
    ]
    driven.tell(events.Spoken(0))
    assert driven.state == State.WAITING


def test_an_answer_that_breaks_off_is_said_as_far_as_it_came_and_then_why():
    driven = asked(Driven()).tell(events.AnswerPart("The first. The sec"), events.AnswerFailed("my_pc ended."))
    assert [command.text for command in driven.taken(commands.Say)] == ["The first.", "The sec", "my_pc ended."]
    driven.tell(events.Spoken(0), events.Spoken(1))
    assert driven.state == State.SPEAKING
    driven.tell(events.Spoken(2))
    assert driven.state == State.WAITING


def test_a_recogniser_that_fails_is_told_aloud():
    driven = Driven().hear(QUIET, speechlike(1.0)).tell(events.HearingFailed("The recogniser ended."))
    assert driven.taken(commands.Say) == [commands.Say(0, "The recogniser ended.")]
    driven.tell(events.Spoken(0))
    assert driven.state == State.WAITING


def test_a_recording_that_ends_in_the_middle_of_a_sentence_is_answered_first():
    driven = Driven().hear(QUIET, speechlike(1.0)).tell(events.SoundEnded())
    assert commands.FinishHearing() in driven.taken()
    driven.tell(events.Transcribed("what time"), events.AnswerPart("Five."), events.Answered())
    assert not driven.taken(commands.Leave)
    driven.tell(events.Spoken(0))
    assert driven.taken(commands.Leave) == [commands.Leave()]


def test_a_microphone_that_is_gone_is_told():
    driven = Driven().hear(QUIET).tell(events.SoundEnded("The microphone is gone."))
    assert driven.taken(commands.Tell, commands.Leave) == [commands.Tell("The microphone is gone."), commands.Leave()]


def test_code_in_an_answer_is_named_not_spelled():
    driven = asked(Driven()).tell(events.AnswerPart("Do this:\n```\nrm x\nls\n```\nDone. "), events.Answered())
    assert [command.text for command in driven.taken(commands.Say)] == [
        "Do this:",
        "Here are 2 lines of code.",
        "Done.",
    ]


def test_an_answer_without_words_leaves_nobody_waiting():
    driven = asked(Driven()).tell(events.AnswerPart("\n"), events.Answered())
    assert driven.state == State.WAITING


def test_what_was_said_while_our_voice_was_being_silenced_ends_as_well():
    driven = speaking("I have a lot to say. Very much.", Trigger.SPEECH)
    driven.hear(speechlike(1.5, -45), speechlike(1.0, -15, seed=4), QUIET)
    assert driven.state == State.INTERRUPTED
    driven.tell(events.Silenced())
    assert driven.state == State.THINKING
