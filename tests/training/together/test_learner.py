from __future__ import annotations

import numpy as np
import pytest

from forge_ai.clock import SystemClock
from forge_ai.errors import BadInput
from forge_ai.training.learning.adapter import AdapterShape
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shape import Shape
from forge_ai.training.together.learner import Assignment, Learner, Weights
from forge_ai.training.tokens.tokenizer import Row

pytestmark = pytest.mark.train
SHAPE = Shape(width=32, layers=1, heads=2, feed_forward=64, vocabulary=64, context=64)


def weights(shape=None):
    return Weights(new_model(SHAPE, 1), shape, 1)


def rows(count=40):
    chance = np.random.default_rng(1)
    return [Row(chance.integers(3, 8, 12).astype(np.int32), np.ones(12, np.bool_)) for _ in range(count)]


def learner(own):
    return Learner(own, rows(), Recipe(Budget(steps=1), workers=1, batch_tokens=128), "cpu", SystemClock())


def quietly(*_):
    """Nobody listens."""


@pytest.mark.parametrize("shape", [None, AdapterShape(2, 4.0)])
def test_a_round_changes_the_shared_weights_and_the_loss_falls(shape):
    own = weights(shape)
    shared, told = own.take(), []
    device = learner(own)
    losses = []
    for number in range(1, 4):
        learned = device.learn(shared, Assignment(number, 3, 60, 10), lambda *each: told.append(each), lambda: False)
        shared = {name: part + learned.change[name] for name, part in shared.items()}
        losses.append(learned.loss)
    assert losses[-1] < losses[0]
    assert learned.steps == 10
    assert learned.tokens > 0
    assert [steps for steps, _, _ in told] == [5, 10] * 3
    assert all(np.allclose(part, shared[name], atol=1e-6) for name, part in own.take().items())


def test_a_budget_of_time_ends_the_round_after_one_step_at_least():
    learned = learner(own := weights()).learn(own.take(), Assignment(1, 1, 1e-6), quietly, lambda: False)
    assert learned.steps == 1
    learned = learner(own).learn(own.take(), Assignment(1, 1, 0.5), quietly, lambda: False)
    assert learned.seconds < 10


def test_somebody_who_says_stop_gets_what_was_learned_so_far():
    learned = learner(own := weights()).learn(own.take(), Assignment(1, 1, 600), quietly, lambda: True)
    assert learned.steps == 1


def test_only_an_adapter_is_shared_when_there_is_one_and_it_can_be_put_into_the_weights():
    own = weights(AdapterShape(2, 4.0))
    shared = own.take()
    assert all("lora_" in name for name in shared)
    assert sum(part.size for part in shared.values()) < 5_000
    own.put({name: part + 0.1 for name, part in shared.items()})
    before = new_model(SHAPE, 1).state_dict()
    after = own.whole().state_dict()
    assert set(after) == set(before)
    assert any(not np.allclose(before[name], after[name]) for name in before)


def test_foreign_weights_are_refused():
    own = weights()
    with pytest.raises(BadInput, match="another base"):
        own.put({"w": np.ones(3, np.float32)})
