"""A LoRA adapter's GGUF header, read with suspicion, and whether the adapter fits a model.

Nothing is handed to an engine that has not passed here: an adapter that does not fit would keep the whole model from
loading. Does not know what the adapter makes the model say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.errors import ModelBroken
from forge_ai.limits import ADAPTER_RANK
from forge_ai.models.gguf.cursor import Cursor
from forge_ai.models.gguf.header import alignment_of, opened, read_start, text_in
from forge_ai.models.gguf.tensors import Tensor, check_places, read_tensors

BASE_KEY: Final = "forge_ai.base_sha256"
_WANTED: Final = frozenset(
    {"general.type", "general.architecture", "general.alignment", "adapter.type", "adapter.lora.alpha", BASE_KEY}
)
_FLOATS: Final = ("F32", "F16", "BF16")
_MOST_ALPHA: Final = 4096.0


@dataclass(frozen=True, slots=True)
class AdapterHeader:
    """What an adapter's file says: the architecture, the weights that it is for ("" when it does not say), its rank."""

    architecture: str
    base_sha256: str
    rank: int
    tensors: Mapping[str, Tensor]


def read_adapter(path: Path) -> AdapterHeader:
    """Read and check the header. Raises :class:`ModelBroken` for everything that is not a whole LoRA adapter."""
    with opened(path) as cursor:
        _, count, fields = read_start(cursor, _WANTED)
        tensors = read_tensors(cursor, count)
        check_places(cursor, tensors, alignment_of(cursor, fields))
        if (fields.get("general.type"), fields.get("adapter.type")) != ("adapter", "lora"):
            raise cursor.broken("is no LoRA adapter")
        alpha = fields.get("adapter.lora.alpha")
        if not isinstance(alpha, float) or not 0.0 < alpha <= _MOST_ALPHA:
            raise cursor.broken("does not say how much it counts")
        return AdapterHeader(
            architecture=text_in(cursor, fields, "general.architecture"),
            base_sha256=text_in(cursor, fields, BASE_KEY),
            rank=_check_pairs(cursor, tensors),
            tensors={tensor.name: tensor for tensor in tensors},
        )


def check_fit(adapter: Path, weights: Path) -> AdapterHeader:
    """Make sure that each part of the adapter has its place in the model. Raises :class:`ModelBroken`."""
    header = read_adapter(adapter)
    with opened(weights) as cursor:
        _, count, fields = read_start(cursor)
        places = {tensor.name: tensor.extents for tensor in read_tensors(cursor, count)}
    if header.architecture != fields.get("general.architecture"):
        raise ModelBroken(f"{adapter.name} is an adapter for another architecture.")
    for name, tensor in header.tensors.items():
        place, _, letter = name.rpartition(".lora_")
        wide = places.get(place, ())
        if len(wide) != 2 or tensor.extents[0 if letter == "a" else 1] != wide[0 if letter == "a" else 1]:
            raise ModelBroken(f"{adapter.name} does not fit {weights.name}: it has no place for {name!a:.80}.")
    return header


def _check_pairs(cursor: Cursor, tensors: list[Tensor]) -> int:
    """Each place has two matrices of one rank in plain numbers; the largest rank is returned."""
    pairs: dict[str, dict[str, Tensor]] = {}
    for tensor in tensors:
        place, _, letter = tensor.name.rpartition(".lora_")
        if (
            not place.startswith("blk.")
            or letter not in ("a", "b")
            or len(tensor.extents) != 2
            or tensor.type.name not in _FLOATS
        ):
            raise cursor.broken(f"holds {tensor.name!a:.80}, which is no part of a LoRA adapter")
        pairs.setdefault(place, {})[letter] = tensor
    ranks = [(pair["a"].extents[1], pair["b"].extents[0]) for pair in pairs.values() if len(pair) == 2]
    if len(ranks) < len(pairs) or any(one != other for one, other in ranks):
        raise cursor.broken("holds matrices that do not belong together")
    if max(one for one, _ in ranks) > ADAPTER_RANK:
        raise cursor.broken(f"has a rank above {ADAPTER_RANK}")
    return max(one for one, _ in ranks)
