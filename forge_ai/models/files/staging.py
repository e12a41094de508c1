"""Folders for unfinished models: work in progress, deleted after a crash, and arrivals, kept for a month to go on.

Does not know what is put into them, nor where they go.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from forge_ai.errors import AlreadyThere, Damaged, ForgeError, PeerFault, StorageFault, Unreachable
from forge_ai.models.files.folder_lock import alone, in_turn
from forge_ai.paths import PRIVATE_FOLDER, flush_folder, is_full, make_folder, storage_faults

_ARRIVING: Final = ".arriving"
_WORK: Final = ".work"
_KEY_LENGTH: Final = 16
_FORSAKEN_SECONDS: Final = 30 * 24 * 3600.0


class Staging:
    """The folder ``root`` with everything unfinished in it. It must exist when something is begun."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def workplace(self, name: str) -> Iterator[Path]:
        """An empty folder that is deleted at the end of the block, or after a crash by the next process."""
        with ExitStack() as held:
            with storage_faults(self._root), in_turn(self._root):
                folder = Path(tempfile.mkdtemp(prefix=f"{name}-", suffix=_WORK, dir=self._root))
                held.enter_context(alone(folder, f"working on {name}"))
                self._sweep(folder)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def arrival(self, name: str, key: str) -> Iterator[Path]:
        """The folder of one arrival, with what an earlier try left. Kept after errors that another try may cure."""
        folder = self._root / f"{name}.{key[:_KEY_LENGTH]}{_ARRIVING}"
        with storage_faults(self._root):
            self.forget(name, but=folder)
            folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            os.utime(folder)
            with in_turn(self._root):
                self._sweep(folder)
        with alone(folder, f"bringing {name}"):
            try:
                yield folder
            except ForgeError as error:
                if not _can_go_on(error):
                    shutil.rmtree(folder, ignore_errors=True)
                raise

    def forget(self, name: str, but: Path | None = None) -> None:
        """Delete unfinished arrivals of a model, except one."""
        for old in self._root.glob(f"{name}.*{_ARRIVING}"):
            is_of_that_model = old.name.count(".") == name.count(".") + 2
            if old != but and is_of_that_model:
                with suppress(AlreadyThere, FileNotFoundError), alone(old, f"bringing {name}"):
                    shutil.rmtree(old, ignore_errors=True)

    def bury(self, folder: Path) -> None:
        """Delete a folder. It is gone from its place at once; what a crash leaves is deleted by the next process."""
        make_folder(self._root)  # a restored backup may lack it
        grave = self._root / f"{folder.name}-{secrets.token_hex(4)}{_WORK}"
        folder.replace(grave)
        flush_folder(folder.parent)
        shutil.rmtree(grave, ignore_errors=True)

    def sweep(self) -> None:
        """Delete what nobody works on or goes on with any more. Needs no room on the disk."""
        with storage_faults(self._root), in_turn(self._root):
            os.utime(self._root)
            self._sweep(self._root)

    def _sweep(self, newest: Path) -> None:
        """Delete the work of programs that died, and arrivals with which nobody has gone on before ``newest``."""
        now = newest.stat().st_mtime  # by the clock of the disk
        for folder in (*self._root.glob("*" + _WORK), *self._root.glob("*" + _ARRIVING)):
            with suppress(AlreadyThere, FileNotFoundError), alone(folder, "working"):
                if folder.name.endswith(_WORK) or now - _last_change(folder) > _FORSAKEN_SECONDS:
                    shutil.rmtree(folder, ignore_errors=True)


def _last_change(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))


def _can_go_on(error: ForgeError) -> bool:
    """Whether what has arrived so far is good, and there is room for the rest."""
    cut = isinstance(error, (StorageFault, Unreachable, PeerFault, AlreadyThere)) and not isinstance(error, Damaged)
    return cut and not is_full(error)
