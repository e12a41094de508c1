import hashlib
import os
from pathlib import Path

import pytest

from forge_ai.errors import BadData
from forge_ai.training.texts import source
from forge_ai.training.texts.source import read_files


def test_files_are_read_in_order_and_remembered_by_their_hash(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("first words", encoding="utf-8")
    two.write_text("Q: a?\nA: b", encoding="utf-8")
    found = read_files([one, two])
    assert found.documents[0] == "first words"
    assert len(found.documents) == 2
    assert [file.name for file in found.files] == ["one.txt", "two.txt"]
    assert found.files[0].sha256 == hashlib.sha256(b"first words").hexdigest()


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


def test_a_folder_is_all_texts_in_it_and_below_it(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for name, text in {
        "b.md": "second", "a/one.TXT": "first", "a/empty.md": "", ".obsidian/app.json": "{}", "a/.hidden.txt": "no",
        "photo.jpg": "\x00", "z.jsonl": '{"text": "third"}',
    }.items():  # fmt: skip
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text)
    (vault / "a" / "up").symlink_to(vault)
    assert read_files([vault]).documents == ("first", "second", "third")


def test_of_many_files_the_provenance_is_one_line(tmp_path: Path) -> None:
    for number in range(21):
        (tmp_path / f"{number:02}.txt").write_text(f"words {number}")
    assert [file.name for file in read_files([tmp_path / "03.txt", tmp_path / "20.txt"]).in_short()] == [
        "03.txt",
        "20.txt",
    ]
    (every,) = read_files([tmp_path]).in_short()
    assert (every.name, every.size) == ("21 files", 10 * 7 + 11 * 8)
    (tmp_path / "07.txt").write_text("words 8")
    assert read_files([tmp_path]).in_short()[0].sha256 != every.sha256


def test_a_folder_without_texts_and_one_with_too_many_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadData, match="holds no text"):
        read_files([tmp_path])
    monkeypatch.setattr(source, "TRAINING_FILES", 2)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("words")
    with pytest.raises(BadData, match="more than 2 texts"):
        read_files([tmp_path])


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
