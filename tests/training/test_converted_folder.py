"""A folder that transformers has saved, converted without torch, says in llama.cpp what it said in transformers."""

from __future__ import annotations

import shutil

import pytest

from forge_ai.models.hf_folder import convert
from tests.training.test_gguf_file import prompts_of, said_by_llama, said_by_transformers

pytestmark = pytest.mark.train


def test_a_trained_folder_says_the_same_token_for_token(trained, tmp_path):
    convert(trained, tmp_path / "model.gguf", "rex")
    prompts = prompts_of(trained)
    assert said_by_llama(tmp_path / "model.gguf", prompts) == list(said_by_transformers(trained, prompts))


def whole_letters(folder, ids):
    """Without halves of letters, which random weights say, and of which llama.cpp's server does not speak."""
    from transformers import AutoTokenizer

    words = AutoTokenizer.from_pretrained(folder, local_files_only=True).convert_ids_to_tokens(ids)
    return [word for word in words if word.isascii()]


@pytest.mark.parametrize("heads_kv", [1, 2])
def test_grouped_heads_wide_heads_and_a_separate_output_layer_are_converted(trained, tmp_path, heads_kv):
    import torch
    from transformers import AutoConfig, LlamaForCausalLM

    folder = tmp_path / "folder"
    shutil.copytree(trained, folder)
    config = AutoConfig.from_pretrained(folder)
    config.update(
        {"num_attention_heads": 4, "num_key_value_heads": heads_kv, "head_dim": 32, "tie_word_embeddings": False}
    )
    torch.manual_seed(1)
    model = LlamaForCausalLM(config)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    model.save_pretrained(folder)
    convert(folder, tmp_path / "model.gguf", "random")
    prompts = prompts_of(folder)
    theirs = [whole_letters(folder, answer) for answer in said_by_transformers(folder, prompts)]
    ours = [whole_letters(folder, answer) for answer in said_by_llama(tmp_path / "model.gguf", prompts)]
    for mine, other in zip(ours, theirs, strict=True):
        both = min(len(mine), len(other))
        assert both > 2
        assert mine[:both] == other[:both]
