"""What a finished run leaves in its folder: the model for every program that may want it, and how it came about.

Does not know how the model was trained.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from forge_ai.models.describe import describe_file
from forge_ai.models.manifest import WEIGHTS_FILE
from forge_ai.paths import write_whole
from forge_ai.training.files.adapter_file import write_adapter_gguf
from forge_ai.training.files.curve import write_curve
from forge_ai.training.files.gguf_file import About, Precision, write_gguf
from forge_ai.training.learning.adapter import write_adapter
from forge_ai.training.learning.checkpoint import Standing
from forge_ai.training.learning.model import restore_attention
from forge_ai.training.tokens.tokenizer import BEGIN_TEXT, CHAT_TEMPLATE, END_MESSAGE, ChatTokenizer

MODEL: Final = WEIGHTS_FILE
PROVENANCE: Final = "training.json"
ADAPTER: Final = "adapter.gguf"


def write_outcome(
    folder: Path, model: Any, tokenizer: ChatTokenizer, about: About, standing: Standing, precision: Precision
) -> None:
    """Write GGUF, safetensors with what transformers needs beside it, the loss curve, and ``training.json``."""
    _write_for_transformers(folder, model, tokenizer)
    write_gguf(folder / MODEL, model, tokenizer, about, precision)
    write_curve(folder, standing.points)
    write_whole(folder / PROVENANCE, about.provenance.encode())


def write_adapter_outcome(
    folder: Path, adapted: Any, base: Path, about: About, standing: Standing, precision: Precision
) -> None:
    """Write an adapter as GGUF and as peft reads it, bound to the base's weights, the curve, and ``training.json``."""
    bound_to = describe_file(base, WEIGHTS_FILE).sha256
    write_adapter(folder, adapted, base.name)
    write_adapter_gguf(folder / ADAPTER, adapted, about, bound_to, precision)
    write_curve(folder, standing.points)
    write_whole(folder / PROVENANCE, about.provenance.encode())


def _write_for_transformers(folder: Path, model: Any, tokenizer: ChatTokenizer) -> None:
    from safetensors.torch import save

    weights = {name: weight.detach().float().cpu().contiguous() for name, weight in model.named_parameters()}
    restore_attention(model)
    model.config.architectures = [type(model).__name__]
    write_whole(folder / "model.safetensors", save(weights, metadata={"format": "pt"}))
    write_whole(folder / "config.json", model.config.to_json_string().encode())
    write_whole(folder / "tokenizer.json", tokenizer.to_json().encode())
    write_whole(folder / "tokenizer_config.json", json.dumps(_tokenizer_settings(model), indent=2).encode())


def _tokenizer_settings(model: Any) -> dict[str, object]:
    """What transformers cannot know from the vocabulary alone."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BEGIN_TEXT,
        "eos_token": END_MESSAGE,
        "pad_token": BEGIN_TEXT,
        "add_bos_token": False,
        "clean_up_tokenization_spaces": False,
        "model_max_length": model.config.max_position_embeddings,
        "chat_template": CHAT_TEMPLATE,
    }
