"""Microphone and loudspeaker through the programs that the system brings: ALSA's `arecord`/`aplay`, or PipeWire's.

No compiled audio library. A program that ends by itself means that the device is gone; the error repeats what the
program said about it. Does not know what is heard or said.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Final

from forge_ai.errors import NoSound
from forge_ai.voice.audio.sound import FRAME_BYTES, RATE, Sound

FIRST_SOUND_SECONDS: Final = 5.0  # how long a microphone may take to begin
STALL_SECONDS: Final = 10.0  # a microphone that gives nothing, a loudspeaker that takes nothing
_BLOCK: Final = 4_096
_INSTALL: Final = "Install one: sudo apt install alsa-utils (or pipewire-bin)."


@dataclass(frozen=True, slots=True)
class SoundProgram:
    """A program that records or plays raw sound."""

    program: str
    arguments: tuple[str, ...]
    device_option: str

    def command(self, device: str, rate: int) -> list[str]:
        """The command line for that device ("" is the system's own choice) and that many samples a second."""
        chosen = [self.device_option, device] if device else []
        return [self.program, *(part.format(rate=rate) for part in self.arguments), *chosen, "-"]


_PIPEWIRE: Final = ("--rate={rate}", "--channels=1", "--format=s16")
_ALSA: Final = ("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", "{rate}")
RECORDERS: Final = (SoundProgram("pw-record", _PIPEWIRE, "--target"), SoundProgram("arecord", _ALSA, "-D"))
PLAYERS: Final = (SoundProgram("pw-play", _PIPEWIRE, "--target"), SoundProgram("aplay", _ALSA, "-D"))


def has_pipewire(runtime_folder: str) -> bool:
    """Whether PipeWire's server runs for this person; without it, its programs only wait."""
    return bool(runtime_folder) and os.path.exists(os.path.join(runtime_folder, "pipewire-0"))  # noqa: PTH110, PTH118


def find_program(programs: tuple[SoundProgram, ...], *, pipewire: bool) -> SoundProgram | None:
    """The first of the programs that is here and can work."""
    return next((one for one in programs if shutil.which(one.program) and (pipewire or "pw-" not in one.program)), None)


class Microphone:
    """The microphone, recorded from now on. Raises :class:`NoSound` when no program here can record."""

    def __init__(self, device: str = "", *, pipewire: bool = False) -> None:
        program = find_program(RECORDERS, pipewire=pipewire)
        if program is None:
            raise NoSound("Nothing on this device can record: there is no arecord and no pw-record.", hint=_INSTALL)
        self._program = program
        self._process = _start(program.command(device, RATE), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self._stopped = False

    @property
    def name(self) -> str:
        """What a person reads."""
        return self._program.program

    @property
    def pid(self) -> int:
        """The process id of the recording program."""
        return self._process.pid

    def frames(self) -> Iterator[bytes]:
        """Frames as they are recorded, until :meth:`close`. Raises :class:`NoSound` when recording ends by itself."""
        reading = _pipe(self._process.stdout).fileno()
        held, patience = b"", FIRST_SOUND_SECONDS
        while not self._stopped:
            able, _, _ = select.select([reading], [], [], patience)
            block = os.read(reading, _BLOCK) if able else b""
            if not block:
                break
            held, patience = held + block, STALL_SECONDS
            while len(held) >= FRAME_BYTES and not self._stopped:
                yield held[:FRAME_BYTES]
                held = held[FRAME_BYTES:]
        if not self._stopped:
            raise self._gone(begun=patience == STALL_SECONDS)

    def close(self) -> None:
        """Stop recording."""
        self._stopped = True
        self._process.kill()

    def end(self) -> None:
        """Stop, and release the process and its pipes. To be called when nobody reads frames any more."""
        self.close()
        _end(self._process)

    def _gone(self, *, begun: bool) -> NoSound:
        words = _last_words(self._process)
        what = "The microphone is gone" if begun else "No microphone can be opened"
        return NoSound(f"{what} ({_by(self._program.program, words)}).")


class Loudspeaker:
    """The loudspeaker: one program is started for each stretch of sound. Safe to stop from another thread.

    Raises :class:`NoSound` when no program here can play.
    """

    def __init__(self, device: str = "", *, pipewire: bool = False) -> None:
        program = find_program(PLAYERS, pipewire=pipewire)
        if program is None:
            raise NoSound("Nothing on this device can play sound: there is no aplay and no pw-play.", hint=_INSTALL)
        self._program = program
        self._device = device
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._quiet = False

    @property
    def name(self) -> str:
        """What a person reads."""
        return self._program.program

    def play(self, sounds: Iterator[Sound], begun: threading.Event | None = None) -> None:
        """Play sounds of one rate to their end, or until :meth:`stop`. ``begun`` is set at the first of them.

        Raises :class:`NoSound` when the device does not take them.
        """
        process: subprocess.Popen[bytes] | None = None
        try:
            for sound in sounds:
                process = process or self._open(sound.rate)
                if process is None or not self._write(process, sound.samples):
                    break
                if begun:
                    begun.set()
            if process:
                self._drain(process)
        finally:
            self._done(process)

    def stop(self) -> None:
        """Be quiet at once."""
        with self._lock:
            self._quiet = True
            if self._process:
                self._process.kill()

    def allow(self) -> None:
        """Let what is played from now on be heard again, after :meth:`stop`."""
        with self._lock:
            self._quiet = False

    def close(self) -> None:
        """Be quiet for good."""
        self.stop()

    def _open(self, rate: int) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._quiet:
                return None
            command = self._program.command(self._device, rate)
            self._process = _start(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            return self._process

    def _write(self, process: subprocess.Popen[bytes], samples: bytes) -> bool:
        writing = _pipe(process.stdin).fileno()
        rest = memoryview(samples)
        while rest:
            _, able, _ = select.select([], [writing], [], STALL_SECONDS)
            if not able:
                process.kill()
                raise NoSound("The loudspeaker takes no sound.")
            try:
                rest = rest[os.write(writing, rest[:_BLOCK]) :]
            except BrokenPipeError:
                return self._check(process)
        return True

    def _drain(self, process: subprocess.Popen[bytes]) -> None:
        _pipe(process.stdin).close()
        process.wait()
        self._check(process)

    def _check(self, process: subprocess.Popen[bytes]) -> bool:
        """False when it was told to be quiet; raises :class:`NoSound` when the program failed."""
        code = process.wait()
        if code == 0 or self._quiet:
            return False
        words = _last_words(process)
        raise NoSound(f"The loudspeaker does not play ({_by(self._program.program, words)}).")

    def _done(self, process: subprocess.Popen[bytes] | None) -> None:
        if process:
            with self._lock:
                self._process = None
            _end(process)


def _start(command: list[str], *, stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True)
    except OSError as error:
        raise NoSound(f"{command[0]} cannot be started: {error.strerror}.") from error


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - it was asked for
    return pipe


def _last_words(process: subprocess.Popen[bytes]) -> str:
    """The last line that a program which has ended wrote about itself."""
    try:
        process.wait(0.5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return "it gives no sound"
    lines = [line.strip() for line in _pipe(process.stderr).read(4_000).decode("utf-8", "replace").splitlines()]
    told = [line for line in lines if line]
    return told[-1].rstrip(".")[:200] if told else f"it ended with {process.returncode}"


def _by(program: str, words: str) -> str:
    """What a program said, with its name before it, which most programs write there themselves."""
    return words if not words or words.startswith(f"{program}:") else f"{program}: {words}"


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(BrokenPipeError):  # the rest of the sound is wanted by nobody
                pipe.close()
