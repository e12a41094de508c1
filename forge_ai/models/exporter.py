"""`ModelExporter`: a model onto a stick as one package, and from there into the next device.

Does not know how packages are written and checked; it chooses the store of this process and hands on.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from forge_ai.models.packages.contents import contents
from forge_ai.models.packages.import_package import import_package
from forge_ai.models.packages.writer import write_package
from forge_ai.models.progress import Progress, silent
from forge_ai.models.quantized import quantized
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.protocol.packages.package import package_name
from forge_ai.protocol.packages.package_signature import Judge, Sign
from forge_ai.settings import settings_of_this_process


class ModelExporter:
    """Packs a model of this device into one file, and unpacks such a file on another device.

    ``store`` is where models are kept; without it, the one that this process's settings name.
    """

    @staticmethod
    def export_model(
        name: str,
        folder: str | PathLike[str],
        *,
        store: ModelStore | None = None,
        quantize: str = "",
        volume_bytes: int | None = None,
        sign: Sign | None = None,
        progress: Progress = silent,
    ) -> Path:
        """Write ``<folder>/<name>_package.zip`` and return its path. When it returns, a stick may be unplugged.

        Numbered volumes (``.001``, ``.002``) are written instead when the package is larger than ``volume_bytes`` or
        than the disk's format allows (4 GiB on FAT32); the path of the first is returned. ``quantize="q8_0"`` or
        ``"q4_0"`` packs smaller weights. ``sign`` signs the package, ``progress`` is told how far it is. Raises
        :class:`UnknownModel`, :class:`BadName`, :class:`BadInput`, :class:`StorageFault` or :class:`Damaged`.
        """
        package = package_name(name)
        with quantized(store or _store(), name, quantize, progress) as model:
            written = write_package(Path(folder), package, contents(model, sign), limit=volume_bytes, progress=progress)
        return written[0]

    @staticmethod
    def import_model(
        package: str | PathLike[str],
        *,
        store: ModelStore | None = None,
        name: str = "",
        replace: bool = False,
        judge: Judge | None = None,
        progress: Progress = silent,
    ) -> StoredModel:
        """Bring the model of a package into the store and return it. It arrives whole or not at all.

        ``name`` gives it another name; ``replace`` lets it take the place of a model that has its name already.
        Importing the same package again changes nothing. Raises :class:`NotFound`, :class:`Damaged` or its subclass
        :class:`BadPackage`, :class:`ModelBroken`, :class:`AlreadyThere` or :class:`StorageFault`.
        """
        here = store or _store()
        return import_package(here, Path(package), name=name, replace=replace, judge=judge, progress=progress).model


def _store() -> ModelStore:
    return ModelStore(settings_of_this_process().folders)
