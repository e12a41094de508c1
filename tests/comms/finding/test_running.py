from __future__ import annotations

from pathlib import Path

import pytest

from forge_ai.comms.finding.running import Run, announce_run, forget_run, running_nodes
from forge_ai.paths import Home


@pytest.fixture
def folder(home: Path) -> Home:
    return Home(home)


def test_a_node_that_left_a_note_is_found_until_it_takes_it_away(folder: Home) -> None:
    announce_run(folder, "my_pc", 5000, "0.0.0.0")  # noqa: S104 - compared, not bound
    assert running_nodes(folder) == [Run("my_pc", 5000, "127.0.0.1", "0.0.0.0")]  # noqa: S104 - compared, not bound
    forget_run(folder, 5000)
    assert running_nodes(folder) == []


def test_a_note_that_is_taken_away_while_it_is_read_does_not_count(folder: Home) -> None:
    announce_run(folder, "my_pc", 5000)
    (folder.run / "node-5001.json").symlink_to(folder.run / "gone")
    assert running_nodes(folder) == [Run("my_pc", 5000)]


def test_a_disk_that_does_not_answer_has_no_notes() -> None:
    assert running_nodes(Home(Path("/" + "x" * 300))) == []  # as a stick that was pulled, an error that is not "gone"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "my_pc", "port": Infinity}', "[" * 100_000])
def test_a_note_that_cannot_be_read_does_not_count(folder: Home, text: str) -> None:
    folder.create()
    (folder.run / "node-5000.json").write_text(text)
    assert running_nodes(folder) == []


def test_a_note_that_cannot_be_taken_away_ends_nothing(folder: Home) -> None:
    folder.create()
    (folder.run / "node-5000.json").mkdir()
    forget_run(folder, 5000)
