from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from forge_ai.errors import Damaged
from forge_ai.limits import KIB, MIB
from forge_ai.models.files.page_cache import flush_data
from forge_ai.models.packages.trailing_check import Span, TrailingCheck

STRETCH = MIB
HEAD = 100
DATA = os.urandom(9 * MIB + 777)
SIZE = HEAD + len(DATA)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """A file that is as it should be: some bytes of a header, then those that were promised."""
    path = tmp_path / "part"
    path.write_bytes(bytes(HEAD) + DATA)
    return path


def checking(part: Path, stretch: int = STRETCH) -> TrailingCheck:
    span = Span("model.gguf", HEAD, len(DATA), hashlib.sha256(DATA).hexdigest())
    return TrailingCheck(lambda: [part], [span], stretch)


def spoil(part: Path, at: int) -> None:
    with part.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def check_all(part: Path, meanwhile: Callable[[], None] = lambda: None) -> list[int]:
    told: list[int] = []
    with checking(part) as check:
        for at in range(0, SIZE, 300 * KIB):
            check.reached(at)
        meanwhile()
        check.finish(SIZE, told.append)
    return told


def test_what_is_whole_passes_and_the_end_is_told(part: Path) -> None:
    assert check_all(part)[-1] == SIZE


@pytest.mark.parametrize("at", [HEAD, HEAD + 1, 3 * MIB - 1, 3 * MIB, 5 * MIB + 123, SIZE - 1])
def test_a_wrong_byte_anywhere_is_found(part: Path, at: int) -> None:
    spoil(part, at)
    with pytest.raises(Damaged, match=r"model\.gguf"):
        check_all(part)


def test_bytes_that_are_missing_at_the_end_are_found(part: Path) -> None:
    os.truncate(part, SIZE - 5)
    with pytest.raises(Damaged):
        check_all(part)


@pytest.mark.parametrize("at", [HEAD, 4096, HEAD + 4 * MIB + 10, SIZE - 1])
def test_a_stick_that_puts_late_bytes_where_early_ones_were_is_found(part: Path, at: int) -> None:
    def overwrite_once_all_was_read(checked: int) -> None:
        if checked == SIZE:
            with part.open("r+b") as file:  # as a stick does that has less room than it says
                file.seek(at - at % 4096)
                file.write(bytes(4096))

    with checking(part) as check, pytest.raises(Damaged, match=r"model\.gguf"):
        check.finish(SIZE, overwrite_once_all_was_read)


def test_the_writer_waits_when_the_disk_is_too_far_behind(part: Path, tmp_path: Path) -> None:
    may_read = threading.Event()

    def parts() -> list[Path]:
        assert may_read.wait(10)
        return [part]

    span = Span("model.gguf", HEAD, len(DATA), hashlib.sha256(DATA).hexdigest())
    with TrailingCheck(parts, [span], STRETCH) as check:
        check.reached(4 * STRETCH)
        writer = threading.Thread(target=check.reached, args=(8 * STRETCH,))
        writer.start()
        writer.join(0.05)
        assert writer.is_alive()
        may_read.set()
        writer.join(10)
        assert not writer.is_alive()
        check.finish(SIZE, lambda _: None)


def test_a_disk_that_is_gone_is_told_to_the_writer(part: Path) -> None:
    with checking(part) as check:
        part.unlink()
        with pytest.raises(FileNotFoundError):
            check.finish(SIZE, lambda _: None)


def test_what_is_checked_comes_from_the_disk_and_is_read_about_once(part: Path) -> None:
    if not _disk_reads_are_counted(part):
        pytest.skip("the files of this test lie in memory, or the system does not count what is read")
    before = _read_from_the_disk()
    check_all(part)
    assert _read_from_the_disk() - before + 64 * KIB >= SIZE
    assert _read_from_the_disk() - before < 3 * SIZE


def _disk_reads_are_counted(part: Path) -> bool:
    if not Path("/proc/self/io").exists():
        return False
    before = _read_from_the_disk()
    descriptor = os.open(part, os.O_RDWR)
    flush_data(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.read(descriptor, MIB)
    os.close(descriptor)
    return _read_from_the_disk() - before >= MIB


def _read_from_the_disk() -> int:
    found = re.search(r"^read_bytes: (\d+)", Path("/proc/self/io").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0
