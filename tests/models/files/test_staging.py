from __future__ import annotations

import os
from pathlib import Path

import pytest

from forge_ai.errors import AlreadyThere, Damaged, Unreachable
from forge_ai.models.files.folder_lock import alone
from forge_ai.models.files.replacing import mend, put_in_place
from forge_ai.models.files.staging import Staging


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    return Staging(tmp_path)


def test_a_workplace_is_gone_at_the_end_whatever_happens(staging: Staging, tmp_path: Path) -> None:
    with pytest.raises(Unreachable), staging.workplace("x") as folder:
        (folder / "file").touch()
        raise Unreachable("gone")
    assert list(tmp_path.iterdir()) == []


def test_the_workplace_of_a_program_that_died_is_swept(staging: Staging, tmp_path: Path) -> None:
    (tmp_path / "x-abc.work").mkdir()
    with staging.workplace("y") as first, staging.workplace("y") as second:
        assert sorted(tmp_path.iterdir()) == sorted([first, second])


def make_older(folder: Path, days: float) -> None:
    for path in (*folder.rglob("*"), folder):
        then = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (then, then))


@pytest.mark.parametrize("work", [Staging.workplace, lambda staging, name: staging.arrival(name, "key")])
def test_an_arrival_with_which_nobody_has_gone_on_for_a_month_is_swept(staging: Staging, tmp_path: Path, work) -> None:
    for name in ("old", "held", "newer", "gone-on"):
        with pytest.raises(Unreachable), staging.arrival(name, "key") as folder:
            (folder / "file").touch()
            raise Unreachable("cut")
    for folder in tmp_path.iterdir():
        make_older(folder, 29 if folder.name.startswith("newer") else 31)
    (tmp_path / "gone-on.key.arriving" / "file").touch()
    (tmp_path / "dead-abc.work").mkdir()
    with alone(tmp_path / "held.key.arriving", "bringing it"), work(staging, "new"):
        left = {path.name.partition(".")[0] for path in tmp_path.iterdir()}
    assert {name for name in left if name != "new" and not name.startswith("new-")} == {"held", "newer", "gone-on"}


@pytest.mark.parametrize(("error", "stays"), [(Unreachable("cut"), True), (Damaged("wrong"), False)])
def test_what_arrived_stays_if_another_try_may_cure_it(
    staging: Staging, error: Unreachable | Damaged, *, stays: bool
) -> None:
    with pytest.raises(type(error)), staging.arrival("x", "key") as folder:
        (folder / "file").touch()
        raise error
    assert (folder / "file").exists() is stays


def test_another_key_throws_the_old_arrival_of_that_model_away(staging: Staging, tmp_path: Path) -> None:
    for name in ("x", "x.y", "xz"):
        with pytest.raises(Unreachable), staging.arrival(name, "1"):
            raise Unreachable("cut")
    with staging.arrival("x", "2"):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["x.2.arriving", "x.y.1.arriving", "xz.1.arriving"]


def test_two_programs_do_not_bring_the_same_model_at_once(staging: Staging) -> None:
    with staging.arrival("x", "1"), pytest.raises(AlreadyThere, match="Another program"), staging.arrival("x", "1"):
        pass


def test_a_lock_ends_with_its_block(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path, "working"):
            pass


def folder_with(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "text").write_text(text)
    return path


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    old, aside = folder_with(tmp_path / "models" / "x", "old"), tmp_path / "aside"
    put_in_place(folder_with(aside / "new", "new"), old, aside)
    assert (old / "text").read_text() == "new"
    assert list(aside.iterdir()) == []


def test_what_a_crash_left_aside_is_put_back(tmp_path: Path) -> None:
    models, aside = tmp_path / "models", tmp_path / "aside"
    models.mkdir()
    folder_with(aside / "x.replaced", "old")
    mend(models, aside)
    assert (models / "x" / "text").read_text() == "old"


def test_what_a_crash_left_aside_goes_when_the_new_stands(tmp_path: Path) -> None:
    models, aside = tmp_path / "models", tmp_path / "aside"
    folder_with(models / "x", "new")
    folder_with(aside / "x.replaced", "old")
    mend(models, aside)
    assert (models / "x" / "text").read_text() == "new"
    assert list(aside.iterdir()) == []
