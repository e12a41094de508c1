import math

import pytest

from forge_ai.training.progress import Pace


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
