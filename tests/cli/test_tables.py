"""Tables, drawn on real terminals of several widths and into a pipe."""

from __future__ import annotations

import subprocess
import sys

import pytest

from forge_ai.cli.tables import table
from tests.programs import ROOT
from tests.terminals import drawn

HEADINGS = ["name", "id", "rights", "last seen", "address"]
DEVICE = ["my_pc", "YYT5-UEF7-OQAQ-3JDT", "ask, sync", "2026-11-26 13:41", "192.168.1.100:5000"]
DRAW = f"from forge_ai.cli.tables import table; table({HEADINGS}, [{DEVICE}, {DEVICE}])"


def test_no_heading_is_broken_within_a_word(capsys):
    headings = ["speaker", "words/turn", "words/sent.", "vocab.", "variety", "repeats", "questions", "exclamations", ""]
    table(headings, [["alice", "1", "2", "3", "4", "5", "6", "7", "8"]])
    assert capsys.readouterr().out.split("\n")[0].split() == headings[:-1]


def test_a_paired_device_is_one_line_of_eighty_columns():
    lines = drawn(80, DRAW).splitlines()
    assert [line.split() for line in lines[2:]] == [" ".join(DEVICE).split()] * 2
    assert max(map(len, lines)) <= 80


def test_on_a_narrow_terminal_one_record_stands_below_another():
    one = "name           my_pc\nid             YYT5-UEF7-OQAQ-3JDT\nrights         ask, sync\n"
    one += "last seen      2026-11-26 13:41\naddress        192.168.1.100:5000\n"
    assert drawn(40, DRAW) == f"{one}\n{one}"


@pytest.mark.parametrize("words", ["word " * 60, "a" * 300])
def test_a_pipe_gets_a_line_for_each_row(capsys, words):
    table(["id", "memory"], [["1", words], ["2", "short"]])
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:] == [f"1   {words}".rstrip(), "2   short"]
    assert lines[0] == "id  memory"


def test_what_fits_is_drawn_without_the_machine_that_wraps_it():
    """It takes a minute for a hundred thousand memories, which a bad device may have left."""
    code = f"{DRAW}; import sys; print('rich.table' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said.splitlines()[-1] == "False"


def test_wide_letters_stand_below_each_other(capsys):
    table(["name", "memory"], [["日本", "x"], ["Küche", "y"]])
    assert capsys.readouterr().out.splitlines()[2:] == ["日本   x", "Küche  y"]


def test_an_empty_table_says_nothing(capsys):
    table(["id", "memory"], [])
    assert capsys.readouterr().out == ""
