"""The personalities of a stored model: files in its folder, named in its manifest, so that they travel with it.

Changing one makes a new folder for the model, mostly of links to what is there, and puts it in the old one's place in
one step. Does not know which engine speaks with them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from forge_ai.errors import BadInput, BadPackage, Damaged, ForgeError, ModelBroken, UnknownPersonality
from forge_ai.limits import PERSONALITIES_PER_MODEL, PERSONALITY_FILE_BYTES
from forge_ai.models.adapter_header import check_fit
from forge_ai.models.folder_lock import alone
from forge_ai.models.manifest import WEIGHTS_FILE, Manifest, ModelFile
from forge_ai.models.store import ModelStore, StoredModel, describe_file, write_manifest
from forge_ai.paths import storage_faults, write_whole
from forge_ai.protocol.names import check_name, shown
from forge_ai.protocol.personality import Personality, check_personality, parse_personality

FOLDER: Final = "personas"
_FILE: Final = re.compile(FOLDER + r"/([^/]+)\.json")


@dataclass(frozen=True, slots=True)
class OwnedPersonality:
    """A personality and the model that speaks with it."""

    model: StoredModel
    personality: Personality

    @property
    def name(self) -> str:
        """The personality's name."""
        return self.personality.name

    @property
    def adapter(self) -> Path | None:
        """The adapter's file, when there is one."""
        name = self.personality.adapter
        return self.model.folder / FOLDER / name if name else None

    @property
    def fits(self) -> bool:
        """Whether its adapter, if it has one, was made for the model's weights."""
        return not self.personality.adapter or self.personality.base_sha256 in bases_of(self.model.manifest)


def adapters_of(model: StoredModel) -> tuple[Path, ...]:
    """The adapters' files of a model, in the order in which its engine numbers them; none made for other weights."""
    return tuple(sorted({one.adapter for one in personalities_of(model) if one.adapter and one.fits}))


def personalities_of(model: StoredModel) -> list[OwnedPersonality]:
    """The readable personalities of a model, by name; a damaged one is left out, and `verify` names it."""
    found: list[OwnedPersonality] = []
    for name in _names(model.manifest):
        try:
            found.append(OwnedPersonality(model, _read(model.folder, model.manifest, name)))
        except ForgeError:
            continue
    return found


def all_personalities(store: ModelStore, first: str = "") -> list[OwnedPersonality]:
    """Every personality that can be asked for by its name alone; of two with one name, the first model's counts.

    The model ``first`` comes before all others.
    """
    models = sorted(store.models(), key=lambda model: (model.name != first, model.name))
    found: dict[str, OwnedPersonality] = {}
    for model in models:
        for one in personalities_of(model):
            found.setdefault(one.name, one)
    return [found[name] for name in sorted(found)]


def find_personality(store: ModelStore, name: str, first: str = "") -> OwnedPersonality:
    """The personality called ``name`` or, where two models have one, ``model/name``.

    Raises :class:`UnknownPersonality`.
    """
    model, _, own = name.rpartition("/")
    candidates = personalities_of(store.find(model)) if model else all_personalities(store, first)
    found = next((one for one in candidates if one.name == own), None)
    if found is None:
        known = ", ".join(one.name for one in candidates) or "none"
        raise UnknownPersonality(f"There is no personality {shown(name)} on this device (there is: {known}).")
    return found


def check_arrived(folder: Path, manifest: Manifest) -> None:
    """Check the personalities of a model that came from elsewhere, before it enters the store.

    Raises :class:`BadPackage` for anything below `personas/` that is no personality, and no adapter that one needs.
    """
    paths = {file.path for file in manifest.files if file.path.split("/")[0].casefold() == FOLDER}
    names = _names(manifest)
    if len(names) > PERSONALITIES_PER_MODEL:
        raise BadPackage(f"The model brings {len(names)} personalities; {PERSONALITIES_PER_MODEL} at most.")
    known: set[str] = set()
    for name in names:
        try:
            personality = _read(folder, manifest, name)
            known |= {f"{FOLDER}/{name}.json", f"{FOLDER}/{personality.adapter}"}
            _check_adapter(folder, manifest, personality)
        except (BadInput, ModelBroken) as error:
            raise BadPackage(f"The personality {shown(name)} is no good: {error.message}") from error
    surplus = sorted(paths - known)
    if surplus:
        raise BadPackage(f"The model brings {shown(surplus[0])}, which belongs to no personality.")


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
        _check_adapter(folder, now.manifest, personality)


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


def _check_adapter(folder: Path, manifest: Manifest, personality: Personality) -> None:
    """The adapter is there, fits, and was made for these weights."""
    if not personality.adapter:
        return
    header = check_fit(folder / FOLDER / personality.adapter, folder / WEIGHTS_FILE)
    if header.base_sha256 not in ("", personality.base_sha256) or personality.base_sha256 not in bases_of(manifest):
        raise ModelBroken(
            f"The adapter of {personality.name} was made for other weights than those of {manifest.name}.",
            hint="Train it again on this model: forge-ai train NAME --adapter-of MODEL.",
        )


def bases_of(manifest: Manifest) -> set[str]:
    """The checksums of weights whose adapters this model takes: its own, and those that it was made smaller from."""
    own = {file.sha256 for file in manifest.files if file.path == WEIGHTS_FILE}
    larger = manifest.provenance.get("quantised_from")
    sha256 = larger.get("sha256") if isinstance(larger, dict) else None
    return own | ({sha256} if isinstance(sha256, str) and sha256 else set())


def _names(manifest: Manifest) -> list[str]:
    found = (_FILE.fullmatch(file.path) for file in manifest.files)
    return sorted(match[1] for match in found if match)


def _read(folder: Path, manifest: Manifest, name: str) -> Personality:
    declared = {file.path: file.sha256 for file in manifest.files}
    path = f"{FOLDER}/{check_name(name, 'personality')}.json"
    personality = _parsed(folder / path, declared[path])
    if personality.name != name:
        raise BadInput(f"the file of {shown(name)} says that it is {shown(personality.name)}.")
    if personality.adapter and f"{FOLDER}/{personality.adapter}" not in declared:
        raise BadInput(f"its adapter {shown(personality.adapter)} is missing.")
    return personality


@lru_cache(maxsize=256)
def _parsed(path: Path, _sha256: str) -> Personality:
    """What a file holds; read once for each content that a manifest promises, for every question asks for it."""
    with storage_faults(path), path.open("rb") as file:
        return parse_personality(file.read(PERSONALITY_FILE_BYTES + 1))  # a stranger's file may fill the memory


def _check_room(model: StoredModel, name: str) -> None:
    names = _names(model.manifest)
    twin = next((known for known in names if known.casefold() == name.casefold()), "")
    if twin not in ("", name):
        raise BadInput(f"{model.name} has a personality {twin}, and that is one name where case does not count.")
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
