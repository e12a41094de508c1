"""A LoRA adapter with random weights for a random model: it says nothing sensible, but something else.

Knows nothing of engines or stores: it writes one file.
"""

from __future__ import annotations

from pathlib import Path

from forge_ai.models.gguf.adapter_header import BASE_KEY
from forge_ai.testing.random_model import TINY, Shape


def write_random_adapter(
    path: Path, base_sha256: str = "", shape: Shape = TINY, *, rank: int = 4, seed: int = 1, strength: float = 0.5
) -> Path:
    """Write an adapter for models of that shape to ``path`` and return the path."""
    import gguf
    import numpy as np

    chance = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(rank))
    if base_sha256:
        writer.add_string(BASE_KEY, base_sha256)
    for layer in range(shape.layers):
        place = f"blk.{layer}.ffn_down.weight"
        a = chance.standard_normal((rank, shape.feed_forward), dtype=np.float32) * np.float32(strength)
        b = chance.standard_normal((shape.width, rank), dtype=np.float32) * np.float32(strength)
        writer.add_tensor(f"{place}.lora_a", a)
        writer.add_tensor(f"{place}.lora_b", b)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
