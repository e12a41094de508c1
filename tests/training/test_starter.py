import threading

import pytest

from forge_ai.training.loop import Recipe
from forge_ai.training.schedule import Budget
from forge_ai.training.shape import Shape
from forge_ai.training.starter import SHAPE, Order, train_starter

pytestmark = pytest.mark.train


def test_the_starter_fits_into_the_package():
    q8_bytes = SHAPE.parameters * 34 / 32
    assert q8_bytes < 16 * 1024 * 1024


def test_the_starter_is_trained_from_lessons_and_goes_on_where_it_stood(tmp_path, notes, clock):
    shape = Shape(64, 1, 1, 64, 512, 1024)

    def order(steps, *, resume):
        return Order(tmp_path, Recipe(Budget(steps=steps), batch_tokens=1024, workers=1), shape, resume, words_from=300)

    first = train_starter(order(2, resume=False), notes, clock, threading.Event())
    words = (tmp_path / "tokenizer.json").read_bytes()
    second = train_starter(order(4, resume=True), notes, clock, threading.Event())
    assert (first.spent.steps, second.spent.steps) == (2, 4)
    assert (tmp_path / "tokenizer.json").read_bytes() == words
    assert (tmp_path / "model.gguf").stat().st_size < 1_000_000
