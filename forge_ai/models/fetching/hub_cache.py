"""The cache that Hugging Face's own programs keep: files that are here already need not be fetched.

Does not write there. Layout: `models--owner--repo` with `refs`, `snapshots/<commit>/<path>` and `blobs/<sha256>`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.paths import storage_faults
from forge_ai.protocol.packages.hub_reference import HubReference

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of a repository; small files carry the hash that git gives them in the place of a SHA-256."""

    path: str
    size: int
    sha256: str
    git_id: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a repository holds at one commit."""

    commit: str
    files: tuple[HubFile, ...]
    licence: str = ""


class HubCache:
    """Read access to the cache below ``root``, which need not exist."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def blob(self, reference: HubReference, file: HubFile) -> Path | None:
        """Where a file lies complete, if it does; a cache of somebody else's, as after a `sudo`, holds nothing."""
        if not _SHA256.fullmatch(file.sha256):
            return None
        path = self._repository(reference) / "blobs" / file.sha256
        with suppress(OSError):
            return path if path.is_file() and path.stat().st_size == file.size else None
        return None

    def listing(self, reference: HubReference) -> Listing | None:
        """What is known of a repository without asking anybody, if anything is. Raises :class:`StorageFault`."""
        repository = self._repository(reference)
        with storage_faults(repository):
            return self._listing(repository, reference)

    def _listing(self, repository: Path, reference: HubReference) -> Listing | None:
        named = repository / "refs" / reference.revision
        commit = named.read_text().strip() if named.is_file() else reference.revision
        snapshot = repository / "snapshots" / commit
        if not _COMMIT.fullmatch(commit) or not snapshot.is_dir():
            return None
        return Listing(
            commit, tuple(_described(snapshot, path) for path in sorted(snapshot.rglob("*")) if path.is_file())
        )

    def _repository(self, reference: HubReference) -> Path:
        return self._root / f"models--{reference.owner}--{reference.repo}"


def _described(snapshot: Path, path: Path) -> HubFile:
    """Large files are links to a blob that is called by its SHA-256."""
    blob = path.resolve()
    sha256 = blob.name if _SHA256.fullmatch(blob.name) else ""
    return HubFile(path.relative_to(snapshot).as_posix(), blob.stat().st_size, sha256)
