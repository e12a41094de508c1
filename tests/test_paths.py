from __future__ import annotations

import errno
import os

import pytest

from forge_ai.errors import StorageFault
from forge_ai.paths import Home, describe, open_file, storage_faults, write_whole


def test_a_home_is_readable_by_its_owner_only(tmp_path):
    home = Home(tmp_path / "a" / "b").create()
    assert home.models.is_dir()
    assert home.root.stat().st_mode & 0o777 == 0o700


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    write_whole(tmp_path / "note", b"one")
    write_whole(tmp_path / "note", b"two")
    assert (tmp_path / "note").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["note"]
    assert (tmp_path / "note").stat().st_mode & 0o777 == 0o600


def test_a_failed_write_keeps_the_old_file_and_says_why(tmp_path):
    (tmp_path / "note").mkdir()
    with pytest.raises(StorageFault, match="note"):
        write_whole(tmp_path / "note", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "no permission")],
)
def test_what_the_system_refuses_is_said_in_words(tmp_path, number, words):
    assert words in describe(OSError(number, "x"), tmp_path)


def test_a_file_where_a_folder_is_needed_is_a_storage_fault(tmp_path):
    (tmp_path / "home").write_text("")
    with pytest.raises(StorageFault):
        Home(tmp_path / "home").create()
    with pytest.raises(StorageFault), storage_faults(tmp_path):
        raise OSError(errno.ENOSPC, "x")


def test_a_file_is_opened_also_through_a_link(tmp_path):
    (tmp_path / "note").write_bytes(b"one")
    (tmp_path / "link").symlink_to("note")
    with open_file(tmp_path / "link") as file:
        assert file.read() == b"one"


@pytest.mark.parametrize(
    ("name", "words"),
    [("pipe", "a pipe or a"), ("zero", "a pipe or a device"), ("folder", "a folder"), ("loop", "back to itself")],
)
def test_what_is_no_file_is_refused_at_once_with_a_fitting_hint(tmp_path, name, words):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(StorageFault, match=words) as refused, storage_faults(tmp_path / name):
        open_file(tmp_path / name)
    assert "Free some space" not in refused.value.hint
