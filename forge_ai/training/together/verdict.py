"""Whether an update can be used: the right tensors, real numbers, and no longer than learning makes it.

One bad update must not spoil the model of all. A clever lie that looks like learning is not found here. Pure; does not
know devices or networks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from forge_ai.training.together.rounds import Update

if TYPE_CHECKING:
    from forge_ai.training.together.rounds import Arrays

LARGEST_CHANGE: Final = 10.0  # times the length of all weights; a fresh model grows to several times its own
LARGEST_OF_OTHERS: Final = 10.0  # times the median length of the others' changes, where there are at least two others


def fault_of(change: Mapping[str, Any], weights: Arrays) -> str | None:
    """What is wrong with one change, in words for a person; ``None`` when nothing is."""
    import numpy as np

    if change.keys() != weights.keys():
        return "it changed other tensors than the model has"
    for name, part in change.items():
        if part.shape != weights[name].shape:
            return f"{name} has the shape {part.shape} instead of {weights[name].shape}"
        if part.dtype.kind != "f" or not np.isfinite(part).all():
            return f"{name} has numbers that are none"
    if length(change) > LARGEST_CHANGE * length(weights):
        return "its change is many times larger than the model"
    return None


def outliers(updates: Sequence[Update]) -> list[int]:
    """The places of updates that are many times longer than the others; nobody, when there are fewer than three."""
    if len(updates) < 3:
        return []
    lengths = [length(update.change) for update in updates]
    return [
        place
        for place, own in enumerate(lengths)
        if own > LARGEST_OF_OTHERS * _median(lengths[:place] + lengths[place + 1 :])
    ]


def length(arrays: Mapping[str, Any]) -> float:
    """The Euclidean length of all numbers together."""
    import numpy as np

    return float(np.sqrt(sum(float(np.square(part, dtype=np.float64).sum()) for part in arrays.values())))


def _median(numbers: Sequence[float]) -> float:
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
