"""The models on this device: a folder each, found by name, never half there.

Does not know what an engine does with a model, nor how a package or a peer brings one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.errors import AlreadyThere, Damaged, StorageFault, UnknownModel
from forge_ai.models.files.replacing import mend, put_in_place
from forge_ai.models.files.staging import Staging
from forge_ai.models.manifest import MANIFEST_FILE, WEIGHTS_FILE, Manifest, read_manifest
from forge_ai.paths import Home, flush_file, flush_folder, storage_faults
from forge_ai.protocol.values.names import check_name, is_name, shown
from forge_ai.protocol.values.near_names import guess, listed

SHIPPED: Final = Path(__file__).parent / "shipped"
STARTER: Final = "starter"
_LOOKS: Final = 2  # a model that is being replaced stands nowhere for a moment
_TAKEN: Final = "Choose another name, or give --replace."

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class StoredModel:
    """One model with its folder. ``shipped`` models came with ForgeAI and cannot be removed."""

    manifest: Manifest
    folder: Path
    shipped: bool = False

    @property
    def name(self) -> str:
        """The name by which people ask for it."""
        return self.manifest.name

    @property
    def weights(self) -> Path:
        """The GGUF file."""
        return self.folder / WEIGHTS_FILE

    @property
    def manifest_path(self) -> Path:
        """The file of the manifest, whose very bytes may be signed."""
        return self.folder / MANIFEST_FILE


class ModelStore:
    """The registry of models below one home folder, and of those that ship with ForgeAI."""

    def __init__(self, home: Home, shipped: Path = SHIPPED) -> None:
        self._home = home
        self._staging = Staging(home.staging)
        self._shipped = shipped
        self._opened: dict[Path, tuple[Stamp, StoredModel]] = {}
        self._looked_into = (str(home.models), str(shipped))  # a path as text: looked at in a third of the time

    def models(self) -> list[StoredModel]:
        """Every readable model, by name; a person's own model hides a shipped one of the same name."""
        self._mend()
        found = {model.name: model for folder in (self._shipped, self._home.models) for model in self._in(folder)}
        return [found[name] for name in sorted(found)]

    def find(self, name: str) -> StoredModel:
        """The model of that name. Raises :class:`UnknownModel` or, when its manifest is broken, :class:`Damaged`."""
        check_name(name, "model")
        for _ in range(_LOOKS):
            self._mend()
            for folder in (self._home.models, self._shipped):
                if (folder / name / MANIFEST_FILE).is_file():
                    return self._open(folder / name)
        known = [model.name for model in self.models()]
        raise UnknownModel(
            f"There is no model {shown(name)} on this device (there is: {listed(known)}).",
            hint=guess(name, known) + UnknownModel.default_hint,
        )

    def knows(self, name: str) -> bool:
        """Whether :meth:`find` would find a model of that name, readable or not; costs next to nothing."""
        return self.stamp(name) is not None

    def stamp(self, name: str) -> Stamp | None:
        """What changes whenever the model of that name does, at the cost of a glance; None without such a model."""
        if not is_name(name):
            return None
        found = self._glance(name)
        if found is None:
            self._mend()
            found = self._glance(name)
        return found

    def _glance(self, name: str) -> Stamp | None:
        for folder in self._looked_into:
            with suppress(OSError):
                return _stamp(f"{folder}/{name}/{MANIFEST_FILE}")
        return None

    def folder_names(self) -> list[str]:
        """The names of all folders that should hold a model, readable or not."""
        self._mend()
        folders = [path for root in (self._shipped, self._home.models) if root.is_dir() for path in root.iterdir()]
        return sorted({path.name for path in folders if path.is_dir() and is_name(path.name)})

    def check_free(self, name: str) -> None:
        """Raise :class:`AlreadyThere` when a model has that name, be it the person's own or a shipped one."""
        if (self._home.models / check_name(name, "model")).exists():
            raise AlreadyThere(f"There is a model {name} already.", hint=_TAKEN)
        if (self._shipped / name / MANIFEST_FILE).is_file():
            raise AlreadyThere(
                f"The model {name} comes with ForgeAI.", hint=f"{_TAKEN[:-1]}: yours then stands before it."
            )

    @contextmanager
    def adding(self, name: str, *, replace: bool = False) -> Iterator[Path]:
        """Give an empty staging folder; when the block ends without an error it becomes the model ``name``.

        The block leaves a complete model in it, `manifest.json` included. Until then nothing is visible in the store;
        after an error or a crash nothing is. Raises :class:`AlreadyThere` before the work begins, and at its end where
        another program has added a model of that name meanwhile.
        """
        target = self._free_place(name, replace=replace)
        with self._staging.workplace(name) as folder:
            yield folder
            self._publish(folder, target, replace=replace)

    @contextmanager
    def arriving(self, name: str, key: str, *, replace: bool = False) -> Iterator[Path]:
        """Like :meth:`adding`, for a model that comes from elsewhere and may be cut off on its way.

        What has arrived stays after an interruption, and the same ``key``, such as the hash of a manifest, finds it
        again. It is deleted when it turned out to be wrong, when the disk is full, or when another key comes.
        """
        target = self._free_place(name, replace=replace)
        with self._staging.arrival(name, key) as folder:
            yield folder
            self._publish(folder, target, replace=replace)

    @contextmanager
    def workplace(self, name: str) -> Iterator[Path]:
        """Give an empty folder on the disk of the store, which is deleted at the end, also after a crash."""
        self._home.create()
        with self._staging.workplace(name) as folder:
            yield folder

    def throw_away(self, folder: Path) -> None:
        """Delete a folder that is no model and is no longer needed: gone at once, and after a crash wholly."""
        with storage_faults(folder):
            self._staging.bury(folder)

    def sweep(self) -> None:
        """Give back the room of work that was cut off for good. Raises :class:`StorageFault`."""
        self._home.create()
        self._staging.sweep()

    def _free_place(self, name: str, *, replace: bool) -> Path:
        target = self._home.models / check_name(name, "model")
        self._mend()
        if not replace:
            self.check_free(name)
        self._home.create()
        return target

    def _mend(self) -> None:
        with storage_faults(self._home.models):
            mend(self._home.models, self._home.staging)

    def _publish(self, staging: Path, target: Path, *, replace: bool) -> None:
        read_manifest((staging / MANIFEST_FILE).read_bytes())
        with storage_faults(target):
            for path in staging.rglob("*"):
                (flush_folder if path.is_dir() else flush_file)(path)
            flush_folder(staging)
            put_in_place(staging, target, self._home.staging, replace=replace)

    def remove(self, name: str) -> None:
        """Delete a model of the person's own. Raises :class:`UnknownModel`; a shipped one stays."""
        model = self.find(name)
        self._staging.forget(name)
        if model.shipped:
            raise UnknownModel(
                f"{name} ships with ForgeAI and cannot be removed.", hint="It takes only a few megabytes."
            )
        with storage_faults(model.folder):
            self._staging.bury(model.folder)

    def _in(self, folder: Path) -> Iterator[StoredModel]:
        if not folder.is_dir():
            return
        for entry in sorted(folder.iterdir()):
            if (entry / MANIFEST_FILE).is_file():
                try:
                    yield self._open(entry)
                except StorageFault:  # damaged, or removed just now
                    continue  # `verify` names it; a list must not end at the first bad folder

    def _open(self, folder: Path) -> StoredModel:
        """The model in a folder. Every question asks for one, so it is read again only when it has changed."""
        with storage_faults(folder):
            stamp = _stamp(folder / MANIFEST_FILE)
            known, model = self._opened.get(folder, (None, None))
            if model is not None and known == stamp:
                return model
            manifest = read_manifest((folder / MANIFEST_FILE).read_bytes())
        if manifest.name != folder.name:
            raise Damaged(f"The folder {folder.name} holds a manifest of another model, {shown(manifest.name)}.")
        model = StoredModel(manifest, folder, shipped=folder.parent == self._shipped)
        self._opened[folder] = stamp, model
        return model


def _stamp(path: Path | str) -> Stamp:
    """A file's identity: one that is replaced has another number or time, one that is written another time."""
    found = os.stat(path)  # noqa: PTH116 - a path that is a plain string is looked at in a fifth of the time
    return found.st_ino, found.st_mtime_ns, found.st_size
