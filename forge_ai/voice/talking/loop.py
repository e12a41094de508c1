"""The loop of a spoken conversation as a state machine: sound and events go in, commands come out.

Pure: no sound is played, nobody is asked and no clock is read here; the time comes with every event, in seconds that
only grow. Does not know engines or devices.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from forge_ai.voice.audio.activity import BargeIn, NoiseFloor, Onset, Utterance
from forge_ai.voice.audio.sound import FRAME_BYTES, FRAME_SECONDS, level_of
from forge_ai.voice.talking import commands, events
from forge_ai.voice.talking.commands import Command
from forge_ai.voice.talking.events import Event
from forge_ai.voice.talking.loop_options import LoopOptions, State, Trigger
from forge_ai.voice.talking.spoken_answer import SpokenAnswer
from forge_ai.voice.words.spoken import spoken
from forge_ai.voice.words.wake import without_wake, words_of

GOODBYES: Final = frozenset({"goodbye", "good bye", "bye", "bye bye", "quit", "exit"})
ENOUGH: Final = frozenset({"stop", "stop it", "never mind", "nevermind", "cancel", "be quiet", "quiet", "enough"})
PRE_ROLL_FRAMES: Final = round(0.4 / FRAME_SECONDS)  # what was heard just before somebody was noticed
QUIET: Final = bytes(FRAME_BYTES)  # recognisers want a little silence before the first word
DEAF_SECONDS: Final = 0.3  # in which our own beep may be heard
KEPT_WHILE_SILENCED: Final = round(5.0 / FRAME_SECONDS)  # frames that are kept until our own voice is silent
# A key that is meant to end an utterance may come just after silence has ended it. It would interrupt the answer, so it
RECOGNISING_SECONDS: Final = 5.0  # ... does nothing while what was said is being recognised, for so long at most,
LATE_KEY_SECONDS: Final = 0.5  # ... nor for so long after that.
NOT_UNDERSTOOD: Final = "Sorry, I did not understand that."
NOTHING_HEARD: Final = "Nothing was heard."


class Loop:
    """One spoken conversation. Give every event to :meth:`step` and carry out what it returns, in order."""

    def __init__(self, options: LoopOptions) -> None:
        self._options = options
        self.state = State.WAITING
        self._floor = NoiseFloor()
        self._onset = Onset()
        self._before: deque[bytes] = deque([QUIET] * PRE_ROLL_FRAMES, maxlen=PRE_ROLL_FRAMES)
        self._utterance = Utterance(end_seconds=options.end_of_speech)
        self._barge_in = BargeIn()
        self._answer = SpokenAnswer()
        self._ended: events.SoundEnded | None = None
        self._now = 0.0
        self._key_counts_from = 0.0
        self._out: list[Command] = []

    @property
    def wants_sound(self) -> bool:
        """Whether more of a recording is of use now; a microphone cannot be asked to wait."""
        return self.state in (State.WAITING, State.LISTENING) and self._ended is None

    def step(self, event: Event, now: float) -> tuple[Command, ...]:
        """The commands that follow from an event at the time ``now``, in seconds; to be carried out in order."""
        self._out, self._now = [], now
        act: Callable[[Any, float], None] = self._ACTS[type(event)].__get__(self)
        act(event, now)
        return tuple(self._out)

    def _do(self, *wanted: Command) -> None:
        self._out.extend(wanted)

    # What is heard

    def _hear(self, event: events.Frame, _now: float) -> None:
        level = level_of(event.samples)
        stands_out = self._floor.stands_out(level)
        if self.state == State.LISTENING:
            self._listen(event.samples, level, stands_out=stands_out)
        elif self.state == State.INTERRUPTED:
            self._before.append(event.samples)
        else:
            self._before.append(event.samples)
            self._watch(event.samples, level, stands_out=stands_out)

    def _watch(self, samples: bytes, level: float, *, stands_out: bool) -> None:
        """While nobody is listened to, look for somebody who wants to be."""
        if self._options.trigger == Trigger.WAKE:
            self._do(commands.Spot(samples))
        if self.state == State.WAITING:
            begins = self._onset.hear(stands_out=stands_out)
            if begins and self._options.trigger == Trigger.SPEECH:
                self._begin(deaf_seconds=0.0)
        elif self._speaks_over_us(level):
            self._interrupt()

    def _speaks_over_us(self, level: float) -> bool:
        allowed = self.state == State.SPEAKING and self._options.barge_in
        return allowed and self._barge_in.hear(level, self._floor.decibels)

    def _listen(self, samples: bytes, level: float, *, stands_out: bool) -> None:
        self._do(commands.Hear(samples))
        utterance = self._utterance
        utterance.hear(level, stands_out=stands_out)
        if utterance.ended or utterance.seconds >= self._options.longest:
            self._finish()
        elif not utterance.begun and utterance.seconds >= self._options.patience:
            self._nothing()

    def _begin(self, *, deaf_seconds: float) -> None:
        """Listen from now on, beginning with what was heard a moment ago."""
        self.state = State.LISTENING
        self._utterance = Utterance(end_seconds=self._options.end_of_speech, deaf_seconds=deaf_seconds)
        self._onset = Onset()
        self._do(commands.StartHearing())
        kept = list(self._before)
        self._before.clear()
        for samples in kept:
            self._do(commands.Hear(samples))
            if not deaf_seconds:
                level = level_of(samples)
                self._utterance.hear(level, stands_out=self._floor.is_above(level))
        if self._utterance.ended:
            self._finish()

    def _finish(self) -> None:
        if not self._utterance.is_speech:
            self._nothing()
            return
        self._think()
        self._key_counts_from = self._now + RECOGNISING_SECONDS

    def _think(self) -> None:
        self.state = State.THINKING
        self._answer = SpokenAnswer()
        self._key_counts_from = 0.0
        self._do(commands.FinishHearing(), commands.Beep(commands.Tone.HEARD))

    def _nothing(self) -> None:
        self.state = State.WAITING
        self._do(commands.DropHearing())
        if self._options.trigger != Trigger.SPEECH:
            self._do(commands.Beep(commands.Tone.NOTHING), commands.Tell(NOTHING_HEARD))
        self._rest_of_recording()

    # Who wants to be heard

    def _press(self, _event: events.Pressed, now: float) -> None:
        if self.state == State.LISTENING:
            self._think()  # whoever presses again has spoken
        elif self.state == State.WAITING:
            self._call()
        elif self.state in (State.THINKING, State.SPEAKING) and now >= self._key_counts_from:
            self._before.clear()
            self._interrupt()

    def _wake(self, _event: events.WakeHeard, now: float) -> None:
        if self._answer.may_be_heard_saying(self._options.wake, now):
            return
        if self.state == State.WAITING:
            self._call()
        elif self.state in (State.THINKING, State.SPEAKING):
            self._interrupt()

    def _call(self) -> None:
        """Beep, then listen: somebody pressed the key or said the wake word, which is no part of the utterance."""
        self._before.extend([QUIET] * PRE_ROLL_FRAMES)
        self._do(commands.Beep(commands.Tone.LISTEN))
        self._begin(deaf_seconds=DEAF_SECONDS)

    def _interrupt(self) -> None:
        self.state = State.INTERRUPTED
        self._before = deque(self._before, maxlen=KEPT_WHILE_SILENCED)
        self._do(commands.DropHearing(), commands.StopAsking(), commands.StopSpeaking())

    def _silenced(self, _event: events.Silenced, _now: float) -> None:
        if self.state != State.INTERRUPTED:
            return
        self._begin(deaf_seconds=0.0)
        self._before = deque(maxlen=PRE_ROLL_FRAMES)
        self._rest_of_recording()

    # What was understood

    def _understood(self, event: events.Understood, _now: float) -> None:
        if self.state in (State.LISTENING, State.THINKING):
            self._do(commands.Show(without_wake(event.text, self._options.wake)))

    def _transcribed(self, event: events.Transcribed, now: float) -> None:
        if self.state != State.THINKING:
            return
        self._key_counts_from = min(self._key_counts_from, now + LATE_KEY_SECONDS)
        text = without_wake(event.text, self._options.wake).strip()
        self._do(commands.Show(text, final=True))
        words = " ".join(words_of(text))
        if words in GOODBYES:
            self._do(commands.Leave())
        elif words in ENOUGH:
            self._rest()
        elif not text:
            self._say_only(NOT_UNDERSTOOD)
        else:
            self._do(commands.Ask(text))

    def _hearing_failed(self, event: events.HearingFailed, _now: float) -> None:
        if self.state in (State.LISTENING, State.THINKING):
            self.state, self._key_counts_from = State.THINKING, 0.0
            self._do(commands.Tell(event.reason))
            self._say_only(event.reason)

    # What is answered

    def _add_words(self, event: events.AnswerPart, _now: float) -> None:
        if self.state in (State.THINKING, State.SPEAKING):
            self._do(commands.Write(event.text))
            self._say(self._answer.add(event.text))

    def _answered(self, _event: events.Answered, _now: float) -> None:
        if self.state in (State.THINKING, State.SPEAKING):
            self._say(self._answer.end())
            self._rest_when_said()

    def _answer_failed(self, event: events.AnswerFailed, _now: float) -> None:
        """Say what came of the answer to its end, and then why no more comes."""
        if self.state in (State.THINKING, State.SPEAKING):
            self._do(commands.Tell(event.reason))
            self._say([*self._answer.end(), event.reason])
            self._rest_when_said()

    def _say_only(self, text: str) -> None:
        self._say([text])
        self._answer.end()

    def _say(self, pieces: list[str]) -> None:
        for piece in pieces:
            words = spoken(piece)
            if words:
                if self.state == State.THINKING:
                    self.state, self._barge_in = State.SPEAKING, BargeIn()
                self._do(commands.Say(self._answer.number(words), words))

    def _began(self, event: events.Began, _now: float) -> None:
        self._answer.begin(event.number)

    def _spoken(self, event: events.Spoken, now: float) -> None:
        self._answer.finish(event.number, now)
        self._rest_when_said()

    def _rest_when_said(self) -> None:
        if self.state in (State.THINKING, State.SPEAKING) and self._answer.is_said:
            self._rest()

    def _rest(self) -> None:
        """Wait for the next call, when nothing is left to say."""
        self.state = State.WAITING
        self._onset = Onset()
        self._before.clear()
        self._rest_of_recording()

    # The end of the sound

    def _sound_ended(self, event: events.SoundEnded, _now: float) -> None:
        self._ended = self._ended or event
        if self.state == State.LISTENING:
            self._finish()
        elif self.state == State.WAITING:
            self._rest_of_recording()

    def _rest_of_recording(self) -> None:
        """End the conversation when the recording is over and nothing is left to hear or to say."""
        if self._ended is None:
            return
        if self.state == State.LISTENING:
            self._finish()
            return
        if self._ended.reason:
            self._do(commands.Tell(self._ended.reason))
        self._do(commands.Leave())

    _ACTS: Final[dict[type, Any]] = {
        events.Frame: _hear,
        events.Pressed: _press,
        events.WakeHeard: _wake,
        events.Understood: _understood,
        events.Transcribed: _transcribed,
        events.HearingFailed: _hearing_failed,
        events.AnswerPart: _add_words,
        events.Answered: _answered,
        events.AnswerFailed: _answer_failed,
        events.Began: _began,
        events.Spoken: _spoken,
        events.Silenced: _silenced,
        events.SoundEnded: _sound_ended,
    }
