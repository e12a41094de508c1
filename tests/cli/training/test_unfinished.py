from __future__ import annotations

import pytest

from forge_ai.cli.training.unfinished import is_in_store, working_folder
from forge_ai.errors import AlreadyThere, BadInput
from forge_ai.models.files.folder_lock import alone
from tests.nodes import settings_for

CHECKPOINT = "checkpoint.safetensors"


@pytest.fixture
def training(tmp_path):
    def begin(*, resume=False, replace=False):
        return working_folder(settings_for(tmp_path / "home"), "rex", resume=resume, replace=replace)

    return begin


def test_a_stopped_training_is_gone_on_from_or_begun_anew_and_nothing_else(training):
    with training() as folder:
        (folder / CHECKPOINT).write_text("half a night")
    with pytest.raises(AlreadyThere, match="is unfinished"), training():
        pass
    with training(resume=True):
        assert (folder / CHECKPOINT).exists()
    with training(replace=True):
        assert not any(folder.iterdir())


def outcome(folder, told):
    folder.mkdir(parents=True)
    (folder / "training.json").write_text(told)
    return folder


def test_what_is_left_of_a_training_whose_model_is_in_the_store_goes_with_the_next_one(training, tmp_path):
    home = tmp_path / "home"
    left, unfinished = (outcome(home / "training" / name, "12 minutes") for name in ("done", "begun-again"))
    (left / CHECKPOINT).write_text("half a night")
    outcome(home / "models" / "done", "12 minutes")
    outcome(home / "models" / "begun-again", "3 minutes")
    with alone(left, "training done"), training():
        assert left.exists()
    with training():
        assert not left.exists()
        assert unfinished.exists()
    assert not any((home / "staging").iterdir())


def test_whether_its_model_is_in_the_store_already_is_told_by_how_it_came_about(tmp_path):
    settings = settings_for(tmp_path / "home")
    assert not is_in_store(settings, "rex")
    left = outcome(tmp_path / "home" / "training" / "rex", "12 minutes")
    assert not is_in_store(settings, "rex")
    outcome(tmp_path / "home" / "models" / "rex", "12 minutes")
    assert is_in_store(settings, "rex")
    (left / "training.json").write_text("3 minutes")
    assert not is_in_store(settings, "rex")


@pytest.mark.parametrize("wish", ["resume", "replace"])
def test_a_training_that_goes_on_is_taken_from_nobody(training, wish):
    with training() as folder:
        (folder / CHECKPOINT).write_text("half a night")
        with pytest.raises(AlreadyThere, match="Another program is training rex right now"), training(**{wish: True}):
            pass
        assert (folder / CHECKPOINT).exists()


def test_where_nothing_was_begun_there_is_nothing_to_go_on_from_and_nothing_stays(training, tmp_path):
    with pytest.raises(BadInput, match="There is no unfinished training of rex"), training(resume=True):
        pass
    assert not any((tmp_path / "home" / "training").iterdir())
