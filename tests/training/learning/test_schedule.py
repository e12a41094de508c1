import pytest

from forge_ai.errors import BadInput
from forge_ai.training.learning.schedule import Budget, Spent, fraction, rate, seconds_left


def test_the_first_limit_reached_ends_training() -> None:
    budget = Budget(steps=100, minutes=1)
    assert fraction(budget, Spent(steps=10, seconds=30)) == pytest.approx(0.5)
    assert fraction(budget, Spent(steps=90, seconds=30)) == pytest.approx(0.9)
    assert fraction(budget, Spent(steps=500)) == 1.0


@pytest.mark.parametrize(
    ("budget", "spent"),
    [
        (Budget(tokens=1000), Spent(tokens=250)),
        (Budget(epochs=2), Spent(epochs=0.5)),
        (Budget(minutes=4), Spent(seconds=60)),
        (Budget(steps=8), Spent(steps=2)),
    ],
)
def test_each_kind_of_budget_counts_its_own_use(budget: Budget, spent: Spent) -> None:
    assert fraction(budget, spent) == pytest.approx(0.25)


@pytest.mark.parametrize(
    "budget",
    [
        Budget(),
        Budget(steps=0),
        Budget(minutes=-1),
        Budget(steps=5, epochs=0),
        Budget(epochs=float("nan")),
        Budget(steps=5, minutes=float("inf")),
    ],
)
def test_a_budget_that_is_no_end_is_refused(budget: Budget) -> None:
    with pytest.raises(BadInput):
        budget.check()


def test_the_rate_climbs_stays_and_falls() -> None:
    climbing = [rate(0.0, step, 10) for step in range(12)]
    assert climbing == sorted(climbing)
    assert climbing[0] < 0.1
    assert climbing[-1] == 1.0
    assert rate(0.5, 500, 10) == 1.0
    falling = [rate(part / 100, 500, 10) for part in range(60, 101)]
    assert falling == sorted(falling, reverse=True)
    assert 0 < falling[-1] < 0.05


def test_a_rate_that_falls_all_the_way_falls_from_the_start() -> None:
    assert [rate(part / 4, 500, 10, decay_share=1.0) for part in range(3)] == [1.0, 0.75, 0.5]


def test_the_time_left_follows_the_pace() -> None:
    assert seconds_left(0.25, 100) == pytest.approx(300)
    assert seconds_left(0.0, 100) is None
