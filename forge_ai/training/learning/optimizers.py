"""Muon for the hidden matrices and AdamW for the rest, stepped as one. Frozen weights are left alone.

Does not know about losses, schedules or files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

MATRIX_DECAY = 0.05
MUON_ROUNDS = 5


class Optimizers:
    """Both optimizers of a model; ``state`` and ``restore`` carry all that they remember between steps."""

    def __init__(self, model: Any, matrix_rate: float, other_rate: float, *, muon: bool = True) -> None:
        import torch

        matrices, others = _sorted_parameters(model)
        self._parts: list[torch.optim.Optimizer] = []
        if others:
            self._parts.append(torch.optim.AdamW(others, lr=other_rate, betas=(0.9, 0.98), weight_decay=0.0))
        if muon:
            from forge_ai.training.learning.stacked_muon import StackedMuon

            self._parts.append(StackedMuon(matrices, lr=matrix_rate, weight_decay=MATRIX_DECAY, ns_steps=MUON_ROUNDS))
        else:
            self._parts.append(torch.optim.AdamW(matrices, lr=matrix_rate, betas=(0.9, 0.98), weight_decay=0.1))
        self._rates = [part.param_groups[0]["lr"] for part in self._parts]

    def step(self, factor: float) -> None:
        """Take one step at that share of the full rates, and forget the gradients."""
        for part, full in zip(self._parts, self._rates, strict=True):
            for group in part.param_groups:
                group["lr"] = full * factor
            part.step()
            part.zero_grad(set_to_none=True)

    def state(self) -> dict[str, torch.Tensor]:
        """Everything remembered, as named tensors."""
        import torch

        return {
            f"{number}.{index}.{name}": value if isinstance(value, torch.Tensor) else torch.tensor(float(value))
            for number, part in enumerate(self._parts)
            for index, memory in part.state_dict()["state"].items()
            for name, value in memory.items()
        }

    def restore(self, tensors: dict[str, torch.Tensor]) -> None:
        """Remember what :meth:`state` gave."""
        for number, part in enumerate(self._parts):
            memories: dict[int, dict[str, torch.Tensor]] = {}
            for name, tensor in tensors.items():
                which, index, key = name.split(".", 2)
                if int(which) == number:
                    memories.setdefault(int(index), {})[key] = tensor
            part.load_state_dict({"state": memories, "param_groups": part.state_dict()["param_groups"]})


def _sorted_parameters(model: Any) -> tuple[list[Any], list[Any]]:
    """Hidden matrices, and everything else that learns: embeddings and norms."""
    named = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
    matrices = [weight for name, weight in named.items() if weight.ndim == 2 and "layers." in name]
    others = [weight for name, weight in named.items() if not (weight.ndim == 2 and "layers." in name)]
    return matrices, others
