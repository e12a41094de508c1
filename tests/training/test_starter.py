import threading

import pytest

from forge_ai.models.manifest import read_manifest
from forge_ai.training.files.base import load_base
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shape import Shape
from forge_ai.training.starter import SHAPE, StarterOrder, ship, train_starter

pytestmark = pytest.mark.train


def test_the_starter_fits_into_the_package():
    q8_bytes = SHAPE.parameters * 34 / 32
    assert q8_bytes < 16 * 1024 * 1024


def test_the_starter_is_trained_from_lessons_and_goes_on_where_it_stood(tmp_path, notes, clock):
    shape = Shape(64, 1, 1, 64, 512, 1024)

    def order(steps, *, resume):
        return StarterOrder(
            tmp_path, Recipe(Budget(steps=steps), batch_tokens=1024, workers=1), shape, resume, words_from=300
        )

    first = train_starter(order(2, resume=False), notes, clock, threading.Event())
    words = (tmp_path / "tokenizer.json").read_bytes()
    second = train_starter(order(4, resume=True), notes, clock, threading.Event())
    assert (first.spent.steps, second.spent.steps) == (2, 4)
    assert (tmp_path / "tokenizer.json").read_bytes() == words
    assert (tmp_path / "model.gguf").stat().st_size < 1_000_000


def test_a_finished_starter_learns_on_and_its_manifest_tells_of_both_runs(tmp_path, notes, clock):
    shape = Shape(64, 1, 1, 64, 512, 1024)
    recipe = Recipe(Budget(steps=2), batch_tokens=1024, workers=1)
    train_starter(StarterOrder(tmp_path / "first", recipe, shape, words_from=300), notes, clock, threading.Event())
    ship(tmp_path / "first", tmp_path / "shelf")
    base = tmp_path / "shelf" / "starter"
    train_starter(StarterOrder(tmp_path / "second", recipe, base=base), notes, clock, threading.Event())
    ship(tmp_path / "second", tmp_path / "shelf")
    assert load_base(tmp_path / "second")[0].config.hidden_size == 64
    told = read_manifest((base / "manifest.json").read_bytes()).provenance
    assert told["steps"] == told["base"]["steps"] == 2
