"""What a spoken conversation needs, as a person should know it: what is here, what is missing, and what to do.

Also chooses between this device's own engines and those of a paired node. Does not use any of them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.errors import BadInput, ForgeError, MissingPart, VoiceFailed
from forge_ai.settings import Settings, runtime_folder_of_this_process
from forge_ai.voice.audio.devices import PLAYERS, RECORDERS, SoundProgram, find_program, has_pipewire
from forge_ai.voice.audio.kinds import has_codecs
from forge_ai.voice.choice import listener_quality, open_listener, open_speaker, speaker_quality
from forge_ai.voice.engines.espeak import EspeakSpeaker
from forge_ai.voice.engines.node_voice import NodeListener, NodeSpeaker, OpenHttp, engines_of
from forge_ai.voice.engines.sphinx import has_sphinx
from forge_ai.voice.seams import Listener, Speaker

if TYPE_CHECKING:
    from forge_ai.services import Services

SILENCE_SECONDS: Final = 120.0  # how long a node may take to recognise or to speak
_LIST_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class VoicePart:
    """One thing that is needed: whether it is there, what was found, and what to do when it is not."""

    what: str
    is_there: bool
    found: str
    hint: str = ""


def voice_parts(settings: Settings) -> list[VoicePart]:
    """All that a spoken conversation needs, in the order in which it is shown. Of engines espeak-ng alone is tried."""
    return [
        _device("microphone", RECORDERS, settings.microphone),
        _device("loudspeaker", PLAYERS, settings.loudspeaker),
        _engine("recogniser", open_listener, listener_quality, settings),
        _engine("voice", open_speaker, speaker_quality, settings),
        VoicePart(
            "wake word",
            has_sphinx(),
            "pocketsphinx" if has_sphinx() else "none",
            "" if has_sphinx() else "pip install 'forge-ai[voice]'; the key and --hands-free work without.",
        ),
        VoicePart(
            "sound files",
            has_codecs(),
            "WAV, MP3, FLAC, OGG, WebM" if has_codecs() else "WAV alone",
            "" if has_codecs() else "For MP3 and others: pip install 'forge-ai[voice]'",
        ),
    ]


def best_engines(settings: Settings, on: str | None) -> tuple[Listener, Speaker]:
    """The recogniser and the voice to use: this device's own, or those of the node ``on`` where they are better.

    Raises :class:`MissingPart` when neither device has one.
    """
    remote = _node(settings, on)
    theirs = engines_of(remote[1]) if remote else (0, 0)
    listener: Listener | None = None
    speaker: Speaker | None = None
    if remote and settings.listener == "auto" and theirs[0] > listener_quality(settings):
        listener = NodeListener(remote[0], remote[1])
    if remote and settings.speaker == "auto" and theirs[1] > speaker_quality(settings):
        speaker = NodeSpeaker(remote[0], remote[1])
    return listener or open_listener(settings), speaker or open_speaker(settings)


def _node(settings: Settings, on: str | None) -> tuple[str, OpenHttp] | None:
    """The node ``on`` and a way to ask it, where its engines may be used; None also when it cannot be reached."""
    if not on or "auto" not in (settings.listener, settings.speaker):
        return None
    from forge_ai.comms.peers.client import connect
    from forge_ai.comms.peers.terminal import ask_at_terminal
    from forge_ai.protocol.finding.address import read_address
    from forge_ai.services import Services

    try:
        with Services(settings) as services:
            client = connect(services, read_address(_address(services, on)), ask_code=ask_at_terminal)
    except ForgeError:
        return None
    return client.name, lambda: client.http(SILENCE_SECONDS)


def _address(services: Services, on: str) -> str:
    """The last address of the device of that name; any other word is an address already."""
    return next((device.address for device in services.registry.devices() if device.name == on and device.address), on)


def _device(what: str, programs: tuple[SoundProgram, ...], chosen: str) -> VoicePart:
    pipewire = has_pipewire(runtime_folder_of_this_process())
    program = find_program(programs, pipewire=pipewire)
    if program is None:
        return VoicePart(what, is_there=False, found="no program for it", hint="sudo apt install alsa-utils")
    if chosen:
        return VoicePart(what, is_there=True, found=f"{chosen} by {program.program}")
    if program.program.startswith("pw-"):
        return VoicePart(what, is_there=True, found=f"PipeWire's own choice by {program.program}")
    cards = _cards(program.program)
    if not cards:
        variable = f"FORGE_AI_{what.upper()}"
        return VoicePart(what, is_there=False, found="no sound card", hint=f"Plug one in, or name one with {variable}.")
    return VoicePart(what, is_there=True, found=f"{cards[0]} by {program.program}")


def _cards(program: str) -> list[str]:
    """The names of the sound cards that an ALSA program lists."""
    try:
        done = subprocess.run(
            [program, "-l"], capture_output=True, text=True, timeout=_LIST_SECONDS, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [
        line.partition(":")[2].partition(",")[0].strip() for line in done.stdout.splitlines() if line[:5] == "card "
    ]


def _engine(
    part: str,
    opened: Callable[[Settings], Listener | Speaker],
    quality: Callable[[Settings], int],
    settings: Settings,
) -> VoicePart:
    try:
        found = opened(settings)
        if isinstance(found, EspeakSpeaker):
            found.check()
    except MissingPart as missing:
        return VoicePart(part, is_there=False, found="none", hint=missing.message)
    except (BadInput, VoiceFailed) as error:
        return VoicePart(part, is_there=False, found=error.message.rstrip("."), hint=error.hint)
    return VoicePart(part, is_there=True, found=found.name, hint=_BETTER if quality(settings) < 2 else "")


_BETTER: Final = "The small default. Better: pip install 'forge-ai[sherpa]', then forge-ai voice setup --fetch NAME"
