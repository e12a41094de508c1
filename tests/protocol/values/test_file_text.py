from __future__ import annotations

from pathlib import PurePosixPath
from subprocess import run

import pytest

from forge_ai.protocol.values.file_text import in_utf8, text_in

TEXT = "Grüße aus Köln: 5 € für Tee.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_that_says_what_it_is_is_read(encoding):
    assert text_in(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_text_that_does_not_is_refused(encoding):
    with pytest.raises(UnicodeDecodeError):
        text_in(TEXT.encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "called"), [("cp1252", "WINDOWS-1252"), ("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")]
)
def test_the_command_that_is_told_makes_text_of_it(tmp_path, encoding, called):
    file = tmp_path / "my notes.txt"
    file.write_bytes(TEXT.encode(encoding))
    told, _, command = in_utf8(file.read_bytes(), file).partition(": ")
    assert told == "If it is text"
    assert called in command
    run(command, shell=True, check=True)  # noqa: S602 - as a person types it
    assert (tmp_path / "my notes-utf8.txt").read_text(encoding="utf-8") == TEXT


def test_a_name_that_a_shell_would_obey_is_quoted():
    assert "'$(reboot).txt'" in in_utf8(b"\xfc", PurePosixPath("$(reboot).txt"))


def test_what_is_no_text_at_all_is_not_converted():
    assert in_utf8(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", PurePosixPath("cat.png")) is None
