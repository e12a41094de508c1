"""LoRA adapters for one model merged into one: their matrices stand side by side, so that the changes add up exactly.

The rank of the result is the sum of theirs. This is what peft calls ``cat``; averaging the matrices themselves would
not average the changes. Does not know personalities or stores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import BadInput
from forge_ai.limits import ADAPTER_RANK
from forge_ai.models.gguf.adapter_header import BASE_KEY, read_adapter
from forge_ai.models.merging.arithmetic import MergePlan
from forge_ai.models.merging.files import Parent, numbers_of
from forge_ai.paths import storage_faults

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ALPHA: Final = "adapter.lora.alpha"
EXACT: Final = ("average", "weighted", "task-arithmetic")


@dataclass(frozen=True, slots=True)
class _Adapter:
    """The matrices of one adapter by name, and what its changes are multiplied with."""

    tensors: Mapping[str, NDArray[np.float32]]
    alpha: float


def merge_adapters(parents: Sequence[Parent], plan: MergePlan, target: Path, *, name: str, provenance: str) -> None:
    """Write the merged adapter. Raises :class:`BadInput` with the reason why it cannot be done."""
    plan.check(len(parents))
    if plan.method not in EXACT:
        raise BadInput(f"Adapters are not merged by {plan.method}.", hint=f"Choose one of: {', '.join(EXACT)}.")
    headers = [read_adapter(parent.path) for parent in parents]
    if len({header.base_sha256 for header in headers}) > 1 or not headers[0].base_sha256:
        raise BadInput("These adapters were not made for the same weights.", hint="Train them on the same model.")
    if sum(header.rank for header in headers) > ADAPTER_RANK:
        hint = "Merge fewer of them, or train them anew with a smaller --rank."
        raise BadInput(f"Together these adapters have a rank above {ADAPTER_RANK}.", hint=hint)
    merged = _side_by_side([_read(parent.path) for parent in parents], _shares(plan, len(parents)))
    with storage_faults(target):
        _write(target, merged, sum(header.rank for header in headers), headers[0].base_sha256, name, provenance)


def _shares(plan: MergePlan, count: int) -> list[float]:
    weights = plan.weights or (1.0,) * count
    if plan.method == "task-arithmetic":
        return [plan.scale * weight for weight in weights]
    return [weight / sum(weights) for weight in weights]


def _read(path: Path) -> _Adapter:
    import gguf

    reader = gguf.GGUFReader(path)
    alpha = reader.get_field(_ALPHA)
    tensors = {tensor.name: numbers_of(tensor) for tensor in reader.tensors}
    return _Adapter(tensors, float(alpha.contents()) if alpha else 0.0)


def _side_by_side(adapters: Sequence[_Adapter], shares: Sequence[float]) -> dict[str, Any]:
    """For each place the rows of all ``a`` and the columns of all ``b``; the shares are in the latter."""
    import numpy as np

    places = dict.fromkeys(name.rpartition(".lora_")[0] for each in adapters for name in each.tensors)
    shared = list(zip(adapters, shares, strict=True))
    merged: dict[str, Any] = {}
    for place in places:
        here = [(each, share) for each, share in shared if f"{place}.lora_a" in each.tensors]
        merged[f"{place}.lora_a"] = np.concatenate([each.tensors[f"{place}.lora_a"] for each, _ in here])
        columns = [share * _strength(each, place) * each.tensors[f"{place}.lora_b"] for each, share in here]
        merged[f"{place}.lora_b"] = np.concatenate(columns, axis=1)
    return merged


def _strength(adapter: _Adapter, place: str) -> float:
    """How strongly llama.cpp counts the product of the pair; without an alpha it counts as it is."""
    rank = adapter.tensors[f"{place}.lora_a"].shape[0]
    return adapter.alpha / rank if adapter.alpha else 1.0


def _write(path: Path, tensors: Mapping[str, Any], rank: int, base: str, name: str, provenance: str) -> None:
    """Alpha is the largest rank; where fewer parents reach a place its rank is smaller, and ``b`` makes up for that."""
    import gguf

    writer = gguf.GGUFWriter(path, "llama")
    try:
        writer.add_type(gguf.GGUFType.ADAPTER)
        writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
        writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(rank))
        writer.add_name(name)
        writer.add_string("forge_ai.provenance", provenance)
        writer.add_uint32("forge_ai.rank", rank)
        writer.add_string(BASE_KEY, base)
        for tensor, numbers in tensors.items():
            writer.add_tensor(tensor, numbers * (numbers.shape[1] / rank) if tensor.endswith(".lora_b") else numbers)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()
