"""A LoRA adapter as one GGUF file that llama.cpp loads beside its base.

The file carries the SHA-256 of the base's weights: an adapter says nonsense on any other. Does not know how the
adapter was trained.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.models.gguf.adapter_header import BASE_KEY
from forge_ai.training.files.gguf_file import About, Precision, add_tensor, gguf_name, gguf_writer, paired
from forge_ai.training.learning.adapter import adapter_weights

if TYPE_CHECKING:
    import gguf
    import numpy as np
    from numpy.typing import NDArray

_PREFIX: Final = "base_model.model.model."
_LETTERS: Final = {"lora_A": "lora_a", "lora_B": "lora_b"}


def write_adapter_gguf(path: Path, adapted: Any, about: About, base_sha256: str, precision: Precision = "F16") -> None:
    """Write the adapter, whole or not at all; :class:`StorageFault` when the disk does not take it."""
    with gguf_writer(path) as writer:
        _describe(writer, adapted, about, base_sha256)
        for name, weights in _tensors(adapted):
            add_tensor(writer, name, weights, precision)


def _describe(writer: gguf.GGUFWriter, adapted: Any, about: About, base_sha256: str) -> None:
    import gguf

    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(adapted.peft_config["default"].lora_alpha))
    writer.add_name(about.name)
    writer.add_license(about.licence)
    writer.add_string("forge_ai.provenance", about.provenance)
    writer.add_string(BASE_KEY, base_sha256)


def _tensors(adapted: Any) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each pair of matrices under llama.cpp's names; rows of query and key in llama.cpp's order."""
    heads = adapted.config.num_attention_heads
    for name, weight in adapter_weights(adapted).items():
        place, letter = name.removeprefix(_PREFIX).removesuffix(".weight").rsplit(".", 1)
        weights = weight.numpy()
        if letter == "lora_B" and place.endswith(("q_proj", "k_proj")):
            weights = paired(weights, heads)
        yield f"{gguf_name(f'{place}.weight')}.{_LETTERS[letter]}", weights
