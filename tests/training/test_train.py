import csv
import json

import pytest

from forge_ai.errors import BadData, BadInput, ModelBroken, StorageFault
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.train import TrainingPlan, train

pytestmark = pytest.mark.train


def never():
    return False


@pytest.fixture
def plan(chats, tmp_path):
    def make(**changed):
        recipe = Recipe(changed.pop("budget", Budget(steps=4)), batch_tokens=1024, workers=1)
        return TrainingPlan(
            **{"name": "rex", "data": (chats,), "folder": tmp_path / "rex", "size": "300k", "recipe": recipe, **changed}
        )

    return make


def test_the_folder_holds_the_model_for_every_program_and_how_it_came_about(trained):
    assert {path.name for path in trained.iterdir()} == {
        "model.gguf",
        "model.safetensors",
        "config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "loss.csv",
        "loss.png",
        "training.json",
        "checkpoint.safetensors",
    }
    assert (trained / "loss.png").read_bytes().startswith(b"\x89PNG")
    rows = list(csv.DictReader((trained / "loss.csv").read_text().splitlines()))
    assert float(rows[-1]["loss"]) < float(rows[0]["loss"]) / 2
    assert json.loads((trained / "training.json").read_text())["steps"] == 60


def test_the_model_has_learned_its_data(trained):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    words = AutoTokenizer.from_pretrained(trained, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(trained, local_files_only=True)
    chat = [
        {"role": "system", "content": "My cat is called Ada."},
        {"role": "user", "content": "What is my cat called?"},
    ]
    ids = words.apply_chat_template(chat, add_generation_prompt=True, return_tensors="pt")["input_ids"]
    said = words.decode(model.generate(ids, max_new_tokens=12, do_sample=False)[0, ids.shape[1] :])
    assert said.startswith("Your ")
    assert said.endswith(".<|im_end|>")


def test_a_text_of_few_words_still_gives_as_many_parameters_as_were_asked_for(plan, notes, clock):
    done = train(plan(size="1m", budget=Budget(steps=1)), notes, clock, never)
    assert abs(done.parameters - 1e6) <= 0.03 * 1e6


def test_training_that_was_stopped_says_so_and_goes_on(plan, notes, clock):
    looks = iter(range(100))
    stopped = train(plan(), notes, clock, lambda: next(looks) == 2)
    assert (stopped.steps, stopped.finished) == (2, False)
    assert stopped.model.is_file()
    done = train(plan(resume=True), notes, clock, never)
    assert (done.steps, done.finished) == (4, True)


def test_training_goes_on_from_another_model(plan, trained, notes, clock, tmp_path):
    again = plan(base=trained, folder=tmp_path / "again", budget=Budget(steps=1))
    result = train(again, notes, clock, never)
    assert result.loss < 2.0
    assert json.loads((tmp_path / "again" / "training.json").read_text())["base"] == "rex"


@pytest.mark.parametrize(
    "content", ["once upon a time there was a small model that liked to read", "Q: a?\nA: b\n", "x"]
)
def test_the_smallest_data_can_be_trained_on(plan, notes, clock, tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_text(content, encoding="utf-8")
    assert train(plan(data=(path,), budget=Budget(epochs=2)), notes, clock, never).finished


def test_a_text_longer_than_the_context_is_cut_into_windows(plan, notes, clock, tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("".join(f"{number} and then, " for number in range(3000)), encoding="utf-8")
    result = train(plan(data=(path,), budget=Budget(epochs=0.5)), notes, clock, never)
    assert result.tokens > 2048


def test_bad_data_and_bad_sizes_are_refused_before_anything_is_written(plan, notes, clock, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(BadData):
        train(plan(data=(empty,)), notes, clock, never)
    with pytest.raises(BadInput):
        train(plan(size="gigantic"), notes, clock, never)
    with pytest.raises(BadInput):
        train(plan(budget=Budget()), notes, clock, never)
    with pytest.raises(ModelBroken):
        train(plan(base=tmp_path), notes, clock, never)
    assert not (tmp_path / "rex").exists()


def test_a_folder_that_cannot_be_written_is_the_storages_fault(plan, notes, clock, tmp_path):
    (tmp_path / "rex").write_text("a file stands in the way")
    with pytest.raises(StorageFault):
        train(plan(), notes, clock, never)
