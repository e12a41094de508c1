"""A spoken conversation carried out: the loop's commands become sound, questions and lines on a screen.

Decides nothing: the loop does. Sound comes from a microphone, which does not wait, or from a recording, which is read
only while the loop wants sound. Events of an answer that was interrupted are dropped by the number of its turn.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from forge_ai.clock import Clock
from forge_ai.errors import ForgeError
from forge_ai.voice.audio.sound import FRAME_SECONDS
from forge_ai.voice.seams import Listener, Speaker, Spotter
from forge_ai.voice.talking import commands, events
from forge_ai.voice.talking.asking import AskBrain, Asking
from forge_ai.voice.talking.ears import Ears
from forge_ai.voice.talking.loop import Loop
from forge_ai.voice.talking.loop_options import LoopOptions, State, Trigger
from forge_ai.voice.talking.mouth import Mouth, Output
from forge_ai.voice.talking.watch import Watch
from forge_ai.voice.talking.worker import as_ours

MICROPHONE_FRAMES: Final = 500  # ten seconds that wait to be looked at; older ones are lost


class Input(Protocol):
    """Where sound comes from: a microphone, or a file in its place."""

    @property
    def name(self) -> str:
        """What a person reads."""

    def frames(self) -> Iterator[bytes]:
        """Frames of 20 milliseconds. Raises :class:`NoSound` when the microphone is gone."""

    def close(self) -> None:
        """Stop recording."""

    def end(self) -> None:
        """Release what it holds."""


class Screen(Protocol):
    """What a person sees of the conversation."""

    def state(self, state: State) -> None:
        """Where the loop is now."""

    def heard(self, text: str, *, final: bool) -> None:
        """What has been understood."""

    def write(self, text: str) -> None:
        """More of the answer."""

    def tell(self, text: str) -> None:
        """Something beside the conversation."""


@dataclass(frozen=True, slots=True)
class ConversationParts:
    """What a conversation is made of. ``ask`` asks the brain; ``spotter`` is needed for a wake word only."""

    sound_in: Input
    sound_out: Output
    listener: Listener
    speaker: Speaker
    ask: AskBrain
    screen: Screen
    clock: Clock
    spotter: Spotter | None = None


class SpokenConversation:
    """One conversation. :meth:`run` returns when it is over; :meth:`press` and :meth:`leave` may come from any thread.

    ``waits``: the sound comes from a recording, which can wait until it is listened to. Afterwards ``failure`` says
    why the sound ended early, or, of a recording, why something in it was not heard or answered.
    """

    def __init__(self, parts: ConversationParts, options: LoopOptions, *, waits: bool) -> None:
        self._parts = parts
        self._loop = Loop(options)
        self._waits = waits
        self._events: queue.SimpleQueue[tuple[events.Event | None, int]] = queue.SimpleQueue()
        self._turn = 0
        self._asking: Asking | None = None
        self._past: list[Asking] = []
        self._over = False
        self._sounds = threading.Event()  # the microphone has begun, or it never will
        self.failure: ForgeError | None = None
        self._heard_seconds = 0.0
        self._ears = Ears(parts.listener, self._report, self._keep)
        self._mouth = Mouth(parts.speaker, parts.sound_out, self._report, self._complain)
        wake = options.wake if options.trigger == Trigger.WAKE else ""
        self._watch = Watch(parts.spotter, wake, self._report) if parts.spotter and wake else None

    def await_sound(self) -> None:
        """Wait until the microphone gives sound, or has failed: whoever left before would not learn of a failure."""
        self._sounds.wait()

    def press(self) -> None:
        """The key of push-to-talk was pressed."""
        self._report(events.Pressed())

    def leave(self) -> None:
        """End the conversation."""
        self._events.put((None, 0))

    def run(self) -> None:
        """Converse until the person leaves, or a recording has ended and all is said."""
        frames = self._parts.sound_in.frames()
        recorder = None if self._waits else threading.Thread(target=self._record, args=(frames,), name="voice-recorder")
        try:
            if recorder:
                recorder.start()
            while not self._over:
                self._take(frames)
        finally:
            self._end(recorder)

    # Events

    def _report(self, event: events.Event) -> None:
        self._events.put((event, self._turn))

    def _complain(self, error: ForgeError) -> None:
        self._parts.screen.tell(error.message)
        self._keep(error)

    def _keep(self, error: ForgeError) -> None:
        """Remember a failure of a recording: a person says again what was not heard, a recording does not."""
        if self._waits:
            self.failure = error

    def _record(self, frames: Iterator[bytes]) -> None:
        try:
            for samples in frames:
                self._sounds.set()
                if self._events.qsize() < MICROPHONE_FRAMES:
                    self._report(events.Frame(samples))
            self._report(events.SoundEnded())
        except Exception as error:  # noqa: BLE001 - the supervisor of this thread
            self.failure = as_ours(error)
            self._report(events.SoundEnded(self.failure.message))
        finally:
            self._sounds.set()

    def _take(self, frames: Iterator[bytes]) -> None:
        """Handle the next event, or, when there is none, the next frame of a recording."""
        try:
            wait = not (self._waits and self._loop.wants_sound)
            event, turn = self._events.get(block=wait)
        except queue.Empty:
            event, turn = self._next_frame(frames), self._turn
        if event is None:
            self._over = True
            return
        if isinstance(event, events.Frame):
            self._heard_seconds += FRAME_SECONDS
        elif turn != self._turn and isinstance(
            event, events.AnswerPart | events.Answered | events.AnswerFailed | events.Spoken | events.Began
        ):
            return  # of an answer that was interrupted
        self._step(event)

    def _next_frame(self, frames: Iterator[bytes]) -> events.Event:
        try:
            samples = next(frames, None)
        except ForgeError as error:
            self.failure = error
            return events.SoundEnded(error.message)
        return events.Frame(samples) if samples is not None else events.SoundEnded()

    def _step(self, event: events.Event) -> None:
        before = self._loop.state
        now = self._heard_seconds if self._waits else self._parts.clock.steady()
        for command in self._loop.step(event, now):
            self._ACTS[type(command)](self, command)
        if self._loop.state != before:
            self._parts.screen.state(self._loop.state)

    # Commands

    def _ask(self, command: commands.Ask) -> None:
        turn = self._turn
        self._asking = Asking(self._parts.ask, command.text, lambda event: self._events.put((event, turn)), self._keep)
        self._past = [asking for asking in self._past if asking.running] + [self._asking]

    def _stop_asking(self, _command: commands.StopAsking) -> None:
        self._turn += 1
        if self._asking:
            self._asking.stop()

    def _spot(self, command: commands.Spot) -> None:
        if self._watch:
            self._watch.hear(command.samples)
            if self._waits:
                self._watch.catch_up()

    def _leave(self, _command: commands.Leave) -> None:
        self._over = True

    _ACTS: Final[dict[type, Callable[..., None]]] = {
        commands.Beep: lambda self, command: self._mouth.beep(command.tone),
        commands.Spot: _spot,
        commands.StartHearing: lambda self, _command: self._ears.start(),
        commands.Hear: lambda self, command: self._ears.hear(command.samples),
        commands.FinishHearing: lambda self, _command: self._ears.finish(),
        commands.DropHearing: lambda self, _command: self._ears.drop(),
        commands.Show: lambda self, command: self._parts.screen.heard(command.text, final=command.final),
        commands.Ask: _ask,
        commands.StopAsking: _stop_asking,
        commands.Write: lambda self, command: self._parts.screen.write(command.text),
        commands.Say: lambda self, command: self._mouth.say(command.number, command.text),
        commands.StopSpeaking: lambda self, _command: self._mouth.silence(),
        commands.Tell: lambda self, command: self._parts.screen.tell(command.text),
        commands.Leave: _leave,
    }

    def _end(self, recorder: threading.Thread | None) -> None:
        self._parts.sound_in.close()
        if recorder:
            recorder.join()
        self._parts.sound_in.end()
        if self._loop.state != State.WAITING:
            self._mouth.silence()
        for asking in self._past:
            asking.stop()
        self._ears.end()
        if self._watch:
            self._watch.end()
        self._mouth.end()
