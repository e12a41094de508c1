import hashlib
import os
from pathlib import Path

import pytest

from forge_ai.errors import BadData
from forge_ai.training.texts.source import read_files


def test_files_are_read_in_order_and_remembered_by_their_hash(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("first words", encoding="utf-8")
    two.write_text("Q: a?\nA: b", encoding="utf-8")
    source = read_files([one, two])
    assert source.documents[0] == "first words"
    assert len(source.documents) == 2
    assert [file.name for file in source.files] == ["one.txt", "two.txt"]
    assert source.files[0].sha256 == hashlib.sha256(b"first words").hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_as_windows_and_others_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes("Grüße, 世界".encode(encoding))
    assert read_files([path]).documents == ("Grüße, 世界",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "zero bytes"),
        (b"good line\ngood line\nbad \xff\xfe line", "line 3: not UTF-8"),
        (b"\xff\xfea", "not UTF-8"),
        (b"%PDF-1.4\nof letters alone", "is a PDF file"),
        (b"PK\x03\x04\x14\x00", "is a packed file, such as a .docx"),
        (b"{\\rtf1 Hello}", "is an RTF file"),
    ],
)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(BadData, match=rf"notes\.txt.*{reason}"):
        read_files([path])


def test_all_files_of_a_folder_that_are_no_good_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A good line.")
    for name in ("scan.pdf", "letter.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4")
    for number in range(8):
        (tmp_path / f"z{number}").touch()
    with pytest.raises(BadData) as raised:
        read_files(sorted(tmp_path.iterdir()))
    assert raised.value.message.startswith(
        "'letter.pdf' is a PDF file, and no plain text. 'scan.pdf' is a PDF file, and no plain text. 'z0' is empty."
    )
    assert raised.value.message.endswith(" And 4 more.")


def test_old_text_is_refused_with_the_command_that_makes_new_text_of_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes("Grüße".encode("cp1252"))
    with pytest.raises(BadData) as raised:
        read_files([path])
    assert f"iconv -f WINDOWS-1252 -t UTF-8 {path} > {tmp_path}/notes-utf8.txt" in raised.value.hint


@pytest.mark.parametrize("name", ["missing.txt", "", "a\x00b"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadData):
        read_files([tmp_path / name])


def test_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    for name in ("pipe.txt", "endless.txt"):
        with pytest.raises(BadData, match="a pipe or a device"):
            read_files([tmp_path / name])


def test_no_files_at_all_is_refused() -> None:
    with pytest.raises(BadData, match="nothing to learn from"):
        read_files([])


def test_text_in_the_place_of_a_files_name_is_one_clear_line() -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_files([Path("My dog is called Rex. " * 100)])
