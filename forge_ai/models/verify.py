"""Whether stored models are still what their manifests say: every file is read again.

Does not know how to heal them; importing or copying again with ``replace`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forge_ai.errors import Damaged, ForgeError
from forge_ai.models.files.blocks import blocks_of
from forge_ai.models.files.checksum import Checksum
from forge_ai.models.manifest import ModelFile
from forge_ai.models.progress import Progress, part_of, silent
from forge_ai.models.store import ModelStore, StoredModel


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one model; ``problem`` is None when it is whole."""

    name: str
    problem: ForgeError | None = None


def verify_model(model: StoredModel, progress: Progress = silent) -> None:
    """Read every file of a model. Raises :class:`Damaged` or :class:`StorageFault`, naming the first wrong one."""
    done = 0
    for file in model.manifest.files:
        report = part_of(progress, done, model.manifest.size)
        place = model.folder / file.path
        if not place.is_file():
            raise Damaged(f"{file.path} of {model.name} is missing.")
        verify_stored(place, file, report)
        done += file.size


def verify_stored(place: Path, file: ModelFile, progress: Progress = silent) -> None:
    """Read one file of a model. Raises :class:`Damaged` or :class:`StorageFault`."""
    checksum, size = Checksum(with_crc=False), 0
    for block in blocks_of(place, file.size):
        checksum.add(block)
        size += len(block)
        progress("verifying", size, file.size)
    file.check(checksum.sha256)


def verify_store(store: ModelStore, progress: Progress = silent) -> Iterator[Finding]:
    """A finding for every folder of the store, also for those that no list shows because they cannot be read."""
    for name in store.folder_names():
        try:
            verify_model(store.find(name), progress)
            yield Finding(name)
        except ForgeError as error:
            yield Finding(name, error)
