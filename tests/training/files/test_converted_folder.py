"""A folder that transformers has saved, converted without torch, says in llama.cpp what it said in transformers."""

from __future__ import annotations

import shutil

import pytest

from forge_ai.models.hugging_face.folder import convert
from tests.training.files.test_gguf_file import prompts_of, said_by_llama, said_by_transformers

pytestmark = pytest.mark.train


def test_a_trained_folder_says_the_same_token_for_token(trained, tmp_path):
    convert(trained, tmp_path / "model.gguf", "rex")
    prompts = prompts_of(trained)
    assert said_by_llama(tmp_path / "model.gguf", prompts) == list(said_by_transformers(trained, prompts))


def unspoken(folder):
    """Halves of letters, of which llama.cpp's server does not speak, and the tokens that end an answer."""
    from transformers import AutoTokenizer

    words = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    tokens = words.convert_ids_to_tokens(range(len(words)))
    return [number for number, token in enumerate(tokens) if not token.replace("\u0120", "").isascii() or "<" in token]


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
    torch.manual_seed(7)
    model = LlamaForCausalLM(config)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    model.lm_head.weight.data[unspoken(folder)] = 0  # random weights would say them
    model.save_pretrained(folder)
    convert(folder, tmp_path / "model.gguf", "random")
    prompts = prompts_of(folder)
    theirs = list(said_by_transformers(folder, prompts))
    assert len({token for answer in theirs for token in answer}) > 1
    assert said_by_llama(tmp_path / "model.gguf", prompts) == theirs
