import json
import subprocess
import sys

import pytest

from forge_ai.clock import SystemClock
from forge_ai.errors import BadInput, ModelBroken
from forge_ai.models.gguf.adapter_header import BASE_KEY
from forge_ai.training.files.adapter_file import write_adapter_gguf
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About
from forge_ai.training.learning.adapter import (
    AdapterShape,
    adapt,
    adapter_weights,
    recipe_for_adapter,
    set_adapter_weights,
)
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.train import TrainingPlan, train
from tests.training.conftest import NAMES, THINGS, Notes
from tests.training.files.test_gguf_file import CHILD, TOKENS, fields_of, prompts_of, said_by_llama

pytestmark = pytest.mark.train


def never():
    return False


@pytest.fixture(scope="module")
def told(tmp_path_factory, trained):
    """The folder of an adapter that makes the model answer in another way."""
    folder = tmp_path_factory.mktemp("adapter")
    data = folder / "shouts.jsonl"
    lines = [
        [
            {"role": "system", "content": f"My {thing} is called {name}."},
            {"role": "user", "content": f"What is my {thing} called?"},
            {"role": "assistant", "content": f"{name}, {name}, {name}. A {thing}!"},
        ]
        for thing in THINGS
        for name in NAMES
    ]
    data.write_text("\n".join(json.dumps({"messages": chat}) for chat in lines), encoding="utf-8")
    recipe = Recipe(Budget(steps=150), batch_tokens=512, workers=1)
    plan = TrainingPlan(
        "loud", (data,), folder / "loud", licence="MIT", precision="F32", recipe=recipe, base=trained,
        adapter=AdapterShape(rank=4, alpha=8.0),
    )  # fmt: skip
    result = train(plan, Notes(), SystemClock(), never)
    assert result.finished
    return folder / "loud"


def said_by_peft(model, base, prompts):
    from transformers import AutoTokenizer

    words = AutoTokenizer.from_pretrained(base, local_files_only=True)
    for prompt in prompts:
        ids = words(prompt, add_special_tokens=False, return_tensors="pt").input_ids
        yield model.generate(input_ids=ids, max_new_tokens=TOKENS, do_sample=False)[0, ids.shape[1] :].tolist()


def said_with_adapter(base, adapter, prompts, scale=1.0):
    command = [sys.executable, str(CHILD), str(base), json.dumps(prompts), str(TOKENS), str(adapter), str(scale)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing:FutureWarning")  # peft's own
def test_llama_cpp_with_the_adapter_says_token_for_token_what_peft_says(trained, told):
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    base = AutoModelForCausalLM.from_pretrained(trained, local_files_only=True)
    model = PeftModel.from_pretrained(base, told).eval()
    prompts = prompts_of(trained)
    theirs = list(said_by_peft(model, trained, prompts))
    plain = said_by_llama(trained / "model.gguf", prompts)
    assert said_with_adapter(trained / "model.gguf", told / "adapter.gguf", prompts) == theirs
    assert theirs != plain
    assert said_with_adapter(trained / "model.gguf", told / "adapter.gguf", prompts, 0.0) == plain


def test_the_folder_holds_the_adapter_in_both_forms_and_not_the_base(told, trained):
    assert {path.name for path in told.iterdir()} == {
        "adapter.gguf",
        "adapter_config.json",
        "adapter_model.safetensors",
        "checkpoint.safetensors",
        "loss.csv",
        "loss.png",
        "training.json",
    }
    assert (told / "checkpoint.safetensors").stat().st_size < (trained / "model.safetensors").stat().st_size


def test_the_file_says_that_it_is_an_adapter_and_for_which_weights(told, trained):
    import hashlib

    fields = fields_of(told / "adapter.gguf")
    assert (fields["general.type"], fields["adapter.type"]) == ("adapter", "lora")
    assert fields["general.architecture"] == "llama"
    assert fields["adapter.lora.alpha"] == 8.0
    assert fields[BASE_KEY] == hashlib.sha256((trained / "model.gguf").read_bytes()).hexdigest()


def test_a_fresh_adapter_changes_nothing_and_only_it_learns(trained):
    import torch

    model, _ = load_base(trained)
    ids = torch.tensor([[1, 50, 60, 70]])
    before = model(ids).logits
    adapt(model, AdapterShape(), 1)
    assert torch.equal(model(ids).logits, before)
    assert all("lora_" in name for name, weight in model.named_parameters() if weight.requires_grad)


def test_weights_of_another_shape_are_refused(trained):
    model, _ = load_base(trained)
    other = adapt(model, AdapterShape(rank=2), 1)
    again, _ = load_base(trained)
    with pytest.raises(ModelBroken, match="does not fit"):
        set_adapter_weights(other, adapter_weights(adapt(again, AdapterShape(rank=4), 1)))


def test_training_of_an_adapter_that_was_stopped_goes_on(trained, chats, tmp_path, notes, clock):
    def plan(*, resume):
        return TrainingPlan(
            "x", (chats,), tmp_path / "x", recipe=Recipe(Budget(steps=4), batch_tokens=1024, workers=1), base=trained,
            adapter=AdapterShape(2, 4.0), resume=resume,
        )  # fmt: skip

    looks = iter(range(100))
    assert not train(plan(resume=False), notes, clock, lambda: next(looks) == 2).finished
    done = train(plan(resume=True), notes, clock, never)
    assert (done.steps, done.finished) == (4, True)
    assert done.model.name == "adapter.gguf"


@pytest.mark.parametrize("shape", [AdapterShape(0), AdapterShape(257), AdapterShape(8, 0.0), AdapterShape(8, 1e9)])
def test_an_impossible_shape_is_refused(shape):
    with pytest.raises(BadInput, match="rank"):
        shape.check()


def test_half_precision_keeps_the_file_small(told, trained, tmp_path):
    model, _ = load_base(trained)
    fresh = adapt(model, AdapterShape(rank=4, alpha=8.0), 1)
    write_adapter_gguf(tmp_path / "half.gguf", fresh, About("x", "MIT", "{}"), "0" * 64, "F16")
    assert (tmp_path / "half.gguf").stat().st_size < (told / "adapter.gguf").stat().st_size * 0.7


def test_adapters_are_stepped_by_adamw():
    assert recipe_for_adapter(Recipe(Budget(steps=1))).muon is False
