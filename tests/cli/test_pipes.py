"""A file that cannot be written is told of before the work that would be in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge_ai.cli.pipes import check_place
from forge_ai.errors import BadInput
from tests.programs import FORGE, run


def test_a_place_that_takes_a_file_is_good(tmp_path):
    check_place(tmp_path / "answers.json")
    check_place(Path("-"))


@pytest.mark.parametrize(("name", "reason"), [(".", "is a folder"), ("nowhere/answers.json", "There is no folder")])
def test_a_place_that_takes_none_is_refused(tmp_path, name, reason):
    with pytest.raises(BadInput, match=reason):
        check_place(tmp_path / name)


def test_an_exam_whose_answers_could_not_be_written_is_not_begun(tmp_path):
    done = run((*FORGE, "eval", "starter", "--write", "/nowhere/answers.json"), tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: There is no folder /nowhere.")
