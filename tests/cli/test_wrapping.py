"""Lines that are broken between words, on terminals that are stood in for by what they do with what they are sent."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from forge_ai.cli.wrapping import Flow, wrapped

LEFT = re.compile(r"\x1b\[(\d+)D\x1b\[K")


def shown(text, columns, piece=1):
    """The lines of a terminal after all pieces of a text."""
    flow = Flow(columns)
    sent = "".join(flow.take(text[start : start + piece]) for start in range(0, len(text), piece))
    while found := LEFT.search(sent):
        sent = taken_back(sent[: found.start()], int(found[1])) + sent[found.end() :]
    return sent.split("\n")


def taken_back(text, cells):
    """The text without its last cells, of which a wide letter has two."""
    while cells > 0:
        cells -= cell_len(text[-1])
        text = text[:-1]
    return text


@pytest.mark.parametrize("piece", [1, 3, 100])
def test_an_answer_is_broken_between_words_as_it_comes(piece):
    said = "my_pc> Run forge-ai memory sync my_pc with the name of the other node."
    lines = ["my_pc> Run forge-ai ", "memory sync my_pc ", "with the name of the", "other node."]
    assert shown(said, 21, piece) == lines


def test_code_and_tables_are_left_to_the_terminal():
    code = "```python\nprint('a long line of code', end='')\n```\n| a long row | of a table |"
    assert shown(code, 20) == code.split("\n")


@pytest.mark.parametrize("piece", [1, 3, 100])
def test_blank_lines_are_no_more_than_one(piece):
    said = "\n \n  First.\n\n\n \t\n\n  Second.\nThird.\n\nFourth.\n\n\n \n"
    assert shown(said, 20, piece) == ["  First.", "", "  Second.", "Third.", "", "Fourth."]


def test_an_answer_that_begins_with_blank_lines_stands_beside_its_name():
    flow = Flow(40)
    assert flow.name("my_pc> ") + flow.take("\n\n") + flow.take("Hello.\n\n\nWell.") == "my_pc> Hello.\n\nWell."


def test_code_that_begins_beside_a_name_is_code():
    flow = Flow(20)
    said = "```\nx = 'a long line of code'\n```\nIt prints nothing at all."
    assert (flow.name("my_pc> ") + flow.take(said)).split("\n")[:3] == [
        "my_pc> ```",
        "x = 'a long line of code'",
        "```",
    ]


def test_blank_lines_of_code_stay():
    code = "```\nimport os\n\n\n\ndef one():\n    pass\n```"
    assert shown(f"{code}\n\n\nSo.", 20) == [*code.split("\n"), "", "So."]


def test_after_code_words_are_whole_again():
    assert shown("```\nx\n```\nIt prints what was said before.", 20)[-2:] == ["It prints what was ", "said before."]


def test_a_word_longer_than_a_line_is_left_to_the_terminal():
    address = "https://192.168.1.100:5000/chat#key=fai_1234567890"
    assert shown(f"See {address} now", 24) == ["See ", f"{address} now"]


def test_letters_that_are_wide_may_be_parted_anywhere():
    assert shown("世" * 15, 21) == ["世" * 10, "世" * 5]


@given(st.text(alphabet="ab `\n|世", max_size=200), st.integers(20, 40))
@example(" 世世世世世世世世ab", 20)
def test_nothing_of_an_answer_is_lost(text, columns):
    assert "".join("".join(shown(text, columns)).split()) == "".join(text.split())


def test_a_pipe_gets_the_words_as_they_are():
    assert Flow(0).take("\n\n\nA word.\n\n\n") == "\n\n\nA word.\n\n\n"
    assert Flow(0).take("Some words that are longer than the line of a narrow terminal.").count("\n") == 0
    assert wrapped("Some words that are longer", 0) == "Some words that are longer"


def test_a_note_is_broken_between_words_and_set_in():
    line = "  Queries went out on eth0, and nothing came back."
    assert wrapped(line, 24).split("\n") == ["  Queries went out on", "  eth0, and nothing came", "  back."]


def test_the_second_column_of_a_list_goes_on_below_itself():
    line = "  /new          forget this conversation and begin anew"
    assert wrapped(line, 40).split("\n")[1] == " " * 16 + "and begin anew"


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("hint: Look what stands in `forge-ai devices`", "`forge-ai devices`"),
        ('Ask it: forge-ai ask "What can you do?"      Stop it: Ctrl-C', "Stop it: Ctrl-C"),
        ("hint: To let it in: forge-ai pair 192.168.1.100:5000", "forge-ai pair 192.168.1.100:5000"),
        ("error: It needs PyTorch: pip install 'forge-ai[train]'", "pip install 'forge-ai[train]'"),
    ],
)
def test_a_command_stays_whole_so_that_it_can_be_copied(line, last):
    assert wrapped(line, 36).split("\n")[-1] == last


@given(st.text(alphabet="ab `:(-", max_size=200), st.integers(20, 60))
def test_nothing_of_a_note_is_lost(text, columns):
    assert wrapped(text, columns).split() == text.split()
