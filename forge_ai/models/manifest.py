"""What is known of one model, as `manifest.json` in its folder says it.

Does not know where the folder is, nor what an engine makes of the files.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from forge_ai.errors import BadName, Damaged
from forge_ai.protocol.values.names import check_name
from forge_ai.protocol.values.whole_number import is_version, is_whole

FORMAT: Final = 1
_MOST: Final = 2**63 - 1  # of anything that is counted: more than any disk has bytes
MANIFEST_FILE: Final = "manifest.json"
WEIGHTS_FILE: Final = "model.gguf"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its path inside the folder, its size in bytes and its SHA-256 in hex."""

    path: str
    size: int
    sha256: str

    def check(self, sha256: str) -> None:
        """Compare the SHA-256 of what was read with the one that is promised. Raises :class:`Damaged`."""
        if sha256 != self.sha256:
            raise damaged(self.path)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about a model that a person or another device wants to know before reading its weights."""

    name: str
    architecture: str
    parameters: int
    context_length: int
    quantisation: str
    licence: str = ""
    description: str = ""
    system_prompt: str = ""
    provenance: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[ModelFile, ...] = ()
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    def to_json(self) -> dict[str, Any]:
        """The manifest as plain JSON values."""
        return asdict(self)

    def to_bytes(self) -> bytes:
        """The manifest as the text of `manifest.json`. The name of a file, which it may tell, need be no Unicode."""
        return (json.dumps(self.to_json(), indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def damaged(path: str) -> Damaged:
    """The error for a file whose bytes are not those that its manifest promises."""
    return Damaged(f"{path} is damaged: its SHA-256 is not the one in the manifest.")


def read_manifest(data: bytes) -> Manifest:
    """Parse `manifest.json`. Raises :class:`Damaged` with the reason when it is not one."""
    try:
        found = json.loads(data)
        files = tuple(_file(entry) for entry in found.pop("files"))
        manifest = Manifest(**found, files=files)
        check_name(manifest.name, "model")
        _check_types(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, BadName) as error:
        raise Damaged(f"The manifest of this model cannot be read: {error}.") from error
    return manifest


def _file(entry: Mapping[str, Any]) -> ModelFile:
    file = ModelFile(**entry)
    if not (isinstance(file.path, str) and isinstance(file.sha256, str) and _is_count(file.size)):
        raise ValueError(f"file entry {entry!r:.200} has wrong types")
    return file


def _check_types(manifest: Manifest) -> None:
    if not is_version(manifest.format, FORMAT):
        raise ValueError(f"format {manifest.format!r:.40} is not {FORMAT}: a newer ForgeAI wrote it")
    for text in ("architecture", "quantisation", "licence", "description", "system_prompt"):
        _check_text(text, getattr(manifest, text))
    for count in ("parameters", "context_length"):
        if not _is_count(getattr(manifest, count)):
            raise TypeError(f"{count} is not a count")
    if not isinstance(manifest.provenance, Mapping):
        raise TypeError("provenance is not an object")


def _check_text(field: str, value: object) -> None:
    """Text that a terminal can show: no control characters, which could rewrite what a person sees."""
    if not isinstance(value, str):
        raise TypeError(f"{field} is not text")
    value.encode()  # half of a surrogate pair is not text either
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in value):
        raise ValueError(f"{field} has control characters")


def _is_count(value: object) -> bool:
    return is_whole(value) and 0 <= value <= _MOST
