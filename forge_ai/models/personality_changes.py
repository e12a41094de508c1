"""Changing the personalities of a stored model: a new folder takes the old one's place in one step.

It consists mostly of links to what is there, so that gigabytes are not copied. Does not know who wants the change.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from forge_ai.errors import BadInput, Damaged
from forge_ai.limits import PERSONALITIES_PER_MODEL
from forge_ai.models.describe import describe_file, write_manifest
from forge_ai.models.files.folder_lock import alone
from forge_ai.models.manifest import ModelFile
from forge_ai.models.personalities import FOLDER, OwnedPersonality, check_adapter, names_of
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import storage_faults, write_whole
from forge_ai.protocol.conversations.personality import Personality, check_personality, parse_personality
from forge_ai.protocol.values.names import shown


def save_personality(store: ModelStore, model: StoredModel, personality: Personality, adapter: Path | None) -> None:
    """Add or replace a personality; ``adapter`` is a file that is copied, None keeps the one that is there.

    Raises :class:`BadInput`, :class:`ModelBroken` when the adapter does not fit the model, :class:`AlreadyThere` while
    another program changes the model, or :class:`StorageFault`.
    """
    check_personality(personality)
    with _as_it_is_now(store, model) as now, _changing(store, now) as folder:
        _check_room(now, personality.name)
        (folder / FOLDER).mkdir(exist_ok=True)
        if adapter:
            _take_adapter(folder, personality, adapter)
        write_whole(folder / FOLDER / f"{personality.name}.json", personality.to_bytes(), mode=0o644)
        check_adapter(folder, now.manifest, personality)


def remove_personality(store: ModelStore, owned: OwnedPersonality) -> None:
    """Delete a personality, and its adapter when no other one uses it."""
    with _as_it_is_now(store, owned.model) as now, _changing(store, now) as folder:
        (folder / FOLDER / f"{owned.name}.json").unlink(missing_ok=True)


def copy_personalities(model: StoredModel, folder: Path) -> list[ModelFile]:
    """Put a model's personalities into the folder of another one; returns the files for its manifest."""
    copied = [file for file in model.manifest.files if file.path.startswith(f"{FOLDER}/")]
    for file in copied:
        _link(model.folder / file.path, folder / file.path)
    return copied


def _take_adapter(folder: Path, personality: Personality, adapter: Path) -> None:
    target = folder / FOLDER / personality.adapter
    with storage_faults(adapter):
        if not adapter.is_file():
            raise BadInput(f"There is no file {shown(str(adapter))}.", hint="Give the adapter.gguf of a training.")
        target.unlink(missing_ok=True)  # it may be a link to the old one
        shutil.copyfile(adapter, target)


def _check_room(model: StoredModel, name: str) -> None:
    names = names_of(model.manifest)
    twin = next((known for known in names if known.casefold() == name.casefold()), "")
    if twin not in ("", name):
        raise BadInput(
            f"{model.name} has a personality {twin}, and that is one name where case does not count.",
            hint=f"Choose another name, or edit {twin}: forge-ai personas edit {twin}",
        )
    if not twin and len(names) >= PERSONALITIES_PER_MODEL:
        raise BadInput(f"{model.name} has {len(names)} personalities, and more do not fit.", hint="Remove one.")


@contextmanager
def _as_it_is_now(store: ModelStore, model: StoredModel) -> Iterator[StoredModel]:
    """The model read again, for another program may have changed it since, and now changes nothing of it meanwhile."""
    with storage_faults(model.folder), alone(model.folder, f"changing {model.name}"):
        yield store.find(model.name)


@contextmanager
def _changing(store: ModelStore, model: StoredModel) -> Iterator[Path]:
    """A new folder for the model to be changed in; at the end it takes the old one's place, with a new manifest."""
    kept = {file.path: file for file in model.manifest.files}
    with store.adding(model.name, replace=True) as folder:
        for path in kept:
            _link(model.folder / path, folder / path)
        yield folder
        _drop_unused(folder)
        found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        files = (
            kept[path] if path in kept and not path.startswith(FOLDER) else describe_file(folder, path)
            for path in found
        )
        write_manifest(folder, replace(model.manifest, files=tuple(files)))


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError as error:
        raise Damaged(f"{source.name} is missing from the model's folder.") from error
    except OSError:  # another disk, or one without links
        with storage_faults(target):
            shutil.copyfile(source, target)


def _drop_unused(folder: Path) -> None:
    """Delete adapters that no personality names."""
    own = folder / FOLDER
    if not own.is_dir():
        return
    used = {parse_personality(path.read_bytes()).adapter for path in own.glob("*.json")}
    for path in own.iterdir():
        if path.suffix != ".json" and path.name not in used:
            path.unlink()
    if not any(own.iterdir()):
        own.rmdir()
