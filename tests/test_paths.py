from __future__ import annotations

import errno
import os
import signal
import threading
from pathlib import Path

import pytest

from forge_ai.errors import StorageFault
from forge_ai.leftovers import ABANDONED_SECONDS
from forge_ai.paths import Home, describe, make_folder, open_file, storage_faults, write_whole, written_whole


def test_a_home_is_readable_by_its_owner_only(tmp_path):
    home = Home(tmp_path / "a" / "b").create()
    assert home.models.is_dir()
    assert home.root.stat().st_mode & 0o777 == 0o700


def test_a_new_folder_is_on_the_disk_with_all_those_above_it(tmp_path):
    flushed = []
    make_folder(tmp_path / "a" / "b" / "c", flush=flushed.append)
    assert flushed == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    assert (tmp_path / "a" / "b" / "c").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_there_costs_no_wait_for_the_disk(tmp_path):
    flushed = []
    make_folder(tmp_path, flush=flushed.append)
    assert not flushed


@pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED: only root may do something as somebody else")
def test_a_folder_into_which_one_may_only_put_things_takes_them(tmp_path):
    tmp_path.chmod(0o733)
    child = os.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.setuid(54_321)
        try:
            write_whole(Path("home/note"), b"one")
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a child that was forked must not go on with the tests
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (tmp_path / "home" / "note").read_bytes() == b"one"


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="SKIPPED: only Linux has a folder that takes nothing")
def test_where_the_data_folder_cannot_be_made_the_setting_for_another_one_is_named():
    with pytest.raises(StorageFault, match="/sys/forge") as caught:
        Home(Path("/sys/forge")).create()
    assert "Set FORGE_AI_HOME" in caught.value.hint


@pytest.mark.parametrize("below", ["", "home"])
def test_a_data_folder_that_is_a_file_is_told_as_that(tmp_path, below):
    (tmp_path / "note").touch()
    with pytest.raises(StorageFault, match="a file stands where a folder is needed") as caught:
        Home(tmp_path / "note" / below).create()
    assert "Set FORGE_AI_HOME" in caught.value.hint


def test_a_file_that_stands_where_a_folder_is_needed_is_an_error(tmp_path):
    (tmp_path / "note").touch()
    with pytest.raises(OSError, match="note"):
        make_folder(tmp_path / "note" / "inner")


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


def test_the_old_file_stays_when_the_writing_fails(tmp_path):
    write_whole(tmp_path / "note", b"one")
    with pytest.raises(RuntimeError), written_whole(tmp_path / "note") as writing:
        writing.write(b"half")
        raise RuntimeError("the stick was pulled")
    assert (tmp_path / "note").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


def test_a_writing_that_is_killed_leaves_no_half_file_under_the_name(tmp_path):
    child = os.fork()
    if child == 0:
        with written_whole(tmp_path / "note") as writing:
            writing.write(b"half")
            writing.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert not (tmp_path / "note").exists()


def killed_while_writing(path):
    child = os.fork()
    if child == 0:
        with written_whole(path):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    return next(file for file in path.parent.iterdir() if file.name.endswith(".part"))


def make_older(path, seconds):
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_what_a_killed_writer_left_is_gone_when_the_file_is_written_again(tmp_path):
    leftover = killed_while_writing(tmp_path / "note[1]")
    write_whole(tmp_path / "note[1]", b"at once")
    assert leftover.exists()
    make_older(leftover, ABANDONED_SECONDS + 1)
    with written_whole(tmp_path / "note[1]"):
        assert not leftover.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["note[1]"]


def test_a_writer_that_was_stopped_for_long_loses_nothing(tmp_path):
    with written_whole(tmp_path / "note") as slow:
        slow.write(b"slow")
        slow.flush()
        make_older(next(tmp_path.iterdir()), 3600)
        write_whole(tmp_path / "note", b"fast")
    assert (tmp_path / "note").read_bytes() == b"slow"


@pytest.mark.parametrize(
    "name", [".note.part", ".note.0123456.part", ".note.0123abcd.part.txt", ".notes.0123abcd.part"]
)
def test_nothing_is_swept_that_no_writer_of_that_file_has_left(tmp_path, name):
    (tmp_path / name).touch()
    make_older(tmp_path / name, 3600)
    write_whole(tmp_path / "note", b"new")
    assert (tmp_path / name).exists()


def test_two_threads_may_write_one_file(tmp_path):
    """Each has a file of its own until it is whole."""
    with written_whole(tmp_path / "note") as first:
        first.write(b"first")
        other = threading.Thread(target=write_whole, args=(tmp_path / "note", b"other"))
        other.start()
        other.join()
        assert (tmp_path / "note").read_bytes() == b"other"
    assert (tmp_path / "note").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


@pytest.mark.parametrize("name", ["pipe", "null"])
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    with pytest.raises(StorageFault, match="a pipe or a device"):
        write_whole(tmp_path / name, b"new")
    assert not (tmp_path / name).is_file()


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
