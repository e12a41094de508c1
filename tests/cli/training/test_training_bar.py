"""The bar of a training, on a terminal."""

from __future__ import annotations

from tests.terminals import drawn

NEVER_BEGUN = """
from forge_ai.cli.training.training_bar import TrainingBar
with TrainingBar("my_model", quiet=False):
    pass
"""


def test_a_bar_that_never_began_is_taken_away():
    sent = drawn(80, NEVER_BEGUN, kind="xterm")
    assert "getting ready" in sent
    assert "\x1b[2K" in sent[sent.rindex("getting ready") :]
