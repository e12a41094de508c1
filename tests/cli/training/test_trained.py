from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from forge_ai.cli.training.train import personality_of
from forge_ai.cli.training.trained import put_into_store
from forge_ai.cli.training.unfinished import unless_taken
from forge_ai.errors import AlreadyThere
from forge_ai.models.store import ModelStore
from forge_ai.training.train import TrainingPlan
from tests.models.stick import SMALLEST, everything_below, write_random_model
from tests.models.test_kill import MOST_STEPS, killed_at
from tests.nodes import settings_for

LEFT_BY_A_TRAINING = {"model.gguf", "training.json", "loss.csv", "checkpoint.safetensors"}


def test_a_training_killed_while_its_model_goes_into_the_store_is_whole_or_gone(tmp_path: Path) -> None:
    for step in range(1, MOST_STEPS):
        settings = settings_for(tmp_path / f"home{step}")
        home = settings.folders.create()
        folder = home.training / "rex"
        finish_a_training(folder)
        put = partial(put_into_store, settings, TrainingPlan("rex", (), folder), "", "")
        killed = killed_at(step, lambda _, put=put: put(), home.root)
        left, store = everything_below(folder), ModelStore(home)
        assert left in (set(), LEFT_BY_A_TRAINING)
        assert left or store.knows("rex")
        with store.workplace("next"):
            assert len(list(home.staging.iterdir())) == 1
        if not killed:
            break
    assert step > 30


def test_a_model_that_is_gone_on_from_stays_who_it_is(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    base, plan = settings.folders.create().training / "rex", TrainingPlan("rex", (), tmp_path / "training" / "rex")
    finish_a_training(base)
    put_into_store(settings, plan, "", "You are {name}, a dog.")
    assert personality_of(settings, "rex") == "You are {name}, a dog."
    assert personality_of(settings, None) == ""


def test_a_model_that_came_while_one_of_its_name_was_trained_stays(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    home = settings.folders.create()
    for said in ("one", "two"):
        finish_a_training(home.training / "rex")
        (home.training / "rex" / "loss.csv").write_text(said)
        put = partial(put_into_store, settings, TrainingPlan("rex", (), home.training / "rex"), "", "")
        if said == "one":
            put()
    with pytest.raises(AlreadyThere, match="came while") as refused, unless_taken("rex"):
        put()
    assert "--resume --replace" in refused.value.hint
    assert (home.models / "rex" / "loss.csv").read_text() == "one"
    assert (home.training / "rex" / "loss.csv").read_text() == "two"
    put(replace=True)
    assert (home.models / "rex" / "loss.csv").read_text() == "two"


def finish_a_training(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_random_model(folder / "model.gguf", SMALLEST, seed=1)
    (folder / "training.json").write_text("{}")
    (folder / "loss.csv").write_text("step,loss\n")
    (folder / "checkpoint.safetensors").write_bytes(bytes(64))
