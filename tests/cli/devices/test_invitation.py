"""The QR code that lets somebody in, on terminals of several widths."""

from __future__ import annotations

import re

import pytest

from tests.terminals import drawn

SHOW = "from forge_ai.cli.devices.invitation import show_qr; show_qr('https://192.168.1.100:5000/#K7QD', '  ')"
COLUMNS = 29  # of this one


@pytest.mark.parametrize(("columns", "margin"), [(80, 2), (COLUMNS + 1, 0)])
def test_a_qr_code_is_set_in_where_there_is_room_for_that(columns, margin):
    lines = drawn(columns, SHOW).splitlines()
    assert {len(line) for line in lines} == {margin + COLUMNS}
    assert {line[:margin].strip() for line in lines} == {""}


def test_a_terminal_that_is_too_narrow_for_it_is_told_how_wide_it_would_have_to_be():
    assert drawn(COLUMNS - 1, SHOW).split() == f"(A terminal of {COLUMNS} columns shows a QR code here.)".split()


def test_a_light_terminal_shows_no_negative_of_it():
    lines = drawn(80, SHOW, kind="xterm").splitlines()
    assert all(re.fullmatch(r"  \x1b\[97;40m[^\x1b]+\x1b\[0m", line) for line in lines)
