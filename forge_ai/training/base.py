"""A trained model's folder as the beginning of the next training.

Does not know what will be learned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from forge_ai.errors import ModelBroken
from forge_ai.training.tokenizer import SPECIALS, ChatTokenizer, load_tokenizer

NEEDED: Final = ("config.json", "model.safetensors", "tokenizer.json")


def load_base(folder: Path) -> tuple[Any, ChatTokenizer]:
    """The model and vocabulary that training left in a folder; :class:`ModelBroken` when they are no good."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise ModelBroken(f"{folder} cannot be trained further: {missing[0]} is missing.")
    from safetensors import SafetensorError
    from transformers import LlamaForCausalLM

    try:
        model = LlamaForCausalLM.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        tokenizer = load_tokenizer(folder / "tokenizer.json")
    except (OSError, ValueError, KeyError, SafetensorError, RuntimeError) as error:
        raise ModelBroken(f"{folder} cannot be trained further: it is damaged or no Llama.") from error
    if any(tokenizer.raw.token_to_id(word) != number for number, word in enumerate(SPECIALS)):
        raise ModelBroken(f"{folder} cannot be trained further: its vocabulary is not one of ours.")
    return model, tokenizer
