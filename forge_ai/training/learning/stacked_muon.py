"""Muon's step on all matrices of one shape at once: the same numbers as matrix by matrix, in a tenth of the calls.

A small model's step on a GPU is calls rather than arithmetic: PyTorch's own Muon makes twenty for each matrix, and half
of the step's time is spent on them. Does not know which weights are matrices.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import torch


class StackedMuon(torch.optim.Muon):
    """PyTorch's Muon with another way through its step; what it remembers is the same."""

    def step(self, closure: Callable[[], Any] | None = None) -> None:
        """Move every matrix that has a gradient, which is used up; there is no closure to ask again."""
        if closure is not None:
            raise TypeError("the gradients must be there already")
        with torch.no_grad():
            for group in self.param_groups:
                self._move(group)

    def _move(self, group: dict[str, Any]) -> None:
        weights = [weight for weight in group["params"] if weight.grad is not None]
        gradients = [weight.grad for weight in weights]
        memories = [self._memory(weight) for weight in weights]
        torch._foreach_lerp_(memories, gradients, 1 - group["momentum"])
        torch._foreach_lerp_(gradients, memories, group["momentum"])
        torch._foreach_mul_(weights, 1 - group["lr"] * group["weight_decay"])
        for (rows, columns), numbers in _by_shape(weights).items():
            turned = orthogonal(torch.stack([gradients[number] for number in numbers]), group)
            rate = group["lr"] * math.sqrt(max(1, rows / columns))
            moved = [weights[number] for number in numbers]
            torch._foreach_add_(moved, turned.to(moved[0].dtype).unbind(), alpha=-rate)

    def _memory(self, weight: torch.Tensor) -> torch.Tensor:
        return self.state[weight].setdefault("momentum_buffer", torch.zeros_like(weight))


def orthogonal(stack: torch.Tensor, group: dict[str, Any]) -> torch.Tensor:
    """Each matrix of the stack with its singular values brought near one (Newton-Schulz; Jordan et al., 2024)."""
    first, second, third = group["ns_coefficients"]
    tall = stack.shape[-2] > stack.shape[-1]
    near = (stack.mT if tall else stack).bfloat16()
    near = near / near.norm(dim=(-2, -1), keepdim=True).clamp(min=group["eps"])
    for _ in range(group["ns_steps"]):
        gram = near @ near.mT
        near = torch.baddbmm(near, torch.baddbmm(gram, gram, gram, beta=second, alpha=third), near, beta=first)
    return near.mT if tall else near


def _by_shape(weights: list[torch.Tensor]) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, weight in enumerate(weights):
        found[weight.shape[0], weight.shape[1]].append(number)
    return found
