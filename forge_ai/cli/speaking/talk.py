"""`forge-ai talk`: a spoken conversation, with a key, a wake word or a recording.

Does not know which brain answers, nor how words are recognised and said.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli.asking.options import Here, On, Private, Speaker
from forge_ai.cli.pipes import check_sound
from forge_ai.cli.say import Prose, note, one_line, tell_beside
from forge_ai.errors import BadInput

if TYPE_CHECKING:
    from forge_ai.cli.speaking.spoken_brain import SpokenBrain
    from forge_ai.settings import Settings
    from forge_ai.voice.talking.conversation import Input, SpokenConversation
    from forge_ai.voice.talking.loop_options import LoopOptions, State
    from forge_ai.voice.talking.mouth import Output


def talk(
    on: On = None,
    here: Here = False,
    model: Speaker = None,
    wake: Annotated[str | None, typer.Option("--wake", help="Listen after these words, such as: hey computer.")] = None,
    hands_free: Annotated[bool, typer.Option("--hands-free", help="Listen whenever somebody speaks.")] = False,
    sound_in: Annotated[
        Path | None,
        typer.Option("--in", help="Listen to this sound file (WAV, MP3, FLAC, OGG, WebM) instead of a microphone."),
    ] = None,
    sound_out: Annotated[
        Path | None,
        typer.Option("--out", help="Speak into this file (.wav, .mp3, .opus, .flac) instead of a loudspeaker."),
    ] = None,
    voice: Annotated[str | None, typer.Option("--voice", help="Voice that speaks, such as en-us.")] = None,
    private: Private = False,
    barge_in: Annotated[
        bool, typer.Option("--barge-in/--no-barge-in", help="Whether speaking over an answer stops it.")
    ] = True,
) -> None:
    """Talk with your AI: it listens, answers, and speaks. Enter starts and stops, Ctrl-C leaves."""
    from forge_ai.cli.asking.brains import check_choice, open_brain
    from forge_ai.cli.asking.chat_memory import ChatMemory
    from forge_ai.cli.speaking.spoken_brain import SpokenBrain
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.settings import settings_of_this_process

    check_choice(on, here)
    check_sound(sound_in, sound_out)
    settings = settings_of_this_process(voice=voice)
    if model and not voice:
        settings = replace(settings, voice=_voice_of(settings, model) or settings.voice)
    options = _options(wake, hands_free=hands_free, from_file=sound_in is not None, barge_in=barge_in)
    generation = GenerationOptions(calm=True)
    opened = partial(open_brain, settings, on, model, here=here, remembers=not private, tell=tell_beside)
    with (
        ChatMemory(settings, keeps=not private) as memory,
        SpokenBrain(opened, generation, memory) as brain,
        ExitStack() as held,
    ):
        conversation = _conversation(settings, on, options, brain, (sound_in, sound_out), held)
        _converse(conversation, options, keys=sound_in is None and sys.stdin.isatty())


def _voice_of(settings: Settings, model: str) -> str:
    """The voice of the personality of that name, when there is one here and it has one."""
    from forge_ai.models.personalities import all_personalities
    from forge_ai.models.store import ModelStore

    wished = model.rpartition("/")[2]
    found = (one.personality for one in all_personalities(ModelStore(settings.folders), settings.model))
    return next((personality.voice for personality in found if personality.name == wished), "")


def _options(wake: str | None, *, hands_free: bool, from_file: bool, barge_in: bool) -> LoopOptions:
    from forge_ai.voice.talking.loop_options import LoopOptions, Trigger
    from forge_ai.voice.words.wake import check_wake_word

    if wake and hands_free:
        raise BadInput("--wake and --hands-free exclude each other.", hint="Give one of them.")
    if wake:
        return LoopOptions(Trigger.WAKE, check_wake_word(wake), barge_in=barge_in)
    if hands_free or from_file:
        return LoopOptions(Trigger.SPEECH, barge_in=barge_in)
    return LoopOptions(Trigger.KEY, barge_in=barge_in)


def _conversation(
    settings: Settings,
    on: str | None,
    options: LoopOptions,
    brain: SpokenBrain,
    files: tuple[Path | None, Path | None],
    held: ExitStack,
) -> SpokenConversation:
    """The conversation with its parts; raises before the first word when a part is missing."""
    from forge_ai.cli.speaking.voice_parts import best_engines
    from forge_ai.clock import SystemClock
    from forge_ai.voice.choice import open_spotter
    from forge_ai.voice.talking.conversation import ConversationParts, SpokenConversation
    from forge_ai.voice.talking.loop_options import Trigger

    _check_apart(*files)
    listener, speaker = best_engines(settings, on)
    spotter = open_spotter() if options.trigger == Trigger.WAKE else None
    sound_in = _input(settings, files[0])
    held.callback(sound_in.end)
    sound_out = _output(settings, files[1])
    note(f"Listening: {listener.name}, {sound_in.name}. Speaking: {speaker.name}, {sound_out.name}.")
    parts = ConversationParts(sound_in, sound_out, listener, speaker, brain.ask, Terminal(), SystemClock(), spotter)
    return SpokenConversation(parts, options, waits=files[0] is not None)


def _check_apart(sound_in: Path | None, sound_out: Path | None) -> None:
    if sound_in and sound_out and sound_in.exists() and sound_out.exists() and sound_in.samefile(sound_out):
        raise BadInput("--in and --out are the same file: the question would be lost.", hint="Give --out another name.")


def _input(settings: Settings, file: Path | None) -> Input:
    from forge_ai.settings import runtime_folder_of_this_process
    from forge_ai.voice.audio.devices import Microphone, has_pipewire
    from forge_ai.voice.audio.recordings import Recording

    if file:
        return Recording(file)
    return Microphone(settings.microphone, pipewire=has_pipewire(runtime_folder_of_this_process()))


def _output(settings: Settings, file: Path | None) -> Output:
    from forge_ai.settings import runtime_folder_of_this_process
    from forge_ai.voice.audio.devices import Loudspeaker, has_pipewire
    from forge_ai.voice.audio.recordings import SpokenFile

    if file:
        return SpokenFile(file)
    return Loudspeaker(settings.loudspeaker, pipewire=has_pipewire(runtime_folder_of_this_process()))


def _converse(conversation: SpokenConversation, options: LoopOptions, *, keys: bool) -> None:
    import threading

    from forge_ai.voice.talking.loop_options import Trigger

    if options.trigger == Trigger.KEY:
        note("Press Enter and speak; Enter again ends or interrupts. Ctrl-C leaves.")
    elif options.trigger == Trigger.WAKE:
        note(f"Say: {options.wake}. Ctrl-C leaves.")
    if keys or options.trigger == Trigger.KEY:
        threading.Thread(target=_read_keys, args=(conversation,), name="voice-keys", daemon=True).start()
    conversation.run()
    if conversation.failure:  # its sentence has been told
        note(f"hint: {conversation.failure.hint}")
        raise typer.Exit(conversation.failure.exit_code)
    note("Goodbye.")


def _read_keys(conversation: SpokenConversation) -> None:
    conversation.await_sound()
    for _line in sys.stdin:
        conversation.press()
    conversation.leave()


class Terminal:
    """Shows the conversation on a terminal: what is understood on a line that changes, the answer as it is written."""

    def __init__(self) -> None:
        self._open_line = False
        self._answering = False
        self._prose = Prose()

    def state(self, state: State) -> None:
        """End the line of an answer, and clear words that turned out to be none."""
        if self._open_line and state.value in ("waiting", "interrupted"):
            self._open_line = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        if self._answering and state.value in ("waiting", "listening"):
            self._answering = False
            print(flush=True)

    def heard(self, text: str, *, final: bool) -> None:
        """Show what is understood so far on one line, which stays when it is final."""
        line = f"you> {one_line(text)}"
        if sys.stderr.isatty() and not final:
            sys.stderr.write(f"\r\x1b[K{line[-200:]}")
            sys.stderr.flush()
            self._open_line = True
        if final:
            sys.stderr.write("\r\x1b[K" if self._open_line else "")
            self._open_line = False
            print(line, flush=True)

    def write(self, text: str) -> None:
        """Print more of the answer."""
        if not self._answering:
            self._prose = Prose()
            self._prose.name("ai> ")
        self._answering = True
        self._prose.write(text)

    def tell(self, text: str) -> None:
        """Print a note beside the conversation."""
        if self._answering or self._open_line:
            print(flush=True)
        self._answering = self._open_line = False
        note(text)
