"""Bars, drawn on real terminals of several widths."""

from __future__ import annotations

from tests.cli.test_tables import drawn

COPYING = """
from forge_ai.cli.progress import progress_bar
with progress_bar() as report:
    report("reading back", 3_000_000, 6_000_000)
"""
TRAINING = """
from forge_ai.cli.training.training_bar import TrainingBar
from forge_ai.training.learning.progress import TrainingReport
with TrainingBar("my_model", quiet=False) as bar:
    bar.hear(TrainingReport(9, 0.5, 2.345, 2.456, 9_000, 12_345.0, 3_600.0, 3_600.0))
"""


def test_a_wide_terminal_shows_how_much_and_how_fast():
    assert "3.0/6.0 MB" in drawn(100, COPYING, "xterm")
    assert "loss 2.345, held-out 2.456, 12,345 tokens/s, 1 h 00 min left" in drawn(110, TRAINING, "xterm")


def test_a_narrow_terminal_shows_how_far_and_breaks_nothing():
    for program in (COPYING, TRAINING):
        sent = drawn(40, program, "xterm")
        assert "50%" in sent
        assert "…" not in sent
    assert ", 1 h 00 min left" in sent
