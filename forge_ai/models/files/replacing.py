"""Replaces a folder by another, so that after any crash the old one or the new one is there.

Does not know what is in the folders. No system call swaps two folders everywhere, so the old one steps aside under a
name that says where it belongs, and whoever looks next after a crash puts it back.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from forge_ai.errors import AlreadyThere
from forge_ai.models.files.folder_lock import in_turn
from forge_ai.paths import flush_folder

_ASIDE: Final = ".replaced"
_KEEP_BOTH: Final = "Do the same again with another name, or with --replace."


def put_in_place(folder: Path, target: Path, aside: Path, *, replace: bool = True) -> None:
    """Rename ``folder`` to ``target``, whose old content goes; ``aside`` is a folder on the same disk.

    Without ``replace`` raises :class:`AlreadyThere` where something stands at ``target``.
    """
    old = aside / (target.name + _ASIDE)
    with in_turn(target.parent):
        if target.exists():
            if not replace:
                raise AlreadyThere(f"Meanwhile another program has put {target.name} there.", hint=_KEEP_BOTH)
            shutil.rmtree(old, ignore_errors=True)
            target.replace(old)
        folder.replace(target)
        flush_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def mend(folder: Path, aside: Path) -> None:
    """Put back what a crash has left aside, if nothing new has taken its place below ``folder``."""
    if not _has_any(aside):
        return
    with in_turn(folder):
        for old in aside.glob("*" + _ASIDE):
            target = folder / old.name.removesuffix(_ASIDE)
            if target.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.replace(target)


def _has_any(aside: Path) -> bool:
    try:
        names = os.listdir(aside)  # noqa: PTH208 - asked for at every question, and mostly there is nothing
    except FileNotFoundError:
        return False
    return any(name.endswith(_ASIDE) for name in names)
