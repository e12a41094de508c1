"""The program `espeak-ng` as a speaker: found on the path, run for each sentence, never linked, for it is GPL.

A robot's voice in a hundred languages that needs no download. Does not know what the text means; it gets plain words.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Final

from forge_ai.errors import BadInput, MissingPart, VoiceFailed
from forge_ai.voice.audio.sound import Sound
from forge_ai.voice.audio.wav import HEADER_BYTES, read_format

PROGRAMS: Final = ("espeak-ng", "espeak")
DEFAULT_VOICE: Final = "en-us"
WORDS_A_MINUTE: Final = 150
_VOICE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9+_/-]{0,60}")
_BLOCK: Final = 8_192
_LAST_SECONDS: Final = 5.0


def espeak_program() -> str:
    """The path of the program; "" when it is not installed."""
    return next((found for found in map(shutil.which, PROGRAMS) if found), "")


class EspeakSpeaker:
    """Speaks with `espeak-ng`. ``voice`` is one of its voices, such as ``en-us`` or ``de+f3``."""

    def __init__(self, voice: str = "", words_a_minute: int = WORDS_A_MINUTE) -> None:
        self._program = espeak_program()
        if not self._program:
            raise MissingPart(
                "There is no espeak-ng on this device, so nothing can be said: sudo apt install espeak-ng",
                hint="Or let a paired device or a Wyoming service speak: forge-ai voice setup",
            )
        self._voice = voice or DEFAULT_VOICE
        self._speed = words_a_minute

    @property
    def name(self) -> str:
        """What a person reads."""
        return f"espeak-ng ({self._voice}, on this device)"

    def say(self, text: str, voice: str = "") -> Iterator[Sound]:
        """The sound as it is made. Raises :class:`BadInput` for an unknown voice, :class:`VoiceFailed` otherwise."""
        voice = voice or self._voice
        if not _VOICE.fullmatch(voice):
            raise BadInput(f"{voice!a} is not a voice.", hint="`espeak-ng --voices` lists them.")
        with self._running(voice) as process:
            try:
                self._hand_over(process, text)
                yield from self._sounds(process, voice)
            finally:
                process.kill()

    def check(self) -> None:
        """Return when its voice speaks; nobody hears it. Raises as :meth:`say` does."""
        for _ in self.say("a"):
            pass

    def close(self) -> None:
        """Nothing is kept between two sentences."""

    def _running(self, voice: str) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [self._program, "-v", voice, "-s", str(self._speed), "-b", "1", "--stdout"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise VoiceFailed(f"espeak-ng cannot be started: {error.strerror}.") from error

    @staticmethod
    def _hand_over(process: subprocess.Popen[bytes], text: str) -> None:
        """Pass the text by stdin: as an argument it could begin with a dash, and other users could read it."""
        assert process.stdin  # noqa: S101 - asked for above
        try:
            process.stdin.write(text.encode("utf-8", "replace") + b"\n")
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended already; what it says about that is read below

    def _sounds(self, process: subprocess.Popen[bytes], voice: str) -> Iterator[Sound]:
        assert process.stdout  # noqa: S101 - asked for above
        header = process.stdout.read(HEADER_BYTES)
        if len(header) < HEADER_BYTES:
            raise self._failed(process, voice)
        rate = read_format(header).rate
        held = b""
        while block := process.stdout.read1(_BLOCK):  # type: ignore[attr-defined]  # a buffered reader
            held += block
            whole = len(held) // 2 * 2
            yield Sound(rate, held[:whole])
            held = held[whole:]
        if process.wait(_LAST_SECONDS) != 0:
            raise self._failed(process, voice)

    def _failed(self, process: subprocess.Popen[bytes], voice: str) -> BadInput | VoiceFailed:
        assert process.stderr  # noqa: S101 - asked for above
        told = process.stderr.read(2_000).decode("utf-8", "replace").strip().splitlines()
        if any("voice" in line for line in told):
            return BadInput(f"espeak-ng has no voice {voice!a}.", hint="`espeak-ng --voices` lists them.")
        return VoiceFailed(f"espeak-ng does not speak: {told[0] if told else 'it says nothing about why'}.")
