from __future__ import annotations

import json
import warnings

import gguf
import numpy as np
import pytest

from forge_ai.errors import BadInput
from forge_ai.models.gguf.adapter_header import read_adapter
from forge_ai.models.merging.adapters import merge_adapters
from forge_ai.models.merging.arithmetic import MergePlan
from forge_ai.models.merging.files import Parent

pytestmark = pytest.mark.train
BASE = "a" * 64


def adapted(seed, rank=2, alpha=6.0):
    """A small model with an adapter whose numbers are random."""
    import torch

    from forge_ai.training.learning.adapter import AdapterShape, adapt, adapter_weights, set_adapter_weights
    from forge_ai.training.learning.model import new_model
    from forge_ai.training.learning.shape import Shape

    model = adapt(new_model(Shape(32, 1, 2, 64, 64, 64), 1), AdapterShape(rank, alpha), seed)
    chance = torch.Generator().manual_seed(seed)
    set_adapter_weights(
        model, {name: torch.randn(part.shape, generator=chance) for name, part in adapter_weights(model).items()}
    )
    return model


def written(path, model, base=BASE):
    from forge_ai.training.files.adapter_file import write_adapter_gguf
    from forge_ai.training.files.gguf_file import About

    write_adapter_gguf(path, model, About(path.stem, "MIT", "{}"), base, "F32")
    return Parent(path.stem, path)


def changes(path):
    """What the adapter adds to each matrix, as llama.cpp computes it."""
    reader = gguf.GGUFReader(path)
    alpha = reader.get_field("adapter.lora.alpha").contents()
    parts = {each.name: each.data.reshape([int(n) for n in reversed(each.shape)]) for each in reader.tensors}
    found = {}
    for name, part in parts.items():
        if name.endswith(".lora_a"):
            product = parts[name[:-1] + "b"] @ part
            found[name.removesuffix(".lora_a")] = product * (alpha / part.shape[0] if alpha else 1)
    return found


@pytest.fixture(scope="module")
def parents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("adapters")
    return [written(folder / "one.gguf", adapted(1)), written(folder / "two.gguf", adapted(2, 3, 3.0))]


@pytest.mark.parametrize(
    ("plan", "shares"),
    [
        (MergePlan("average"), (0.5, 0.5)),
        (MergePlan("weighted", (3.0, 1.0)), (0.75, 0.25)),
        (MergePlan("task-arithmetic", scale=0.5), (0.5, 0.5)),
        (MergePlan("task-arithmetic"), (1.0, 1.0)),
    ],
)
def test_the_changes_of_adapters_of_different_rank_add_up_exactly(parents, tmp_path, plan, shares):
    target = tmp_path / "both.gguf"
    merge_adapters(parents, plan, target, name="both", provenance=json.dumps({"method": plan.method}))
    one, two, both = (changes(path) for path in (parents[0].path, parents[1].path, target))
    assert both.keys() == one.keys()
    for place, change in both.items():
        assert np.allclose(change, shares[0] * one[place] + shares[1] * two[place], atol=1e-4), place
    header = read_adapter(target)
    assert (header.rank, header.base_sha256) == (5, BASE)


def test_it_is_what_peft_calls_cat(parents, tmp_path):
    from forge_ai.training.learning.adapter import adapter_weights, set_adapter_weights

    target = tmp_path / "both.gguf"
    merge_adapters(parents[:1] * 2, MergePlan("weighted", (3.0, 1.0)), target, name="both", provenance="{}")
    model = adapted(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.add_adapter("other", model.peft_config["default"])
        weights = adapter_weights(model)
        model.set_adapter("default")
        set_adapter_weights(model, weights)
        for name, part in model.named_parameters():
            if ".other." in name:
                part.data.copy_(dict(model.named_parameters())[name.replace(".other.", ".default.")])
        model.add_weighted_adapter(["default", "other"], [0.75, 0.25], "both", combination_type="cat")
    layer = model.base_model.model.model.layers[0].mlp.down_proj
    assert np.allclose(changes(target)["blk.0.ffn_down.weight"], layer.get_delta_weight("both").detach(), atol=1e-4)


def test_adapters_of_other_weights_other_methods_and_too_much_rank_are_refused(parents, tmp_path):
    stranger = written(tmp_path / "stranger.gguf", adapted(3), "b" * 64)
    target = tmp_path / "both.gguf"
    with pytest.raises(BadInput, match="same weights"):
        merge_adapters([parents[0], stranger], MergePlan(), target, name="both", provenance="{}")
    with pytest.raises(BadInput, match="not merged by ties"):
        merge_adapters(parents, MergePlan("ties"), target, name="both", provenance="{}")
    with pytest.raises(BadInput, match="rank above"):
        merge_adapters(parents * 60, MergePlan(), target, name="both", provenance="{}")
    assert not target.exists()
