"""Sounds for the tests: made by rule, or spoken by the real espeak-ng."""

from __future__ import annotations

import re
import shutil

import numpy as np
import pytest

from forge_ai.voice.audio.kinds import has_codecs
from forge_ai.voice.audio.samples import pcm
from forge_ai.voice.audio.sound import RATE, Sound, frames_of
from forge_ai.voice.engines.espeak import EspeakSpeaker
from forge_ai.voice.engines.sphinx import has_sphinx

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="SKIPPED: espeak-ng is not installed")
needs_sphinx = pytest.mark.skipif(not has_sphinx(), reason="SKIPPED: pocketsphinx is not installed")
needs_codecs = pytest.mark.skipif(not has_codecs(), reason="SKIPPED: soundfile is not installed")
needs_alsa = pytest.mark.skipif(not shutil.which("arecord"), reason="SKIPPED: alsa-utils are not installed")


def noise(seconds, decibels, seed=1):
    values = np.random.default_rng(seed).standard_normal(int(RATE * seconds))
    return pcm(values * 32_768 * 10 ** (decibels / 20))


def tone(seconds, decibels, hertz=300):
    moments = np.arange(int(RATE * seconds)) / RATE
    return pcm(np.sin(2 * np.pi * hertz * moments) * 32_768 * 2**0.5 * 10 ** (decibels / 20))


def speechlike(seconds, decibels=-20, seed=1):
    """Bursts of noise that swell and fall four times a second, as syllables do."""
    values = np.random.default_rng(seed).standard_normal(int(RATE * seconds))
    swell = np.abs(np.sin(np.arange(len(values)) / RATE * np.pi * 4)) ** 2
    return pcm(values * swell * 32_768 * 10 ** (decibels / 20))


def frames(*parts):
    return list(frames_of(b"".join(parts)))


def spoken_sound(text, voice="en-us", speed=140):
    parts = list(EspeakSpeaker(voice, speed).say(text))
    return Sound(parts[0].rate, b"".join(part.samples for part in parts))


def words(text):
    return re.findall(r"[a-z']+", text.lower())
