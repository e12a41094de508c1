"""Pocketsphinx in a child process: the recogniser that needs no download, for English.

Small and old: it hears plain words in a quiet room, and does better with the person's own phrases. Does not know the
library; the child does.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from forge_ai.errors import MissingPart
from forge_ai.voice.engines.spotting import StretchSpotter
from forge_ai.voice.words.wake import words_of
from forge_ai.voice.wyoming.link import ChildLink
from forge_ai.voice.wyoming.voice import WyomingListener

PROGRAM: Final = Path(__file__).with_name("sphinx_child.py")
NAME: Final = "pocketsphinx"


def has_sphinx() -> bool:
    """Whether the library is installed. Does not load it."""
    return find_spec("pocketsphinx") is not None


def sphinx_listener(phrases: Sequence[str] = ()) -> WyomingListener:
    """The recogniser; what sounds like one of ``phrases`` becomes that phrase.

    Raises :class:`MissingPart` when the library is not installed.
    """
    _require()
    return WyomingListener(f"{NAME} (English, on this device)", lambda: _child(phrases), stays=True)


def sphinx_spotter() -> StretchSpotter:
    """Listens for wake words. Raises :class:`MissingPart` when the library is not installed."""
    _require()
    return StretchSpotter(lambda: _child(()))


def read_phrases(text: str) -> list[str]:
    """A person's phrases, one on each line of the text, in small letters; what follows a # is a comment."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    return [phrase for phrase in (" ".join(words_of(line)) for line in lines) if phrase]


def _child(phrases: Sequence[str]) -> ChildLink:
    return ChildLink("The recogniser", PROGRAM, {"phrases": list(phrases)})


def _require() -> None:
    if not has_sphinx():
        raise MissingPart(
            "There is no recogniser on this device: pip install 'forge-ai[voice]'",
            hint="Or let a paired device or a Wyoming service listen: forge-ai voice setup",
        )
