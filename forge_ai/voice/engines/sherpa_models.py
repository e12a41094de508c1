"""The folders of models for sherpa-onnx: what lies in each, told by the names of its files.

Does not know the library. The names are those under which the project publishes its models: a transducer is an
encoder, a decoder, a joiner and `tokens.txt`; a voice is one model with `tokens.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from forge_ai.models.files.replacing import mend
from forge_ai.paths import storage_faults

ASIDE: Final = ".replaced"  # inside the voice folder: where a model waits while a newer one takes its place
TOKENS: Final = "tokens.txt"
TRANSDUCER: Final = ("encoder", "decoder", "joiner")


class ModelKind(Enum):
    """What a model is for."""

    LISTENER = "listener"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class SherpaModel:
    """One model: its name, what it is for, and the files that the library is given, by the library's names."""

    name: str
    kind: ModelKind
    files: dict[str, str] = field(default_factory=dict)


def models_in(folder: Path) -> list[SherpaModel]:
    """The models in the folders below ``folder``, by name. One that a crash left in `.replaced` is put back first."""
    with storage_faults(folder):
        if not folder.is_dir():
            return []
        mend(folder, folder / ASIDE)
        found = (read_model(place) for place in sorted(folder.iterdir()) if place.is_dir() and place.name[0] != ".")
        return [model for model in found if model]


def read_model(folder: Path) -> SherpaModel | None:
    """The model in one folder; None when its files are no recogniser and no voice."""
    tokens = folder / TOKENS
    if not tokens.is_file():
        return None
    parts = {part: _best(folder, part) for part in TRANSDUCER}
    if all(parts.values()):
        return SherpaModel(folder.name, ModelKind.LISTENER, {**parts, "tokens": str(tokens)})
    models = sorted(folder.glob("*.onnx"))
    if len(models) == 1:
        return SherpaModel(folder.name, ModelKind.SPEAKER, _voice_files(folder, models[0]))
    return None


def _best(folder: Path, part: str) -> str:
    """The file of a part, the one with 8-bit weights where there are two: it is as good and twice as fast."""
    files = sorted(folder.glob(f"{part}*.onnx"), key=lambda file: (".int8." not in file.name, file.name))
    return str(files[0]) if files else ""


def _voice_files(folder: Path, model: Path) -> dict[str, str]:
    lexicon = folder / "lexicon.txt"
    return {
        "model": str(model),
        "tokens": str(folder / TOKENS),
        "lexicon": str(lexicon) if lexicon.is_file() else "",
    }
