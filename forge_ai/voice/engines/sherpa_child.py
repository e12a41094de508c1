"""Sherpa-onnx in its child process: a recogniser or a voice, told what to do by Wyoming events.

Loaded by `engine_child.py`, and like it imports nothing of ForgeAI. Voices without a lexicon get the sounds of words
from the program `espeak-ng`, which is run, never linked.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

SHOW_EVERY_BYTES = 8_000  # a quarter of a second: how often what was understood is told
RATE = 16_000
LAST_SILENCE = 10_560  # samples at the end: a streaming model looks a little ahead
CHUNK_BYTES = 4_096
PHONEMIZER_SECONDS = 20


Say = Callable[..., None]


def begin(orders: dict[str, Any], say: Say) -> Recogniser | Voice:
    """The engine that the ``orders`` of `sherpa.py` name; ``say`` sends an event to the parent."""
    try:
        import sherpa_onnx
    except ImportError:
        sys.exit("sherpa-onnx is not installed")
    kind = Recogniser if orders["kind"] == "listener" else Voice
    return kind(sherpa_onnx, orders, say)


class Recogniser:
    """Recognises with a streaming transducer, one utterance at a time."""

    def __init__(self, library: Any, orders: dict[str, Any], say: Say) -> None:
        files = orders["files"]
        self._say = say
        self._stream: Any = None
        self._unseen = 0
        self._shown = ""
        self._recogniser = library.OnlineRecognizer.from_transducer(
            tokens=files["tokens"], encoder=files["encoder"], decoder=files["decoder"], joiner=files["joiner"]
        )

    def obey(self, kind: str, _data: dict[str, Any], payload: bytes) -> None:
        """One event."""
        if kind == "transcribe":
            self._stream, self._unseen, self._shown = self._recogniser.create_stream(), 0, ""
        elif kind == "audio-chunk" and self._stream:
            self._hear(payload)
        elif kind == "audio-stop" and self._stream:
            self._finish()
        elif kind == "dropped":
            self._stream = None
        elif kind == "ping":
            self._say("pong")

    def _hear(self, samples: bytes) -> None:
        import numpy as np

        self._stream.accept_waveform(RATE, np.frombuffer(samples, dtype="<i2").astype(np.float32) / 32_768)
        self._decode()
        self._unseen += len(samples)
        if self._unseen >= SHOW_EVERY_BYTES:
            self._unseen = 0
            text = self._words()
            if text != self._shown:
                self._shown = text
                self._say("understood", text=text)

    def _finish(self) -> None:
        import numpy as np

        self._stream.accept_waveform(RATE, np.zeros(LAST_SILENCE, dtype=np.float32))
        self._stream.input_finished()
        self._decode()
        text, self._stream = self._words(), None
        self._say("transcript", text=text)

    def _decode(self) -> None:
        while self._recogniser.is_ready(self._stream):
            self._recogniser.decode_stream(self._stream)

    def _words(self) -> str:
        text = self._recogniser.get_result(self._stream).strip()
        return str(text.lower() if text.isupper() else text)


class Voice:
    """Speaks with a VITS voice, whose words come from its own lexicon or, as sounds, from `espeak-ng`."""

    def __init__(self, library: Any, orders: dict[str, Any], say: Say) -> None:
        self._library = library
        self._say = say
        self._phonemizer = orders["phonemizer"]
        self._lexicon = bool(orders["files"]["lexicon"])
        if not self._lexicon and not self._phonemizer:
            sys.exit("this voice needs the program espeak-ng: sudo apt install espeak-ng")
        vits = library.OfflineTtsVitsModelConfig(**orders["files"])
        config = library.OfflineTtsConfig(model=library.OfflineTtsModelConfig(vits=vits, num_threads=2))
        if not config.validate():
            sys.exit("the files of this voice do not belong together")
        self._voice = library.OfflineTts(config)

    def obey(self, kind: str, data: dict[str, Any], _payload: bytes) -> None:
        """One event."""
        if kind == "synthesize":
            self._speak(data["text"])
        elif kind == "ping":
            self._say("pong")

    def _speak(self, text: str) -> None:
        rate = self._voice.sample_rate
        fields = {"rate": rate, "width": 2, "channels": 1}
        self._say("audio-start", **fields)
        options = self._library.GenerationConfig()
        if not self._lexicon:
            options.phoneme_codepoints = [[ord(sound) for sound in line] for line in self._sounds(text)]
        made = self._voice.generate(text, options)
        samples = pcm(made.samples)
        for start in range(0, len(samples), CHUNK_BYTES):
            self._say("audio-chunk", samples[start : start + CHUNK_BYTES], **fields)
        self._say("audio-stop")

    def _sounds(self, text: str) -> list[str]:
        """The text in the phonetic alphabet, a line for each clause."""
        done = subprocess.run(
            [self._phonemizer, "-q", "--ipa", "-b", "1", "-v", "en-us"],
            input=text.encode() + b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PHONEMIZER_SECONDS,
            check=True,
        )
        return [line.strip() for line in done.stdout.decode().splitlines() if line.strip()]


def pcm(values: Any) -> bytes:
    """Numbers from -1 to 1 as 16-bit samples."""
    import numpy as np

    return bytes((np.clip(np.asarray(values), -1, 1) * 32_767).astype("<i2").tobytes())
