"""The ways in which a conversation is shown, written and measured."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

import pytest

from forge_ai.cli.conversing.interplay_view import bars
from forge_ai.cli.conversing.stage import Stage
from forge_ai.cli.conversing.transcript_files import markdown
from forge_ai.protocol.conversations.dialogue import Ask, Turn
from forge_ai.protocol.conversations.transcript import Transcript
from tests.programs import FORGE, run

TALK = Transcript(
    ("alice", "bob"),
    "the sea",
    (
        Turn("alice", "Oh, the tide! Do you like the tide?"),
        Turn("bob", "Yes. The tide is slow."),
        Turn("alice", "# Heading\n<b>bold</b> [link](http://x)"),
    ),
)


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.json"
    path.write_text(TALK.to_text(), encoding="utf-8")
    return path


def converse(home, *words):
    return run((*FORGE, "converse", *map(str, words)), home)


def test_the_measures_are_shown_as_tables_and_bars_and_drawn(talk, tmp_path):
    done = converse(tmp_path, "analyse", talk, "--plot", tmp_path / "course.svg")
    assert done.returncode == 0, done.stderr
    for words in ("alice", "bob", "Drift from the topic", "takes up"):
        assert words in done.stdout
    assert (tmp_path / "course.svg").read_text().startswith("<svg")
    assert "alice takes up bob" in (tmp_path / "course.svg").read_text()
    found = json.loads(converse(tmp_path, "analyse", talk, "--json").stdout)
    assert found["speakers"][0]["questions_asked"] == 1


@pytest.mark.train
def test_a_png_is_drawn_where_matplotlib_is_installed(talk, tmp_path):
    converse(tmp_path, "analyse", talk, "--plot", tmp_path / "course.png")
    assert (tmp_path / "course.png").read_bytes().startswith(b"\x89PNG")


def test_another_kind_of_plot_is_refused(talk, tmp_path):
    assert "neither .png nor .svg" in converse(tmp_path, "analyse", talk, "--plot", tmp_path / "x.jpg").stderr


def test_a_conversation_is_written_in_every_form(talk, tmp_path):
    outs = [tmp_path / f"out{ending}" for ending in (".md", ".json", ".html")]
    words = [word for out in outs for word in ("--out", out)]
    assert converse(tmp_path, "export", talk, *words).returncode == 0
    assert json.loads(outs[1].read_text()) == TALK.to_json()
    assert "<script" not in outs[2].read_text()


def test_markdown_keeps_words_as_they_were_said():
    text = markdown(TALK)
    assert text.startswith("# the sea\n")
    assert "\n# Heading" not in text
    assert "\\<b\\>bold" in text
    assert "\\[link\\]" in text


def test_a_page_of_commands_and_a_list(tmp_path):
    assert "analyse" in converse(tmp_path, "--help").stdout
    assert json.loads(converse(tmp_path, "list", "--json").stdout) == []


def test_bars_stand_for_shares():
    assert bars([0.0, 0.5, 1.0]) == "▁▅█"


def test_the_stage_lets_nothing_through_that_a_terminal_obeys():
    shown = io.StringIO()
    with redirect_stdout(shown):
        stage = Stage("you")
        stage.begins(Ask("ali\x1bce", (), 10))
        stage.piece("a\x1b[2J\x07[bold]b")
        stage.turn(Turn("alice", "x"))
        stage.turn(Turn("you", "\x1b]0;x\x07hello"))
    assert shown.getvalue() == "alice> a[2J[bold]b\nyou> ]0;xhello\n"
