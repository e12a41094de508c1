"""A bare GGUF file, or one out of an Ollama store, into the store.

Does not know packages. An Ollama store keeps every file under its own SHA-256, which the copy must match.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from forge_ai.errors import Damaged, UnknownModel
from forge_ai.limits import MANIFEST_BYTES, OLLAMA_TEXT_BYTES
from forge_ai.models.adopt import adopt, model_name
from forge_ai.models.describe import ModelNotes
from forge_ai.models.files.blocks import blocks_of
from forge_ai.models.files.extract import receive, take
from forge_ai.models.gguf.header import read_header
from forge_ai.models.manifest import WEIGHTS_FILE, ModelFile
from forge_ai.models.progress import Progress, silent
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import open_file, storage_faults
from forge_ai.protocol.values.names import shown

_KINDS: Final = {"model": "weights", "system": "system", "license": "licence"}
_KIND: Final = re.compile(r"application/vnd\.ollama\.image\.(\w+)")
_DIGEST: Final = re.compile(r"sha256:([0-9a-f]{64})")
_REFERENCE: Final = re.compile(r"(?:([\w.:-]+)/)?(?:([\w.-]+)/)?([\w.-]+)(?::([\w.-]+))?")


def import_gguf(
    store: ModelStore, path: Path, *, name: str = "", replace: bool = False, progress: Progress = silent
) -> StoredModel:
    """Copy a GGUF file into the store as a model called ``name``, or after the file.

    Raises :class:`StorageFault`, :class:`ModelBroken`, :class:`AlreadyThere` or :class:`BadName`.
    """
    with storage_faults(path):
        size = path.stat().st_size
    header = read_header(path)
    name = name or model_name(path.stem)
    notes = ModelNotes(description=header.name, licence=header.licence, provenance={"source": f"file {path.name}"})
    with store.adding(name, replace=replace) as folder:
        weights = take(folder, WEIGHTS_FILE, size, blocks_of(path, size), progress)
        adopt(folder, name, notes, weights)
    return store.find(name)


@dataclass(frozen=True, slots=True)
class _Layer:
    digest: str
    size: int


def import_from_ollama(
    store: ModelStore,
    models: Path,
    reference: str,
    *,
    name: str = "",
    replace: bool = False,
    progress: Progress = silent,
) -> StoredModel:
    """Copy a model such as ``llama3.2:1b`` out of Ollama's folder ``models``, with its system prompt and licence.

    Raises :class:`UnknownModel`, :class:`Damaged`, and what :func:`import_gguf` raises.
    """
    layers = _layers(_manifest_path(models, reference), reference)
    weights = layers["weights"]
    file = ModelFile(WEIGHTS_FILE, weights.size, weights.digest)
    short = reference.rpartition("/")[2].removesuffix(":latest").replace(":", "-")
    name = name or model_name(short)
    notes = ModelNotes(
        description=f"From Ollama: {reference}",
        system_prompt=_text(models, layers.get("system")),
        licence=_text(models, layers.get("licence")).strip().partition("\n")[0][:200],
        provenance={"source": f"ollama {reference}", "sha256": weights.digest},
    )
    with store.arriving(name, weights.digest, replace=replace) as folder:
        blob = _blob(models, weights.digest)
        receive(folder, file, lambda start: blocks_of(blob, file.size, start), progress)
        adopt(folder, name, notes, file)
    return store.find(name)


def _manifest_path(models: Path, reference: str) -> Path:
    found = _REFERENCE.fullmatch(reference)
    if not found or ".." in reference:
        raise UnknownModel(f"{shown(reference)} is not a name of an Ollama model.", hint="Example: ollama:llama3.2:1b")
    host, owner, model, tag = found.groups()
    path = models / "manifests" / (host or "registry.ollama.ai") / (owner or "library") / model / (tag or "latest")
    with storage_faults(path):
        is_there = path.is_file()
    if not is_there:
        raise UnknownModel(f"Ollama has no model {reference} below {models}.", hint="See `ollama list`.")
    return path


def _layers(path: Path, reference: str) -> dict[str, _Layer]:
    try:
        with storage_faults(path), open_file(path) as file:
            listed = json.loads(file.read(MANIFEST_BYTES))["layers"]
        layers = dict(filter(None, map(_layer, listed)))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Damaged(f"Ollama's manifest of {reference} cannot be read: {error}.") from error
    if "weights" not in layers:
        raise Damaged(f"Ollama's manifest of {reference} names no weights.")
    return layers


def _layer(entry: Any) -> tuple[str, _Layer] | None:
    kind, digest = _KIND.fullmatch(entry["mediaType"]), _DIGEST.fullmatch(entry["digest"])
    if kind is None or digest is None or kind[1] not in _KINDS:
        return None
    return _KINDS[kind[1]], _Layer(digest[1], int(entry["size"]))


def _blob(models: Path, digest: str) -> Path:
    return models / "blobs" / f"sha256-{digest}"


def _text(models: Path, layer: _Layer | None) -> str:
    if layer is None:
        return ""
    path = _blob(models, layer.digest)
    with storage_faults(path), open_file(path) as file:
        return file.read(OLLAMA_TEXT_BYTES).decode("utf-8", "replace")
