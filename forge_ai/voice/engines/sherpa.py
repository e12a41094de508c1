"""Sherpa-onnx in a child process: better recognisers and voices than the small defaults, with models that are fetched.

Does not know the library; the child does. Voices without a lexicon get their sounds from the program `espeak-ng`.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from forge_ai.errors import MissingPart
from forge_ai.voice.engines.espeak import espeak_program
from forge_ai.voice.engines.sherpa_models import SherpaModel
from forge_ai.voice.wyoming.link import ChildLink
from forge_ai.voice.wyoming.voice import WyomingListener, WyomingSpeaker

PROGRAM: Final = Path(__file__).with_name("sherpa_child.py")


def has_sherpa() -> bool:
    """Whether the library is installed. Does not load it."""
    return find_spec("sherpa_onnx") is not None


def sherpa_listener(model: SherpaModel) -> WyomingListener:
    """A recogniser with that model. Raises :class:`MissingPart` when the library is not installed."""
    _require()
    return WyomingListener(f"{model.name} (sherpa-onnx, on this device)", lambda: _child(model), stays=True)


def sherpa_speaker(model: SherpaModel) -> WyomingSpeaker:
    """A speaker with that voice. Raises :class:`MissingPart` when the library is not installed."""
    _require()
    return WyomingSpeaker(f"{model.name} (sherpa-onnx, on this device)", lambda: _child(model), stays=True)


def _child(model: SherpaModel) -> ChildLink:
    orders = {"kind": model.kind.value, "files": model.files, "phonemizer": espeak_program()}
    return ChildLink(f"The engine of {model.name}", PROGRAM, orders)


def _require() -> None:
    if not has_sherpa():
        raise MissingPart("sherpa-onnx is not installed: pip install 'forge-ai[sherpa]'")
