"""A trained model's folder as the beginning of the next training.

The weights as training left them are preferred; a GGUF alone will do when training wrote it. Does not know what will
be learned.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from forge_ai.errors import ModelBroken, OutOfMemory
from forge_ai.models.manifest import WEIGHTS_FILE
from forge_ai.paths import storage_faults
from forge_ai.training.files.gguf_base import read_gguf
from forge_ai.training.learning.shape import Shape
from forge_ai.training.learning.shortage import is_shortage
from forge_ai.training.tokens.tokenizer import SPECIALS, ChatTokenizer, load_tokenizer

NEEDED: Final = ("config.json", "model.safetensors", "tokenizer.json")


def load_base(folder: Path) -> tuple[Any, ChatTokenizer]:
    """The model and vocabulary that training left in a folder.

    Raises :class:`ModelBroken` when they are no good, :class:`OutOfMemory` when they are too much for this device.
    """
    with storage_faults(folder):
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        only_gguf = len(missing) == len(NEEDED) and (folder / WEIGHTS_FILE).is_file()
    if missing and not only_gguf:
        raise ModelBroken(
            f"{folder} cannot be trained further: {missing[0]} is missing.",
            hint="Only models that ForgeAI trained can be trained further.",
        )
    try:
        model, tokenizer = read_gguf(folder / WEIGHTS_FILE) if only_gguf else _as_left(folder)
    except Exception as error:  # four foreign libraries read the folder, and a damaged one fails in each one's own way
        if is_shortage(error):
            raise OutOfMemory(f"There is not enough memory to load {folder.name}.") from error
        raise ModelBroken(f"{folder} cannot be trained further: it is damaged, or ForgeAI did not train it.") from error
    if any(tokenizer.raw.token_to_id(word) != number for number, word in enumerate(SPECIALS)):
        raise ModelBroken(f"{folder} cannot be trained further: its vocabulary is not one of ours.")
    return model, tokenizer


def _as_left(folder: Path) -> tuple[Any, ChatTokenizer]:
    return _model(folder), load_tokenizer(folder / "tokenizer.json")


def _model(folder: Path) -> Any:
    """The model built from its configuration and filled with its weights, all of them and no others."""
    from safetensors.torch import load_file
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig.from_dict(json.loads((folder / "config.json").read_text(encoding="utf-8")))
    weights = load_file(folder / "model.safetensors")
    if _shape(config).parameters != sum(weight.numel() for weight in weights.values()):
        raise ValueError("the weights do not fit the configuration")  # before memory is taken for what it claims
    model = LlamaForCausalLM(config)
    absent, surplus = model.load_state_dict(weights, strict=False)
    if surplus or set(absent) - {"lm_head.weight"}:
        raise ValueError("the weights do not fit the configuration")
    return model


def _shape(config: Any) -> Shape:
    return Shape(
        width=config.hidden_size,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        feed_forward=config.intermediate_size,
        vocabulary=config.vocab_size,
        context=config.max_position_embeddings,
    )
