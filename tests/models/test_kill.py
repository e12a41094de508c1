"""`kill -9` before every step that changes a disk: the old state or the new one, and the next try completes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forge_ai.models.exporter import ModelExporter
from forge_ai.models.packages.reader import open_package, verify_package
from forge_ai.models.personalities import personalities_of
from forge_ai.models.personality_changes import save_personality
from forge_ai.models.store import ModelStore
from forge_ai.protocol.conversations.personality import Personality
from tests.models.stick import add_model, everything_below, store_at

CHANGES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "shutil.rmtree"}
MOST_STEPS = 200


def killed_at(step: int, work: Callable[[Callable[[str, int, int], None]], object], below: Path) -> bool:
    """Do the work in a copy of this process that is killed before its ``step``-th change. True when it was."""
    child = os.fork()
    if not child:
        _work_until(step, work, str(below))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL)
    return code != 0


def _work_until(step: int, work: Callable[[Callable[[str, int, int], None]], object], below: str) -> None:
    count = 0

    def change(*_: object) -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in CHANGES and (
            isinstance(arguments[0], int) or below in str(arguments[0]) or _in_a_tree(event, arguments)
        ):
            change()

    sys.addaudithook(watch)
    try:
        work(change)
    except BaseException:  # noqa: BLE001
        os._exit(9)
    os._exit(0)


def _in_a_tree(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an entry of a folder goes that is held open, as in the deleting of a tree."""
    return event in ("os.remove", "os.rmdir") and arguments[1] != -1


def sha_of(path: Path) -> str:
    with open_package(path) as package:
        verify_package(package)
        return package.manifest.files[0].sha256


@pytest.mark.parametrize("volume_bytes", [None, 30_000])
def test_an_export_killed_at_any_step_leaves_the_old_package_or_the_new(
    tmp_path: Path, volume_bytes: int | None
) -> None:
    store, stick = store_at(tmp_path / "home"), tmp_path / "stick"
    stick.mkdir()
    old = add_model(store, seed=1).files[0].sha256
    ModelExporter.export_model("my_model", stick, store=store)
    new = add_model(store, seed=2).files[0].sha256

    def export(progress: Callable[[str, int, int], None] = lambda *_: None) -> Path:
        return ModelExporter.export_model("my_model", stick, store=store, progress=progress, volume_bytes=volume_bytes)

    for step in range(1, MOST_STEPS):
        if not killed_at(step, export, stick):
            break
        assert sha_of(stick / "my_model_package.zip") in (old, new)
    assert step > 15
    assert sha_of(export()) == new
    assert all(name.startswith("my_model_package.zip") for name in everything_below(stick))


def test_a_removal_killed_at_any_step_leaves_the_model_or_nothing_of_it(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    for step in range(1, MOST_STEPS):
        add_model(store)
        killed = killed_at(step, lambda _: store.remove("my_model"), tmp_path / "home")
        if "my_model" in store.folder_names():
            store.find("my_model")
            store.remove("my_model")
        with store.workplace("next"):
            assert [path.name.rpartition(".")[2] for path in (tmp_path / "home" / "staging").iterdir()] == ["work"]
        if not killed:
            break
    assert step > 3


@pytest.mark.parametrize("start_fresh", [True, False])
def test_an_import_killed_at_any_step_leaves_the_old_model_or_the_new(tmp_path: Path, *, start_fresh: bool) -> None:
    source, stick = store_at(tmp_path / "source"), tmp_path / "stick"
    stick.mkdir()
    new = add_model(source, seed=2).files[0].sha256
    package = ModelExporter.export_model("my_model", stick, store=source)
    store = store_at(tmp_path / "home")
    old = add_model(store, seed=1).files[0].sha256

    def bring(progress: Callable[[str, int, int], None] = lambda *_: None) -> object:
        return ModelExporter.import_model(package, store=store, replace=True, progress=progress)

    for step in range(1, MOST_STEPS):
        if start_fresh:
            old = add_model(store, seed=1).files[0].sha256
        if not killed_at(step, bring, tmp_path / "home"):
            break
        assert weights_of(store) in (old, new)
    assert step > 15
    bring()
    assert weights_of(store) == new
    assert everything_below(tmp_path / "home" / "staging") == set()


def weights_of(store: ModelStore) -> str:
    """The hash of what really lies in the store, which must be what its manifest says."""
    from forge_ai.models.describe import describe_file

    (model,) = store.models()
    for file in model.manifest.files:
        assert describe_file(model.folder, file.path) == file
    return model.manifest.files[0].sha256


@pytest.mark.slow
def test_a_personality_saved_and_killed_at_any_step_leaves_the_old_words_or_the_new(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    add_model(store)
    old = Personality("ada", "You are a pirate.")
    new = Personality("ada", "You are a poet.")

    def save(_: object = None) -> None:
        (model,) = store.models()
        save_personality(store, model, new, None)

    for step in range(1, MOST_STEPS):
        (model,) = store.models()
        save_personality(store, model, old, None)
        if not killed_at(step, save, tmp_path / "home"):
            break
        weights_of(store)
        (model,) = store.models()
        assert personalities_of(model)[0].personality in (old, new)
    assert step > 10
    save()
    weights_of(store)
    assert everything_below(tmp_path / "home" / "staging") == set()


@pytest.mark.slow
@pytest.mark.train
def test_characters_put_beside_a_model_and_killed_at_any_step_leave_a_whole_model(tmp_path: Path) -> None:
    from forge_ai.training.characters import put_beside
    from forge_ai.training.lessons.characters import CHARACTERS

    store = store_at(tmp_path / "home")
    add_model(store)
    (model,) = store.models()
    trained = tmp_path / "trained"
    trained.mkdir()
    (trained / "adapter.gguf").write_bytes(b"an adapter")

    def put(_: object = None) -> None:
        put_beside(model.folder, dict.fromkeys(CHARACTERS, trained))

    put()
    for step in range(1, MOST_STEPS):
        (trained / "adapter.gguf").write_bytes(b"adapter %d" % step)
        if not killed_at(step, put, tmp_path / "home"):
            break
        if model.folder.exists():
            weights_of(store)
    assert step > 10
    put()
    weights_of(store)
    assert not [path for path in model.folder.parent.iterdir() if path != model.folder]
