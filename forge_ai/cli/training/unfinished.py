"""Training that may be interrupted: the folder in which it lies until it is finished, and Ctrl-C as an orderly end.

Does not know how a model learns, nor on how many devices.
"""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from forge_ai.cli.say import note
from forge_ai.comms.node.termination import hangup_as
from forge_ai.errors import AlreadyThere, BadInput, StorageFault, UnknownModel
from forge_ai.models.files.folder_lock import alone
from forge_ai.models.store import ModelStore
from forge_ai.paths import make_folder, storage_faults
from forge_ai.protocol.values.names import check_name
from forge_ai.settings import Settings

OUTCOME: Final = "training.json"  # how a model came about: written at the end, and no two trainings have the same


@contextmanager
def working_folder(settings: Settings, name: str, *, resume: bool, replace: bool) -> Iterator[Path]:
    """The folder of the unfinished training of that name, held while the block lasts; empty unless ``resume``.

    What is left of trainings that were finished is deleted. Raises :class:`AlreadyThere` when another program trains
    there, or when a training is unfinished and neither ``resume`` nor ``replace`` is given; :class:`BadInput` when
    there is nothing to resume.
    """
    check_name(name, "model")
    folder = settings.folders.create().training / name
    with storage_faults(folder):
        make_folder(folder)
    _throw_finished_away(settings, but=name)
    try:
        with alone(folder, f"training {name}"):
            _make_ready(folder, name, resume=resume, replace=replace)
            yield folder
    finally:
        with suppress(OSError):
            folder.rmdir()  # unless there is something to go on from


def is_in_store(settings: Settings, name: str) -> bool:
    """Whether the model of that training is in the store already: it was cut off just before its end."""
    home = settings.folders
    with suppress(OSError):
        return (home.training / name / OUTCOME).read_bytes() == (home.models / name / OUTCOME).read_bytes()
    return False


@contextmanager
def unless_taken(name: str) -> Iterator[None]:
    """While the block puts a finished training where it belongs: what has come there meanwhile is not replaced.

    Raises :class:`AlreadyThere`, which says how the training, which stays, can be kept.
    """
    try:
        yield
    except AlreadyThere as error:
        raise AlreadyThere(
            f"There is another {name} now, which came while this one was being trained.",
            hint="This one waits: the same command with --resume --replace puts it in the other one's place.",
        ) from error


@contextmanager
def unless_gone(settings: Settings, model: str | None) -> Iterator[None]:
    """While the block trains an adapter of ``model``; None for a training of another kind.

    Raises :class:`UnknownModel` where the model has gone meanwhile, which says how the training, which stays, goes on.
    """
    try:
        yield
    except (StorageFault, UnknownModel) as error:
        if model is None or ModelStore(settings.folders).knows(model):
            raise
        raise UnknownModel(
            f"{model} was removed while an adapter of it was being trained.",
            hint="The training waits: bring the model back, then give the same command with --resume.",
        ) from error


def _throw_finished_away(settings: Settings, but: str) -> None:
    for folder in settings.folders.training.iterdir():
        if folder.name != but and is_in_store(settings, folder.name):
            with suppress(AlreadyThere, StorageFault, OSError), alone(folder, f"training {folder.name}"):
                ModelStore(settings.folders).throw_away(folder)


def _make_ready(folder: Path, name: str, *, resume: bool, replace: bool) -> None:
    begun = any(folder.iterdir())
    if resume and not begun:
        raise BadInput(f"There is no unfinished training of {name}.", hint="Leave --resume out to begin.")
    if begun and replace and not resume:
        _empty(folder)
    elif begun and not resume:
        raise AlreadyThere(
            f"The training of {name} is unfinished.", hint="Give --resume to go on, --replace to begin anew."
        )


def _empty(folder: Path) -> None:
    """Delete what is in the folder. The folder itself stays, for it is locked."""
    with storage_faults(folder):
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


@contextmanager
def interrupt_as_stop(
    told: str = "\nSaving a checkpoint ... (Ctrl-C once more ends at once)",
    begun: Callable[[], bool] = lambda: True,
) -> Iterator[threading.Event]:
    """An event that Ctrl-C, a termination signal or a closed terminal sets, while the block lasts; ``told`` is printed.

    A second Ctrl-C raises :class:`KeyboardInterrupt` at once. So does the first while nothing has ``begun``, for there
    is nothing to save; a library that was just being loaded may turn it into any other error, which is turned back.
    """
    stop, at_once = threading.Event(), threading.Event()

    def ask(number: int, _frame: object) -> None:
        if not begun():
            note("\nStopped before the first step.")
        if stop.is_set() or not begun():
            stop.set()
            at_once.set()
            signal.default_int_handler(number, None)
        note(told)
        stop.set()

    old = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with hangup_as(ask):
            yield stop
    except Exception as error:
        if at_once.is_set():
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
