"""The personalities of a stored model: files in its folder, named in its manifest, so that they travel with it.

Does not know which engine speaks with them, nor how they are changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from forge_ai.errors import BadInput, BadPackage, ForgeError, ModelBroken, UnknownPersonality
from forge_ai.limits import PERSONALITIES_PER_MODEL, PERSONALITY_FILE_BYTES
from forge_ai.models.gguf.adapter_header import check_fit
from forge_ai.models.lineage import same_weights
from forge_ai.models.manifest import WEIGHTS_FILE, Manifest
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import storage_faults
from forge_ai.protocol.conversations.personality import Personality, parse_personality
from forge_ai.protocol.values.names import check_name, shown
from forge_ai.protocol.values.near_names import guess, listed

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
        return not self.personality.adapter or self.personality.base_sha256 in same_weights(self.model.manifest)


def adapters_of(model: StoredModel) -> tuple[Path, ...]:
    """The adapters' files of a model, in the order in which its engine numbers them; none made for other weights."""
    return tuple(sorted({one.adapter for one in personalities_of(model) if one.adapter and one.fits}))


def personalities_of(model: StoredModel) -> list[OwnedPersonality]:
    """The readable personalities of a model, by name; a damaged one is left out, and `verify` names it."""
    found: list[OwnedPersonality] = []
    for name in names_of(model.manifest):
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
        names = [one.name for one in candidates]
        told = f"There is no personality {shown(name)} on this device (there is: {listed(names)})."
        raise UnknownPersonality(told, hint=guess(name, names) + UnknownPersonality.default_hint)
    return found


def check_arrived(folder: Path, manifest: Manifest) -> None:
    """Check the personalities of a model that came from elsewhere, before it enters the store.

    Raises :class:`BadPackage` for anything below `personas/` that is no personality, and no adapter that one needs.
    """
    paths = {file.path for file in manifest.files if file.path.split("/")[0].casefold() == FOLDER}
    names = names_of(manifest)
    if len(names) > PERSONALITIES_PER_MODEL:
        raise BadPackage(f"The model brings {len(names)} personalities; {PERSONALITIES_PER_MODEL} at most.")
    known: set[str] = set()
    for name in names:
        try:
            personality = _read(folder, manifest, name)
            known |= {f"{FOLDER}/{name}.json", f"{FOLDER}/{personality.adapter}"}
            check_adapter(folder, manifest, personality)
        except (BadInput, ModelBroken) as error:
            raise BadPackage(f"The personality {shown(name)} is no good: {error.message}") from error
    surplus = sorted(paths - known)
    if surplus:
        raise BadPackage(f"The model brings {shown(surplus[0])}, which belongs to no personality.")


def check_adapter(folder: Path, manifest: Manifest, personality: Personality) -> None:
    """The adapter is there, fits, and was made for these weights. Raises :class:`ModelBroken`."""
    if not personality.adapter:
        return
    header = check_fit(folder / FOLDER / personality.adapter, folder / WEIGHTS_FILE)
    if header.base_sha256 not in ("", personality.base_sha256) or personality.base_sha256 not in same_weights(manifest):
        raise ModelBroken(
            f"The adapter of {personality.name} was made for other weights than those of {manifest.name}.",
            hint="Train it again on this model: forge-ai train NAME --adapter-of MODEL.",
        )


def names_of(manifest: Manifest) -> list[str]:
    """The names of the personalities that a manifest lists."""
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
