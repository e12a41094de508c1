"""What goes into a package of a stored model: its manifest, perhaps a signature, its files, and a Modelfile.

Does not know how an archive is written. The same model always gives the same package, so an export can go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from forge_ai.errors import Damaged
from forge_ai.models.files.blocks import blocks_of
from forge_ai.models.gguf.header import read_header
from forge_ai.models.manifest import WEIGHTS_FILE, ModelFile
from forge_ai.models.modelfile import modelfile
from forge_ai.models.store import StoredModel
from forge_ai.protocol.packages.package import (
    MANIFEST_ENTRY,
    MODELFILE_ENTRY,
    SIGNATURE_ENTRY,
    Declared,
    check_declared,
)
from forge_ai.protocol.packages.package_signature import Sign, signed_bytes


@dataclass(frozen=True, slots=True)
class Text:
    """A small file that is written from memory."""

    path: str
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """In hex."""
        return hashlib.sha256(self.data).hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """The content."""
        yield self.data


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of a model's folder, with what its manifest promises of it."""

    place: Path
    file: ModelFile

    @property
    def path(self) -> str:
        """Its path in the package."""
        return self.file.path

    @property
    def size(self) -> int:
        """Bytes, as promised."""
        return self.file.size

    @property
    def sha256(self) -> str:
        """In hex, as promised."""
        return self.file.sha256

    def blocks(self) -> Iterator[bytes]:
        """The content, unchecked. Raises :class:`Damaged` when the file has another size than promised."""
        return blocks_of(self.place, self.file.size)


Source = Text | Copied


def contents(model: StoredModel, sign: Sign | None = None) -> list[Source]:
    """Every file of the package, in order. Raises :class:`Damaged` when the model is not whole."""
    check_declared([Declared(file.path, file.size) for file in model.manifest.files])
    if WEIGHTS_FILE not in (file.path for file in model.manifest.files):
        raise Damaged(f"The model {model.name} has no {WEIGHTS_FILE}.")
    copied: list[Source] = [Copied(model.folder / file.path, file) for file in model.manifest.files]
    added = [] if _has_modelfile(model) else [Text(MODELFILE_ENTRY, _modelfile(model))]
    manifest = replace(model.manifest, files=(*model.manifest.files, *(_described(text) for text in added)))
    data = manifest.to_bytes() if added else model.manifest_path.read_bytes()
    signed = [Text(SIGNATURE_ENTRY, sign(signed_bytes(data)).to_bytes())] if sign else []
    return [Text(MANIFEST_ENTRY, data), *signed, *copied, *added]


def _has_modelfile(model: StoredModel) -> bool:
    return any(file.path == MODELFILE_ENTRY for file in model.manifest.files)


def _modelfile(model: StoredModel) -> bytes:
    return modelfile(model.manifest, read_header(model.weights).chat_template)


def _described(text: Text) -> ModelFile:
    return ModelFile(text.path, text.size, text.sha256)
