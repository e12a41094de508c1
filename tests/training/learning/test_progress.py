import math

import pytest

from forge_ai.training.learning.progress import Lines, Pace, TrainingReport


def test_the_mean_and_the_speed_are_those_since_the_last_look():
    pace = Pace()
    pace.add(4.0, 100)
    pace.add(2.0, 300)
    assert pace.mean(2.0) == pytest.approx((3.0, 200.0))
    pace.add(1.0, 50)
    assert pace.mean(3.0) == pytest.approx((1.0, 50.0))


def test_the_last_look_holds_when_nothing_happened_since():
    pace = Pace(10.0)
    assert math.isnan(pace.mean(10.0)[0])
    pace.add(4.0, 100)
    assert pace.mean(12.0) == pace.mean(99.0) == pytest.approx((4.0, 50.0))


def test_a_line_says_who_learns_how_far_it_is_and_what_is_left(capsys) -> None:
    Lines("alice").hear(TrainingReport(20, 0.5, 1.25, None, 4096, 900.0, 60.0, 60.0))
    Lines("alice").hear(TrainingReport(40, 1.0, 1.0, 1.5, 8192, 900.0, 120.0, None))
    first, second = capsys.readouterr().err.splitlines()
    assert first == "alice  step     20   50.0%  loss 1.2500     900 tokens/s  1.0 min, 1 left"
    assert second == "alice  step     40  100.0%  loss 1.0000  held out 1.5000     900 tokens/s  2.0 min, ? left"
