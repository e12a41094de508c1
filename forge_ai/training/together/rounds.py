"""The arithmetic of a round: what each device changed becomes one step of the model that all share.

Federated averaging (McMahan 2017) takes the mean change. DiLoCo (Douillard 2023) takes it as a gradient for Nesterov's
momentum. Pure functions of arrays; does not know devices, networks or PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final, Literal, get_args

from forge_ai.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.float32]]

Method = Literal["fedavg", "diloco"]
MOST_OF_OTHERS: Final = 10.0  # times the median of the others' tokens; a fast device may well learn that much more
METHODS: Final[tuple[str, ...]] = get_args(Method)


@dataclass(frozen=True, slots=True)
class Strategy:
    """How changes are put together. The rate and the momentum are DiLoCo's."""

    method: Method = "fedavg"
    outer_rate: float = 0.7
    momentum: float = 0.5

    def check(self) -> None:
        """Raise :class:`BadInput` for a strategy that is none."""
        if self.method not in METHODS:
            raise BadInput(f"{self.method!a} is not a strategy.", hint=f"Choose {' or '.join(METHODS)}.")
        if not (0 < self.outer_rate <= 2 and 0 <= self.momentum < 1):
            raise BadInput("The outer rate is above 0 and at most 2, the momentum from 0 to below 1.")


@dataclass(frozen=True, slots=True)
class Update:
    """What one device learned in a round: how its weights differ from those it was given, from how many tokens."""

    change: Arrays
    tokens: int


@dataclass(frozen=True, slots=True)
class Shared:
    """The model that all share between two rounds: its weights, and the momentum that DiLoCo carries over."""

    weights: Arrays
    momentum: Arrays = field(default_factory=dict)


def step(strategy: Strategy, shared: Shared, updates: Sequence[Update]) -> Shared:
    """The shared model after a round; with no updates it is what it was."""
    if not updates:
        return shared
    change = mean_change(updates)
    if strategy.method == "fedavg":
        return Shared({name: weight + change[name] for name, weight in shared.weights.items()}, shared.momentum)
    speed = {name: strategy.momentum * shared.momentum.get(name, 0.0) + part for name, part in change.items()}
    return Shared(
        {
            name: weight + strategy.outer_rate * (strategy.momentum * speed[name] + change[name])
            for name, weight in shared.weights.items()
        },
        speed,
    )


def mean_change(updates: Sequence[Update]) -> Arrays:
    """The mean of the changes; each counts by its tokens, so that a slow device's few steps count for what they are."""
    counts = counted_tokens([update.tokens for update in updates])
    shares = [count / sum(counts) for count in counts]
    return {
        name: sum(
            (share * update.change[name] for share, update in zip(shares, updates, strict=True)), start=0.0 * first
        )
        for name, first in updates[0].change.items()
    }


def counted_tokens(told: Sequence[int]) -> list[float]:
    """The tokens by which each device counts: what it tells, and no more than ten times the median of the others.

    Nobody can check what a device tells; the work of all others would weigh nothing beside a million million.
    """
    counts = [float(max(1, tokens)) for tokens in told]
    if len(counts) < 2:
        return counts
    others = (counts[:place] + counts[place + 1 :] for place in range(len(counts)))
    return [min(count, MOST_OF_OTHERS * median(rest)) for count, rest in zip(counts, others, strict=True)]
