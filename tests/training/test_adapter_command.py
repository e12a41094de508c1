import json
import shutil

import pytest

from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from tests.programs import FORGE, PATIENCE_SECONDS, run, running

REX = "You are {name}, a dog."

pytestmark = pytest.mark.train


@pytest.fixture
def home(tmp_path, trained):
    """A device with one trained model."""
    with ModelStore(Home(tmp_path / "home")).adding("rex") as folder:
        for name in ("model.gguf", "model.safetensors", "config.json", "tokenizer.json"):
            shutil.copyfile(trained / name, folder / name)
        write_manifest(folder, describe_model("rex", folder, ModelNotes(system_prompt=REX)))
    return tmp_path / "home"


def test_an_adapter_becomes_a_personality_of_its_model(home, chats):
    words = ("train", "loud", "--adapter-of", "rex", "--data", str(chats), "--steps", "3", "--rank", "2")
    done = run((*FORGE, *words, "--workers", "1", "--json"), home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["steps"] == 3
    found = json.loads(run((*FORGE, "personas", "--json"), home, FORGE_AI_MODEL="rex").stdout)
    [loud] = [one for one in found if one["model"] == "rex"]
    assert (loud["name"], loud["model"], loud["adapter"], loud["fits"]) == ("loud", "rex", "loud.gguf", True)
    again = run((*FORGE, *words), home)
    assert "There is a personality loud already." in again.stderr
    both = run((*FORGE, *words, "--base", "rex"), home)
    assert "not both" in both.stderr


def test_a_training_whose_base_goes_away_meanwhile_becomes_a_model(home, chats):
    words = ("train", "next", "--base", "rex", "--data", str(chats), "--steps", "20", "--workers", "1")
    with running((*FORGE, *words), home) as training:
        assert any("%" in line for line in training.stderr), "it tells of a step"
        ModelStore(Home(home)).remove("rex")
        said = training.communicate(timeout=PATIENCE_SECONDS)[1]
        assert training.returncode == 0, said
    assert ModelStore(Home(home)).find("next").manifest.system_prompt == REX


def test_an_adapter_whose_model_goes_away_meanwhile_waits_until_it_is_back(home, chats):
    words = ("train", "next", "--adapter-of", "rex", "--data", str(chats), "--steps", "20", "--workers", "1")
    kept = home.parent / "kept"
    shutil.copytree(Home(home).models / "rex", kept)
    with running((*FORGE, *words), home) as training:
        assert any("%" in line for line in training.stderr), "it tells of a step"
        ModelStore(Home(home)).remove("rex")
        said = training.communicate(timeout=PATIENCE_SECONDS)[1]
    assert training.returncode == 3, said
    assert "rex was removed while an adapter of it was being trained." in said
    shutil.copytree(kept, Home(home).models / "rex")
    done = run((*FORGE, *words, "--resume"), home)
    assert done.returncode == 0, done.stderr
