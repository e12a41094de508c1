import math

import pytest

from forge_ai.training.files.curve import write_curve

pytestmark = pytest.mark.train


def test_a_value_that_was_not_measured_stays_empty(tmp_path):
    write_curve(tmp_path, [(1, 100, 0.5, 7.5, math.nan), (10, 1000, 5, 3.25, 3.5)])
    assert (tmp_path / "loss.csv").read_text() == (
        "step,tokens,seconds,loss,held_out_loss\n1,100,0.5,7.5,\n10,1000,5,3.25,3.5\n"
    )
    assert (tmp_path / "loss.png").stat().st_size > 1000


def test_a_curve_without_points_is_written_too(tmp_path):
    write_curve(tmp_path, [])
    assert (tmp_path / "loss.csv").read_text() == "step,tokens,seconds,loss,held_out_loss\n"
