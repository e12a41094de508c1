"""A stored model with smaller weights: as a further model of the store, or only for as long as it is being packed.

Does not know number formats (`quantize`) nor packages.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forge_ai.models.describe import describe_file, write_manifest
from forge_ai.models.gguf.quantize import check_kind, quantize
from forge_ai.models.lineage import weights_id
from forge_ai.models.manifest import WEIGHTS_FILE, Manifest
from forge_ai.models.personality_changes import copy_personalities
from forge_ai.models.progress import Progress, silent
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.protocol.values.names import check_name


@contextmanager
def quantized(store: ModelStore, name: str, kind: str, progress: Progress = silent) -> Iterator[StoredModel]:
    """The model ``name`` with smaller weights, for the time of the block; with ``kind`` "" the model as it is."""
    model = store.find(name)
    if not kind:
        yield model
        return
    check_kind(kind)
    with store.workplace(name) as folder:
        yield StoredModel(_make(model, folder, name, kind, progress), folder)


def add_quantized(
    store: ModelStore,
    name: str,
    kind: str,
    new_name: str = "",
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> StoredModel:
    """Make a further model, called ``new_name`` or ``<name>-<kind>``. Raises :class:`AlreadyThere`."""
    model = store.find(name)
    new = check_name(new_name or f"{name}-{check_kind(kind)}", "model")
    with store.adding(new, replace=replace) as folder:
        _make(model, folder, new, kind, progress)
    return store.find(new)


def _make(model: StoredModel, folder: Path, name: str, kind: str, progress: Progress) -> Manifest:
    """Weights and personalities go over: a training checkpoint stays with the model that it belongs to."""
    quantize(model.weights, folder / WEIGHTS_FILE, kind, progress)
    weights = describe_file(folder, WEIGHTS_FILE)
    source = {"name": model.name, "sha256": weights_id(model.manifest)}
    provenance = {**model.manifest.provenance, "quantised_from": source}
    personas = copy_personalities(model, folder)
    files = tuple(sorted((weights, *personas), key=lambda file: file.path))
    manifest = dataclasses.replace(
        model.manifest, name=name, quantisation=kind.upper(), files=files, provenance=provenance
    )
    write_manifest(folder, manifest)
    return manifest
