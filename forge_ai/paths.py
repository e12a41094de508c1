"""Where ForgeAI keeps its files, and writing a file so that it is there completely or not at all.

Does not know what the files mean, nor which variable chose the folder.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import platformdirs

from forge_ai.errors import StorageFault
from forge_ai.leftovers import hold, sweep

PRIVATE_FOLDER: int = 0o700
_BINARY: int = getattr(os, "O_BINARY", 0)
_HINTS: dict[int, str] = {
    errno.ENOENT: "Check the path; a stick must be plugged in and mounted.",
    errno.ENOTDIR: "Check the path.",
    errno.EEXIST: "Check the path.",
    errno.EISDIR: "Name the file in it, too.",
    errno.ELOOP: "Check the path.",
    errno.ESPIPE: "Name a file; what comes out of a pipe can be written into one first.",
    errno.ENXIO: "Write it into a file first, and name that.",
    errno.EROFS: "Choose another folder, or lift the write protection: some sticks have a switch.",
    errno.EACCES: "Choose another folder, or become the owner of this one.",
    errno.EPERM: "Choose another folder, or become the owner of this one.",
    errno.EIO: "Was it unplugged? Plug it in again and do the same again.",
}
OF_HOME: dict[int, str] = _HINTS | dict.fromkeys(
    (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR), "Set FORGE_AI_HOME to a folder of yours."
)


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one device. Everything that ForgeAI keeps lies below ``root``."""

    root: Path

    @property
    def models(self) -> Path:
        """One folder for each model."""
        return self.root / "models"

    @property
    def staging(self) -> Path:
        """Work in progress: nothing in here counts until it has been moved out."""
        return self.root / "staging"

    @property
    def training(self) -> Path:
        """One folder for each model in training: its checkpoint lives here until the model is finished."""
        return self.root / "training"

    @property
    def run(self) -> Path:
        """What running nodes tell the other programs of the same person."""
        return self.root / "run"

    @property
    def memory(self) -> Path:
        """What the person told, and the conversations."""
        return self.root / "memory"

    @property
    def voice(self) -> Path:
        """Voices and recognisers that were fetched, a folder each, and the person's phrases."""
        return self.root / "voice"

    @property
    def history(self) -> Path:
        """Lines that were typed into the chat."""
        return self.root / "chat_history"

    def create(self) -> Home:
        """Make the folders, readable by their owner only."""
        with storage_faults(self.root, OF_HOME):
            for folder in (self.root, self.models, self.staging, self.run, self.memory):
                make_folder(folder)
        return self


def platform_home() -> Path:
    """The folder that this operating system sets aside for a person's application data."""
    return Path(platformdirs.user_data_dir("forge-ai", appauthor=False))


@contextmanager
def storage_faults(place: Path, hints: Mapping[int, str] = _HINTS) -> Iterator[None]:
    """Turn the operating system's refusals about ``place`` into :class:`StorageFault`, with a hint by their number."""
    try:
        yield
    except OSError as error:
        raise StorageFault(describe(error, place), hint=hints.get(error.errno or 0)) from error


def describe(error: OSError, place: Path) -> str:
    """One sentence for a person about what the operating system refused."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the quota of the disk is used up",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "no permission",
        errno.EPERM: "no permission",
        errno.EFBIG: "the file would be larger than this disk allows",
        errno.ENOENT: "there is no such file or folder",
        errno.ENOTDIR: "a file stands where a folder is needed",
        errno.EEXIST: "a file stands where a folder is needed",
        errno.EISDIR: "a folder stands where a file is needed",
        errno.ELOOP: "the link leads back to itself",
        errno.ESPIPE: "a pipe or a device stands where a file is needed",
        errno.ENXIO: "a pipe or a device stands where a file is needed",
        errno.EIO: "the disk does not answer",
    }
    number = error.errno if error.errno is not None else -1
    return f"{place}: {reasons.get(number, error.strerror or str(error))}."


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading. Raises :class:`OSError`, also for what is none: a pipe or a device may never end."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    try:
        _check_kind(os.fstat(descriptor).st_mode)
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def create_file(path: Path, mode: int = 0o644) -> BinaryIO:
    """Open a file for writing, empty. Raises :class:`OSError`, also for what is none: a pipe may have no reader."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | _BINARY, mode)
    try:
        _check_kind(os.fstat(descriptor).st_mode)
        os.ftruncate(descriptor, 0)
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "wb")


def _check_kind(mode: int) -> None:
    """Raise :class:`OSError` for what is no file."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.ESPIPE, "it is a pipe or a device, not a file")


def check_room(folder: Path, wanted: int) -> None:
    """Raise :class:`StorageFault` before hours of work that the disk cannot hold. The folder may be made later."""
    import shutil

    place = next(one for one in (folder, *folder.parents) if one.is_dir())
    free = shutil.disk_usage(place).free
    if wanted > free:
        told = f"The disk is too full: {wanted:,} bytes are needed and {free:,} are free."
        raise StorageFault(told, hint="Free some space, or choose a smaller model.") from OSError(errno.ENOSPC, told)


def is_full(error: BaseException) -> bool:
    """Whether a disk without room is behind an error: then what was written so far is only in the way."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file, in a folder that is made where it is missing, as :func:`written_whole` does."""
    with storage_faults(path):
        make_folder(path.parent, mode=0o777)
    with written_whole(path, mode) as file:
        file.write(data)


@contextmanager
def written_whole(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to write, so that after any crash either the old content is there or the new.

    It lies beside ``path`` under a name that nobody else uses; what killed writers left there goes. When the block ends
    well it is flushed to the disk and renamed, and the folder is flushed. A folder, a pipe or a device is not replaced:
    that is a :class:`StorageFault`.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with storage_faults(path):
            if path.exists():
                _check_kind(path.stat().st_mode)
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode), "wb") as file:
                hold(file.fileno())
                sweep(temporary)
                yield file
                file.flush()
                flush_open(file.fileno())
            temporary.replace(path)
            flush_folder(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink()


def make_folder(folder: Path, mode: int = PRIVATE_FOLDER, flush: Callable[[Path], None] | None = None) -> None:
    """Make a folder where there is none, and those above it, and wait until the disk has their names.

    A file is not on the disk before the folder in which it lies, however well it was flushed. Raises :class:`OSError`.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent, 0o777, flush)
    folder.mkdir(mode, exist_ok=True)
    (flush or flush_folder)(folder.parent)


def flush_file(path: Path) -> None:
    """Wait until the disk has what somebody has written into a file."""
    with path.open("rb+" if os.name == "nt" else "rb") as file:  # Windows flushes only what may be written
        flush_open(file.fileno())


def flush_open(descriptor: int) -> None:
    """Wait until the disk itself has an open file.

    ``fsync`` on a Mac leaves it in the memory of the disk, which a pulled plug empties (Apple's manual page of fsync).
    """
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # a share that cannot be asked for it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder. Does nothing where that cannot be asked (Windows, some shares)."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one may put things into it, and not look
        return
    try:
        flush_open(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
