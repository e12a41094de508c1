"""A file that cannot be written is told of before the work that would be in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge_ai.cli.pipes import check_writable
from forge_ai.errors import BadInput
from tests.programs import FORGE, ROOT, run


def test_a_place_that_takes_a_file_is_good(tmp_path):
    check_writable(tmp_path / "answers.json")
    check_writable(Path("-"))


@pytest.mark.parametrize(("name", "reason"), [(".", "is a folder"), ("nowhere/answers.json", "There is no folder")])
def test_a_place_that_takes_none_is_refused(tmp_path, name, reason):
    with pytest.raises(BadInput, match=reason):
        check_writable(tmp_path / name)


@pytest.mark.parametrize("words", [("voice", "setup", "--out", "-"), ("talk", "--in", "-"), ("talk", "--out", "-")])
def test_sound_is_not_written_into_a_file_of_the_name_of_a_pipe(tmp_path, words):
    done = run((*FORGE, *words), tmp_path)
    assert (done.returncode, done.stderr.startswith("error: Sound is read from")) == (2, True), done.stderr
    assert not (ROOT / "-").exists()


def test_an_exam_whose_answers_could_not_be_written_is_not_begun(tmp_path):
    done = run((*FORGE, "eval", "starter", "--write", "/nowhere/answers.json"), tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: There is no folder /nowhere.")
