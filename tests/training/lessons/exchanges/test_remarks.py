from __future__ import annotations

from random import Random

from forge_ai.training.lessons.exchanges.remarks import ANSWERS, exchange
from forge_ai.training.lessons.questions import NOT_KNOWING


def test_a_remark_is_listened_to_and_not_taken_for_a_fact():
    exchanges = [exchange(Random(seed)) for seed in range(2000)]
    assert {answer for _, answer in exchanges} == set(ANSWERS)
    assert not [answer for answer in ANSWERS if any(phrase in answer for phrase in NOT_KNOWING)]
    assert len({said for said, _ in exchanges}) > 1000
    assert not [said for said, _ in exchanges if "{" in said]
