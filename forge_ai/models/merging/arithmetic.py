"""The arithmetic of merging: the weights of several models become those of one, tensor by tensor, in float32.

Sources of the methods: task arithmetic (Ilharco 2023), TIES (Yadav 2023), DARE (Yu 2024). Does not know files, names,
number formats, nor whether the models have anything to do with each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from forge_ai.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Method = Literal["average", "weighted", "task-arithmetic", "ties", "dare"]
METHODS: Final[tuple[str, ...]] = get_args(Method)
WITHOUT_BASE: Final = ("average", "weighted")


@dataclass(frozen=True, slots=True)
class MergePlan:
    """How to merge. ``weights`` count each parent (empty: all alike); the other dials are for methods with a base.

    ``keep`` is the share of every difference that TIES and DARE leave, ``scale`` stretches what is put onto the base.
    """

    method: Method = "average"
    weights: tuple[float, ...] = ()
    keep: float = 0.5
    scale: float = 1.0
    seed: int = 1

    @property
    def needs_base(self) -> bool:
        """Whether the method works with differences from a common base."""
        return self.method not in WITHOUT_BASE

    def check(self, parents: int) -> None:
        """Raise :class:`BadInput` for a plan that cannot be carried out with so many parents."""
        if self.method not in METHODS:
            raise BadInput(f"{self.method!a} is not a way to merge.", hint=f"Choose one of: {', '.join(METHODS)}.")
        if parents < 2:
            raise BadInput("Merging takes at least two models.")
        if self.method == "weighted" and not self.weights:
            raise BadInput("The method weighted wants a weight for each model.", hint="Such as --weights 0.7,0.3.")
        if self.weights and len(self.weights) != parents:
            hint = "Give --weights one number for each model, or leave it out."
            raise BadInput(f"There are {parents} models and {len(self.weights)} weights.", hint=hint)
        self._check_numbers()

    def _check_numbers(self) -> None:
        if any(not math.isfinite(weight) or weight < 0 for weight in self.weights):
            raise BadInput("A weight is a number, and not below nought.")
        if self.weights and sum(self.weights) == 0:
            raise BadInput("All weights are nought.")
        if not 0 < self.keep <= 1 or not (math.isfinite(self.scale) and self.scale > 0):
            raise BadInput("--keep is above 0 and at most 1, --scale above 0.")


def merge(
    parents: Sequence[NDArray[np.float32]], base: NDArray[np.float32] | None, plan: MergePlan, name: str = ""
) -> NDArray[np.float32]:
    """One tensor out of its versions. ``name`` makes chance differ from tensor to tensor, whatever their order.

    The plan was checked; every version has the same shape; ``base`` is there when the plan needs it.
    """
    if not plan.needs_base:
        return mean(parents, plan.weights)
    if base is None:
        raise ValueError(f"{plan.method} needs a base")
    differences = [parent - base for parent in parents]
    weights = plan.weights or (1.0,) * len(parents)
    combined = _COMBINE[plan.method](differences, weights, plan, name)
    merged: NDArray[np.float32] = (base + plan.scale * combined).astype(base.dtype)
    return merged


def mean(parents: Sequence[NDArray[np.float32]], weights: Sequence[float] = ()) -> NDArray[np.float32]:
    """The mean; with weights, each parent counts by its share of their sum."""
    import numpy as np

    counted = weights or (1.0,) * len(parents)
    total = np.zeros(parents[0].shape, np.float64)  # so that the mean of equal numbers is that very number
    for weight, parent in zip(counted, parents, strict=True):
        total += np.multiply(parent, weight / sum(counted), dtype=np.float64)
    return total.astype(parents[0].dtype)


def _sum(differences: Sequence[Any], weights: Sequence[float], _plan: MergePlan, _name: str) -> Any:
    return sum(weight * difference for weight, difference in zip(weights, differences, strict=True))


def _ties(differences: Sequence[Any], weights: Sequence[float], plan: MergePlan, _name: str) -> Any:
    """The largest parts of each difference, as far as they pull the way that most of the weight pulls."""
    import numpy as np

    trimmed = np.stack([w * largest(part, plan.keep) for w, part in zip(weights, differences, strict=True)])
    sign = np.sign(trimmed.sum(0))
    agreeing = (np.sign(trimmed) == sign) & (trimmed != 0)
    return (trimmed * agreeing).sum(0) / np.maximum(agreeing.sum(0), 1)


def _dare(differences: Sequence[Any], weights: Sequence[float], plan: MergePlan, name: str) -> Any:
    """Every number of a difference stays with the chance ``keep`` and is stretched to make up for the others."""
    import numpy as np

    total = np.zeros_like(differences[0])
    for index, (weight, difference) in enumerate(zip(weights, differences, strict=True)):
        chance = np.random.default_rng((plan.seed, index, *name.encode()))
        total += weight * difference * (chance.random(difference.shape) < plan.keep) / plan.keep
    return total


def largest(difference: NDArray[np.float32], keep: float) -> NDArray[np.float32]:
    """The difference with all but that share of its largest numbers set to nought."""
    import numpy as np

    kept = max(1, round(difference.size * keep))
    if kept == difference.size:
        return difference
    sizes = np.abs(difference).ravel()
    least = np.partition(sizes, -kept)[-kept]
    return np.where(np.abs(difference) >= least, difference, 0).astype(difference.dtype)


_COMBINE: Final[dict[str, Callable[..., Any]]] = {"task-arithmetic": _sum, "ties": _ties, "dare": _dare}
