"""Which engine listens and which one speaks: as the person's settings say, otherwise the best that is on this device.

Does not know other devices; a better engine of a paired one is offered by whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from forge_ai.errors import BadSettings, MissingPart
from forge_ai.paths import storage_faults
from forge_ai.settings import Settings
from forge_ai.voice.engines.espeak import EspeakSpeaker, espeak_program
from forge_ai.voice.engines.sherpa import has_sherpa, sherpa_listener, sherpa_speaker
from forge_ai.voice.engines.sherpa_models import ModelKind, SherpaModel, models_in
from forge_ai.voice.engines.sphinx import has_sphinx, read_phrases, sphinx_listener, sphinx_spotter
from forge_ai.voice.seams import Listener, Speaker, Spotter
from forge_ai.voice.wyoming.link import connect_link
from forge_ai.voice.wyoming.voice import OpenLink, WyomingListener, WyomingSpeaker

NOTHING: Final = 0  # how good an engine is: there is none, the small default, or a better one
SMALL: Final = 1
BETTER: Final = 2
PHRASES_FILE: Final = "phrases.txt"


def open_listener(settings: Settings) -> Listener:
    """The recogniser that ``settings.listener`` names, or with "auto" the best on this device; not started yet.

    Raises :class:`MissingPart` when it is not installed, :class:`BadSettings` for a name that there is not.
    """
    wish = settings.listener
    if wish.startswith("wyoming://"):
        return WyomingListener(f"the Wyoming service at {wish[10:]}", _service(wish, "FORGE_AI_LISTENER"))
    makers: dict[str, Callable[[], Listener]] = {
        "sherpa": lambda: sherpa_listener(_model(settings, ModelKind.LISTENER)),
        "pocketsphinx": lambda: sphinx_listener(phrases(settings)),
    }
    if wish == "auto":
        return makers["sherpa" if _sherpa_model(settings, ModelKind.LISTENER) else "pocketsphinx"]()
    if wish not in makers:
        raise BadSettings(f"FORGE_AI_LISTENER={wish!r} is no recogniser: auto, {', '.join(makers)} or wyoming://...")
    return makers[wish]()


def open_speaker(settings: Settings) -> Speaker:
    """The voice that ``settings.speaker`` names, or with "auto" the best on this device; not started yet.

    Raises :class:`MissingPart` when it is not installed, :class:`BadSettings` for a name that there is not.
    """
    wish = settings.speaker
    if wish.startswith("wyoming://"):
        return WyomingSpeaker(f"the Wyoming service at {wish[10:]}", _service(wish, "FORGE_AI_SPEAKER"))
    makers: dict[str, Callable[[], Speaker]] = {
        "sherpa": lambda: sherpa_speaker(_model(settings, ModelKind.SPEAKER)),
        "espeak-ng": lambda: EspeakSpeaker(settings.voice),
    }
    if wish == "auto":
        return makers["sherpa" if _sherpa_model(settings, ModelKind.SPEAKER) else "espeak-ng"]()
    if wish not in makers:
        raise BadSettings(f"FORGE_AI_SPEAKER={wish!r} is no speaker: auto, {', '.join(makers)} or wyoming://...")
    return makers[wish]()


def open_spotter() -> Spotter:
    """What listens for the wake word. Raises :class:`MissingPart` when pocketsphinx is not installed."""
    return sphinx_spotter()


def listener_quality(settings: Settings) -> int:
    """How good the recogniser of this device is, without starting it."""
    if settings.listener.startswith("wyoming://") or _sherpa_model(settings, ModelKind.LISTENER):
        return BETTER
    return SMALL if has_sphinx() else NOTHING


def speaker_quality(settings: Settings) -> int:
    """How good the voice of this device is, without starting it."""
    if settings.speaker.startswith("wyoming://") or _sherpa_model(settings, ModelKind.SPEAKER):
        return BETTER
    return SMALL if espeak_program() else NOTHING


def phrases(settings: Settings) -> list[str]:
    """The phrases in the person's `phrases.txt`, which pocketsphinx recognises better; none without that file."""
    file = settings.folders.voice / PHRASES_FILE
    with storage_faults(file):
        return read_phrases(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else []


def _sherpa_model(settings: Settings, kind: ModelKind) -> SherpaModel | None:
    wish = settings.listener if kind == ModelKind.LISTENER else settings.speaker
    if wish not in ("auto", "sherpa") or not has_sherpa():
        return None
    return next((model for model in models_in(settings.folders.voice) if model.kind == kind), None)


def _model(settings: Settings, kind: ModelKind) -> SherpaModel:
    model = _sherpa_model(settings, kind)
    if model is None:
        what = "recogniser" if kind == ModelKind.LISTENER else "voice"
        raise MissingPart(
            f"There is no {what} for sherpa-onnx on this device.",
            hint="pip install 'forge-ai[sherpa]', then: forge-ai voice setup --fetch NAME",
        )
    return model


def _service(wish: str, variable: str) -> OpenLink:
    try:
        parts = urlsplit(wish)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise BadSettings(f"{variable}={wish!r} is no address: wyoming://192.168.1.20:10300 would be one.")
    return lambda: connect_link(host, port)
