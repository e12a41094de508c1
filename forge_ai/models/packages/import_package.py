"""A model from a package on a stick into the store: complete or not at all.

Does not know archives (`reader`) nor how files are written (`files.extract`).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forge_ai.errors import BadPackage, Damaged
from forge_ai.models.files.extract import Content, receive
from forge_ai.models.gguf.header import read_header
from forge_ai.models.manifest import MANIFEST_FILE, WEIGHTS_FILE, Manifest, ModelFile
from forge_ai.models.packages.reader import Package, open_package
from forge_ai.models.personalities import check_arrived
from forge_ai.models.progress import Progress, part_of, silent
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import write_whole
from forge_ai.protocol.packages.package import MODELFILE_ENTRY, SIGNATURE_ENTRY, model_in
from forge_ai.protocol.packages.package_signature import UNSIGNED, Judge, Origin, read_signature, signed_bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """A model that arrived, whom it comes from, and whether the very same model had been here already."""

    model: StoredModel
    origin: Origin
    was_here: bool = False


def import_package(
    store: ModelStore,
    path: Path,
    *,
    name: str = "",
    replace: bool = False,
    judge: Judge | None = None,
    progress: Progress = silent,
) -> Imported:
    """Bring the model of the package at ``path`` into the store, under its own name or another one.

    The same package a second time changes nothing. Raises :class:`NotFound`, :class:`BadPackage`, :class:`Damaged`,
    :class:`ModelBroken`, :class:`AlreadyThere` or :class:`StorageFault`; then nothing is visible in the store, and
    after an interruption the same call goes on.
    """
    with open_package(path) as package:
        origin = judged(package, judge)
        if not name:
            _check_name(path, package.manifest.name)
        manifest = dataclasses.replace(package.manifest, name=name or package.manifest.name)
        if not replace and is_here(store, manifest):
            return Imported(store.find(manifest.name), origin, was_here=True)
        _bring(store, package, manifest, progress, replace=replace)
        return Imported(store.find(manifest.name), origin)


def judged(package: Package, judge: Judge | None) -> Origin:
    """Whom a package comes from. Without a judge every signature is a stranger's."""
    if not package.signature_bytes:
        return UNSIGNED
    signature = read_signature(package.signature_bytes)
    if judge is None:
        return Origin("foreign", signature.device, signature.name)
    return judge(signed_bytes(package.manifest_bytes), signature)


def is_here(store: ModelStore, manifest: Manifest) -> bool:
    """Whether the store holds this very model: name and files, apart from a `Modelfile` that a package adds."""
    try:
        here = set(store.find(manifest.name).manifest.files) if store.knows(manifest.name) else None
    except Damaged:
        return False
    return here is not None and here in (set(manifest.files), _without_modelfile(manifest))


def _without_modelfile(manifest: Manifest) -> set[ModelFile]:
    return {file for file in manifest.files if file.path != MODELFILE_ENTRY}


def check_weights(folder: Path) -> None:
    """Check the weights before any engine sees them. Raises :class:`ModelBroken` or :class:`BadPackage`."""
    weights = folder / WEIGHTS_FILE
    if not weights.is_file():
        raise BadPackage(f"There is no {WEIGHTS_FILE} in it.")
    read_header(weights)


def _check_name(path: Path, name: str) -> None:
    promised = model_in(path.name)
    if promised and promised != name:
        hint = f"If you trust it, say which name it shall have: --name {promised}"
        raise BadPackage(f"The file is called a package of {promised}, but its manifest is that of {name}.", hint=hint)


def _bring(store: ModelStore, package: Package, manifest: Manifest, progress: Progress, *, replace: bool) -> None:
    renamed = manifest.name != package.manifest.name
    data = manifest.to_bytes() if renamed else package.manifest_bytes
    key = hashlib.sha256(data).hexdigest()
    with store.arriving(manifest.name, key, replace=replace) as staging:
        done = 0
        for file in manifest.files:
            receive(staging, file, _content(package, file.path), part_of(progress, done, manifest.size))
            done += file.size
        check_weights(staging)
        check_arrived(staging, manifest)
        if package.signature_bytes and not renamed:
            write_whole(staging / SIGNATURE_ENTRY, package.signature_bytes, mode=0o644)
        write_whole(staging / MANIFEST_FILE, data, mode=0o644)


def _content(package: Package, path: str) -> Content:
    def blocks(start: int) -> Iterator[bytes]:
        return package.blocks(path, start)

    return blocks
