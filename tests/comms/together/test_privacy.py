from __future__ import annotations

import numpy as np
import pytest

from forge_ai.errors import BadInput

pytest.importorskip("flwr")
from forge_ai.comms.together.privacy import LocalPrivacy
from forge_ai.training.together.verdict import length

CHANGE = {"w": np.full((50, 40), 1.0, np.float32), "v": np.full(10, -2.0, np.float32)}


def test_a_long_change_is_shortened_and_keeps_its_direction():
    clipped = LocalPrivacy(clip=2.0).over(CHANGE)
    assert abs(length(clipped) - 2.0) < 1e-3
    assert np.allclose(clipped["w"] / CHANGE["w"], clipped["v"][0] / CHANGE["v"][0])
    assert CHANGE["w"][0, 0] == 1.0


def test_a_short_change_and_one_that_is_nothing_stay_as_they_are():
    assert np.array_equal(LocalPrivacy(clip=1e6).over(CHANGE)["w"], CHANGE["w"])
    nothing = {"w": np.zeros(3, np.float32)}
    assert np.array_equal(LocalPrivacy(clip=1.0).over(nothing)["w"], nothing["w"])
    assert LocalPrivacy().over(CHANGE) is CHANGE


def test_the_noise_is_as_large_as_was_asked_for():
    noise = LocalPrivacy(clip=2.0, noise=3.0).over(CHANGE)["w"] - LocalPrivacy(clip=2.0).over(CHANGE)["w"]
    assert abs(float(noise.std()) - 6.0) < 0.6


@pytest.mark.parametrize(
    "privacy", [LocalPrivacy(0.0, 1.0), LocalPrivacy(-1.0), LocalPrivacy(1.0, -1.0), LocalPrivacy(float("nan"))]
)
def test_numbers_that_protect_nothing_are_refused(privacy):
    with pytest.raises(BadInput):
        privacy.check()
