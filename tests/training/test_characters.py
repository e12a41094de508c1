import shutil

import pytest

from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.personalities import adapters_of, personalities_of
from forge_ai.models.store import ModelStore
from forge_ai.models.verify import verify_model
from forge_ai.paths import Home
from forge_ai.training.characters import CharacterOrder, put_beside, train_character
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.lessons.characters import ALICE, BOB

pytestmark = pytest.mark.train


def test_characters_are_learned_on_a_model_and_put_beside_it(trained, tmp_path, notes, clock):
    store = ModelStore(Home(tmp_path / "home").create())
    with store.adding("rex") as folder:
        for name in ("model.gguf", "model.safetensors", "config.json", "tokenizer.json"):
            shutil.copyfile(trained / name, folder / name)
        write_manifest(folder, describe_model("rex", folder, ModelNotes("a small dog", licence="MIT")))
    base = store.find("rex").folder
    recipe = Recipe(Budget(steps=2), batch_tokens=1024, workers=1)
    learned = {character: tmp_path / character.name for character in (ALICE, BOB)}
    for character, out in learned.items():
        assert train_character(CharacterOrder(character, base, out, recipe), notes, clock).spent.steps == 2
    for _ in range(2):  # a second time replaces the first
        put_beside(base, learned)
    rex = store.find("rex")
    verify_model(rex)
    assert rex.manifest.description == "a small dog"
    assert [(one.name, one.fits) for one in personalities_of(rex)] == [("alice", True), ("bob", True)]
    assert [path.name for path in adapters_of(rex)] == ["alice.gguf", "bob.gguf"]
