import shutil

import pytest

from forge_ai.errors import ModelBroken
from forge_ai.training.files.base import load_base

pytestmark = pytest.mark.train


def test_a_trained_folder_gives_its_weights_back(trained):
    import torch
    from safetensors.torch import load_file

    model, tokenizer = load_base(trained)
    saved = load_file(trained / "model.safetensors")
    assert all(torch.equal(weight, saved[name]) for name, weight in model.named_parameters())
    assert model.lm_head.weight is model.model.embed_tokens.weight
    assert model.config.vocab_size == tokenizer.vocabulary


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "empty", "noise", "other"])
def test_a_folder_with_a_bad_file_is_one_clear_error(trained, tmp_path, name, damage):
    folder = shutil.copytree(trained, tmp_path / "copy")
    contents = {"empty": b"", "noise": b"\x93\x00\xff" * 50, "other": b'{"model_type": "llama"}'}
    if damage == "missing":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(contents[damage])
    with pytest.raises(ModelBroken, match="cannot be trained further"):
        load_base(folder)
