from __future__ import annotations

import errno

import pytest

from forge_ai.errors import StorageFault
from forge_ai.paths import Home, describe, storage_faults, write_whole


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
