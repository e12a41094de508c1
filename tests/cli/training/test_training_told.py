"""What a person is told of a training: each step once, and what the losses mean."""

from __future__ import annotations

import pytest

from forge_ai.cli.training.train import advice
from forge_ai.cli.training.training_bar import TrainingBar
from forge_ai.training.learning.progress import TrainingReport


def test_a_step_is_told_once_where_nobody_watches(capsys):
    report = TrainingReport(
        step=40, progress=1.0, loss=0.5, held_out_loss=0.6, tokens=1, tokens_per_second=9.0, seconds=1, seconds_left=0
    )
    with TrainingBar("mine", quiet=False) as bar:
        bar.hear(report)
        bar.hear(report)
    assert capsys.readouterr().err.count("step 40") == 1


@pytest.mark.parametrize(
    ("loss", "held_out", "begins"),
    [(0.0, 15.0, "It knows its text by heart"), (0.6, 0.9, ""), (3.1, 4.0, ""), (5.5, 4.3, "It has hardly begun")],
)
def test_what_was_learned_by_heart_or_hardly_at_all_is_noticed(loss, held_out, begins):
    assert advice(loss, held_out)[: len(begins) or None] == begins
