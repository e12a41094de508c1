"""A model package on paper: its name, the paths it may hold and what must be in it.

Does not know the bytes of an archive (`zip_layout` does), nor disks or networks. See `docs/specs/package-v1.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import BadPackage
from forge_ai.limits import MANIFEST_BYTES, PACKAGE_FILES, PACKAGE_PART_CHARACTERS, PACKAGE_PATH_PARTS, PACKAGE_VOLUMES
from forge_ai.protocol.values.names import check_name, is_reserved, shown

MANIFEST_ENTRY: Final = "manifest.json"
SIGNATURE_ENTRY: Final = "signature.json"
MODELFILE_ENTRY: Final = "Modelfile"
_SUFFIX: Final = "_package.zip"
_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VOLUME: Final = re.compile(r"(?P<package>.+\.zip)\.(?P<number>\d{3})")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a manifest promises of one file, or an archive of one entry: its path and its size in bytes."""

    path: str
    size: int


def package_name(model: str) -> str:
    """The file name of a model's package. Raises :class:`BadName`."""
    return check_name(model, "model") + _SUFFIX


def model_in(file_name: str) -> str | None:
    """The model that a package's file name promises, or None when the file was renamed to something else."""
    whole = _VOLUME.fullmatch(file_name)
    name = (whole["package"] if whole else file_name).removesuffix(_SUFFIX)
    promised = name != file_name and _PART.fullmatch(name) is not None
    return name if promised and not is_reserved(name) else None


def volume_name(package: str, number: int) -> str:
    """The file name of one volume, counted from 1. Raises :class:`BadPackage` beyond the last possible number."""
    if not 1 <= number <= PACKAGE_VOLUMES:
        raise BadPackage(f"A package has at most {PACKAGE_VOLUMES} volumes.", hint="Use larger volumes.")
    return f"{package}.{number:03d}"


def is_volume(file_name: str) -> bool:
    """Whether a file name is that of a volume, such as ``my_model_package.zip.001``."""
    return _VOLUME.fullmatch(file_name) is not None


def whole_name(volume: str) -> str:
    """The package's file name from that of any of its volumes; any other name is returned as it is."""
    found = _VOLUME.fullmatch(volume)
    return found["package"] if found else volume


def check_path(path: str) -> str:
    """Return ``path`` when every file system stores it below a folder, in one way only. Raises :class:`BadPackage`."""
    reason = _objection(path)
    if reason:
        raise BadPackage(f"The package holds the path {shown(path)}: {reason}.")
    return path


def _objection(path: str) -> str:
    if "\0" in path:
        return "it has a NUL character"
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "it is absolute"
    if "\\" in path:
        return "it has a backslash, which is a folder on Windows"
    parts = path.split("/")
    if ".." in parts:
        return "it climbs out of its folder"
    if len(parts) > PACKAGE_PATH_PARTS:
        return f"it is more than {PACKAGE_PATH_PARTS} folders deep"
    return next(filter(None, map(_objection_to_part, parts)), "")


def _objection_to_part(part: str) -> str:
    if len(part) > PACKAGE_PART_CHARACTERS:
        return f"a part of it has more than {PACKAGE_PART_CHARACTERS} characters"
    if not _PART.fullmatch(part):
        return "only letters, digits, dots, dashes and underscores, each part beginning with a letter or a digit"
    if part.endswith("."):
        return "a part of it ends with a dot, which Windows drops"
    if is_reserved(part):
        return "Windows keeps a part of it for a device"
    return ""


def check_paths(paths: Sequence[str]) -> None:
    """Check every path, and that no two of them are one file or a file and a folder on some file system."""
    if len(paths) > PACKAGE_FILES:
        raise BadPackage(f"The package holds {len(paths)} files; {PACKAGE_FILES} at most.")
    seen: dict[str, str] = {}
    for path in paths:
        folded = check_path(path).casefold()
        if folded in seen:
            raise BadPackage(_twins(seen[folded], path))
        seen[folded] = path
    _check_folders(paths, seen)


def _twins(one: str, other: str) -> str:
    if one == other:
        return f"The package holds {one} twice."
    return f"The package holds {one} and {other}, which are one file where case does not count."


def _check_folders(paths: Iterable[str], seen: dict[str, str]) -> None:
    for path in paths:
        parts = path.casefold().split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in seen:
                raise BadPackage(f"The package holds {path} below a file of that name.")


def check_contents(entries: Sequence[Declared], declared: Sequence[Declared]) -> None:
    """Check that an archive holds what its manifest declares, in that order, and nothing else.

    ``entries`` begin with the manifest and perhaps a signature. Raises :class:`BadPackage`.
    """
    if not entries or entries[0].path != MANIFEST_ENTRY:
        raise BadPackage(f"The package does not begin with its {MANIFEST_ENTRY}.")
    if entries[0].size > MANIFEST_BYTES:
        raise BadPackage(f"The manifest has {entries[0].size} bytes; {MANIFEST_BYTES} at most.")
    check_declared(declared)
    rest = entries[2:] if len(entries) > 1 and entries[1].path == SIGNATURE_ENTRY else entries[1:]
    _check_same({entry.path: entry.size for entry in rest}, {file.path: file.size for file in declared})
    if [entry.path for entry in rest] != [file.path for file in declared]:
        raise BadPackage("The files of the package do not stand in the order of its manifest.")


def _check_same(found: dict[str, int], declared: dict[str, int]) -> None:
    for path in found.keys() - declared.keys():
        raise BadPackage(f"The package holds {path}, which its manifest does not declare.")
    for path in declared.keys() - found.keys():
        raise BadPackage(f"The package lacks {path}, which its manifest declares.")
    for path, size in declared.items():
        if found[path] != size:
            raise BadPackage(f"{path} has {found[path]} bytes in the package, but {size} in its manifest.")


def check_declared(declared: Sequence[Declared]) -> None:
    """Check the paths of a manifest, wherever it comes from. Raises :class:`BadPackage`."""
    check_paths([file.path for file in declared])
    for file in declared:
        if file.path.casefold() in (MANIFEST_ENTRY, SIGNATURE_ENTRY):
            raise BadPackage(f"The manifest declares {file.path}, which only the package itself may hold.")
