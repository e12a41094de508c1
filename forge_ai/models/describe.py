"""A manifest made from the files of a model: the header tells what it is, the bytes tell that it is whole.

Does not know where the files come from, nor where they go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forge_ai.models.gguf.header import read_header
from forge_ai.models.manifest import MANIFEST_FILE, WEIGHTS_FILE, Manifest, ModelFile
from forge_ai.paths import storage_faults, write_whole


@dataclass(frozen=True, slots=True)
class ModelNotes:
    """What no file of a model tells: its description, personality, licence and where it comes from."""

    description: str = ""
    system_prompt: str = ""
    licence: str = ""
    provenance: Mapping[str, Any] = field(default_factory=dict)


def describe_model(name: str, folder: Path, notes: ModelNotes, measured: Sequence[ModelFile] = ()) -> Manifest:
    """The manifest of the model in ``folder``. Raises :class:`ModelBroken` when its weights are not a GGUF model.

    Files in ``measured`` are not read again for their checksums.
    """
    known = {file.path: file for file in measured}
    header = read_header(folder / WEIGHTS_FILE)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return Manifest(
        name=name,
        architecture=header.architecture,
        parameters=header.parameter_count,
        context_length=header.context_length,
        quantisation=header.quantisation,
        licence=notes.licence or header.licence,
        description=notes.description,
        system_prompt=notes.system_prompt,
        provenance=notes.provenance,
        files=tuple(known.get(path) or describe_file(folder, path) for path in files if path != MANIFEST_FILE),
    )


def describe_file(folder: Path, path: str) -> ModelFile:
    """Measure one file of a model: size and SHA-256, read in blocks so that memory stays flat."""
    with storage_faults(folder / path), (folder / path).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return ModelFile(path, file.tell(), sha256)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` into a model's folder, completely or not at all."""
    write_whole(folder / MANIFEST_FILE, manifest.to_bytes(), mode=0o644)
