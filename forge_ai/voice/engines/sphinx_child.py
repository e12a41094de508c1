"""Pocketsphinx in its child process: a recogniser, told what to do by Wyoming events.

Loaded by `engine_child.py`, and like it imports nothing of ForgeAI. Beside the general language model it knows the
person's own phrases: what is close in sound to one of them becomes that phrase.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

CLOSE_ENOUGH = 0.69  # the share of sounds that may differ where a phrase is still meant
ALIKE_IN_LENGTH = 0.7  # the shorter of the two has at least this share of the sounds of the longer
CLOSE_TO_WAKE = 0.34  # the share of the wake word's sounds that may differ
SHOW_EVERY_BYTES = 8_000  # a quarter of a second
LONGEST_BYTES = 16_000 * 2 * 90  # what is kept for the phrases; the parent bounds utterances far below
PHRASES = "phrases"
AROUND = 4_800  # samples of silence; a word at the very edge is not understood
LOUD = 3_300.0  # the loudness to which every utterance is brought
ROOM = 40.0  # the loudness of the noise that is added: the models were never trained on perfect silence
FRAME = 320  # samples: 20 milliseconds
QUIETER = 0.05  # the share of the loudness below which the beginning and the end are no speech
NEAR = 10  # frames that are kept before and after the speech

Say = Callable[..., None]


def begin(orders: dict[str, Any], say: Say) -> Recogniser:
    """The engine; ``say`` sends an event to the parent."""
    try:
        import pocketsphinx
    except ImportError:
        sys.exit("pocketsphinx is not installed")
    return Recogniser(pocketsphinx, orders, say)


class Recogniser:
    """Recognises one utterance after another, and judges whether one begins with a wake word."""

    def __init__(self, library: Any, orders: dict[str, Any], say: Say) -> None:
        self._library = library
        self._say = say
        self._phrases = list(orders.get("phrases") or [])
        self._decoders: dict[str, Any] = {}
        self._use: Any = None
        self._wake = ""
        self._heard = bytearray()
        self._shown = ("", 0)

    def obey(self, kind: str, data: dict[str, Any], payload: bytes) -> None:
        """One event."""
        if kind == "transcribe":
            self._begin(self._general(), wake="")
        elif kind == "detect":
            self._begin(self._general(), wake=data["names"][0])
        elif kind == "audio-chunk" and self._use:
            self._hear(payload)
        elif kind == "audio-stop" and self._use:
            self._finish()
        elif kind == "dropped" and self._use:
            self._end()
        elif kind == "ping":
            self._say("pong")

    def _begin(self, decoder: Any, *, wake: str) -> None:
        self._use, self._wake = decoder, wake
        self._heard.clear()
        self._shown = ("", 0)
        decoder.start_utt()

    def _hear(self, samples: bytes) -> None:
        self._heard += samples[: LONGEST_BYTES - len(self._heard)]
        if self._wake:
            return
        self._use.process_raw(samples)
        if len(self._heard) - self._shown[1] >= SHOW_EVERY_BYTES:
            text = self._words(self._use)
            if text != self._shown[0]:
                self._say("understood", text=text)
            self._shown = (text, len(self._heard))

    def _finish(self) -> None:
        use = self._use
        self._end()
        whole = evened(bytes(self._heard))
        text = self._decode_whole(use, whole) if whole else ""
        if self._wake:
            self._judge(text)
        else:
            self._say("transcript", text=self._phrase_for(text, whole) or text)

    def _judge(self, text: str) -> None:
        """Whether what was heard begins with sounds that are close to those of the wake word."""
        unknown = [word for word in self._wake.split() if not self._general().lookup_word(word)]
        if unknown:
            self._say("error", text=f"The recogniser does not know the word {unknown[0]!r}; choose another wake word.")
            return
        wanted, heard = self._sounds(self._wake), self._sounds(text)
        least = min(distance(wanted, heard[:end]) for end in range(len(heard) + 1))
        self._say("detection" if least <= CLOSE_TO_WAKE * len(wanted) else "not-detected", name=self._wake)

    def _decode_whole(self, decoder: Any, samples: bytes) -> str:
        """The words of a whole utterance, decoded anew: knowing its loudness from the start avoids wrong words."""
        decoder.start_utt()
        decoder.process_raw(samples, full_utt=True)
        decoder.end_utt()
        return self._words(decoder)

    def _end(self) -> None:
        self._use.end_utt()
        self._use = None

    @staticmethod
    def _words(decoder: Any) -> str:
        found = decoder.hyp()
        words = found.hypstr.split() if found else []
        return " ".join(word.partition("(")[0] for word in words if not word.startswith(("<", "[", "++")))

    # Phrases

    def _phrase_for(self, text: str, heard: bytes) -> str:
        """The phrase of the person's that this sound is closest to; "" when it is none of them."""
        decoder = self._for_phrases()
        if decoder is None or not text:
            return ""
        phrase = self._decode_whole(decoder, heard)
        if phrase not in self._phrases:
            return ""
        one, other = self._sounds(text), self._sounds(phrase)
        short, long = sorted((len(one), len(other)))
        close = distance(one, other) <= CLOSE_ENOUGH * long and short >= ALIKE_IN_LENGTH * long
        return phrase if close else ""

    def _for_phrases(self) -> Any:
        if PHRASES not in self._decoders:
            general = self._general()
            known = [one for one in self._phrases if all(general.lookup_word(word) for word in one.split())]
            decoder = self._decoder(lm=None) if known else None
            if decoder:
                decoder.add_jsgf_string(PHRASES, f"#JSGF V1.0;\ngrammar g;\npublic <one> = {' | '.join(known)};\n")
                decoder.activate_search(PHRASES)
            self._decoders[PHRASES] = decoder
        return self._decoders[PHRASES]

    def _sounds(self, text: str) -> list[str]:
        general = self._general()
        found = [general.lookup_word(word) for word in text.split()]
        return " ".join(sounds or "" for sounds in found).split()

    # The library

    def _general(self) -> Any:
        if "general" not in self._decoders:
            self._decoders["general"] = self._decoder(lm=self._library.get_model_path("en-us/en-us.lm.bin"))
        return self._decoders["general"]

    def _decoder(self, **options: Any) -> Any:
        path = self._library.get_model_path
        config = self._library.Config(
            hmm=path("en-us/en-us"), dict=path("en-us/cmudict-en-us.dict"), loglevel="FATAL", **options
        )
        return self._library.Decoder(config)


def evened(samples: bytes) -> bytes:
    """The utterance brought to the loudness of the models, without silence at its ends, in a little noise."""
    import numpy as np

    values = np.frombuffer(samples, dtype="<i2").astype(np.float32)
    frames = values[: len(values) // FRAME * FRAME].reshape(-1, FRAME).std(axis=1)
    if not len(frames):
        return b""
    loudness = float(np.percentile(frames, 95))
    loud = np.flatnonzero(frames > loudness * QUIETER)
    values = values[max(0, loud[0] - NEAR) * FRAME : (loud[-1] + 1 + NEAR) * FRAME] if len(loud) else values
    values = np.pad(values, AROUND) * (LOUD / max(1.0, loudness))
    room = np.random.default_rng(0).standard_normal(len(values)) * ROOM
    return bytes(np.clip(values + room, -32_768, 32_767).astype("<i2").tobytes())


def distance(one: list[str], other: list[str]) -> int:
    """How many sounds must be changed, added or left out to make one of the other (Levenshtein distance)."""
    row = list(range(len(other) + 1))
    for count, sound in enumerate(one, 1):
        left, row[0] = row[0], count
        for place, wanted in enumerate(other, 1):
            left, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, left + (sound != wanted))
    return row[-1]
