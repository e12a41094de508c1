"""LoRA: a small adapter that is learned on a frozen Llama, and kept in the form that peft reads.

Does not know the loop that trains it, nor the GGUF that llama.cpp loads (`adapter_file` does).
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import BadInput, ModelBroken
from forge_ai.limits import ADAPTER_RANK
from forge_ai.paths import write_whole
from forge_ai.training.learning.loop import Recipe

if TYPE_CHECKING:
    import torch

CONFIG: Final = "adapter_config.json"
WEIGHTS: Final = "adapter_model.safetensors"
PARTS: Final = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
RATE: Final = 0.003


@dataclass(frozen=True, slots=True)
class AdapterShape:
    """How large an adapter is: its rank, and how strongly it counts (``alpha / rank``)."""

    rank: int = 16
    alpha: float = 32.0

    def check(self) -> None:
        """Raise :class:`BadInput` when no adapter has that shape."""
        if not (1 <= self.rank <= ADAPTER_RANK and 0.0 < self.alpha <= 1024.0):
            raise BadInput(
                f"An adapter's rank is from 1 to {ADAPTER_RANK}, its alpha above 0 and at most 1024.",
                hint="Leave --rank out for the usual size.",
            )


def adapt(model: Any, shape: AdapterShape, seed: int) -> Any:
    """Freeze the model and put a fresh adapter into its layers, in place; the ``PeftModel`` around it is returned.

    A fresh adapter changes nothing yet. The model itself, passed to the training loop, learns only the adapter.
    """
    import torch
    from peft import LoraConfig, get_peft_model

    shape.check()
    config = LoraConfig(
        r=shape.rank, lora_alpha=shape.alpha, target_modules=list(PARTS), lora_dropout=0.0, bias="none",
        task_type="CAUSAL_LM",
    )  # fmt: skip
    with torch.random.fork_rng(), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # peft asks transformers under a name that is going away
        torch.manual_seed(seed)
        return get_peft_model(model, config)


def recipe_for_adapter(recipe: Recipe) -> Recipe:
    """The same recipe with what low-rank matrices want: AdamW, and a rate of their own."""
    return replace(recipe, muon=False, matrix_rate=RATE)


def adapter_weights(adapted: Any) -> dict[str, torch.Tensor]:
    """The adapter's tensors under peft's names, without the base's: float32, on the processor."""
    from peft import get_peft_model_state_dict

    found = get_peft_model_state_dict(adapted, save_embedding_layers=False)
    return {name: tensor.detach().float().cpu().contiguous() for name, tensor in found.items()}


def set_adapter_weights(adapted: Any, weights: Mapping[str, torch.Tensor]) -> None:
    """Put tensors, named as :func:`adapter_weights` names them, into an adapter of the same shape.

    Raises :class:`ModelBroken` when they are not exactly the adapter's.
    """
    from peft import set_peft_model_state_dict

    own = adapter_weights(adapted)
    if {name: tensor.shape for name, tensor in own.items()} != {name: part.shape for name, part in weights.items()}:
        raise ModelBroken("The adapter does not fit this model.")
    set_peft_model_state_dict(adapted, dict(weights))


def write_adapter(folder: Path, adapted: Any, base_name: str) -> None:
    """Write the adapter as peft reads it, weights and configuration; :class:`StorageFault` when that fails."""
    from safetensors.torch import save

    config = adapted.peft_config["default"].to_dict()
    config |= {"base_model_name_or_path": base_name, "inference_mode": True}
    config["target_modules"] = sorted(config["target_modules"])
    write_whole(folder / WEIGHTS, save(adapter_weights(adapted), metadata={"format": "pt"}))
    write_whole(folder / CONFIG, json.dumps(config, indent=2, default=str).encode())
