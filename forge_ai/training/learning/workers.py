"""Gradients of one batch by several workers, each with a part of its rows and one processor.

Threads inside each operation wait for one another thousands of times a step, which a busy neighbour makes eight times
slower; these workers meet once a step. How many pay is measured at the start. Does not know about optimizers or files.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, Self

from forge_ai.clock import Clock
from forge_ai.training.learning.footprint import give_back, keep_few_plans
from forge_ai.training.tokens.batches import Batch

if TYPE_CHECKING:
    import torch

Loss = Callable[[Any, Batch], "torch.Tensor"]
ROUNDS: Final = 2
BETTER_BY: Final = 1.1  # one more must pay for the neighbours that it disturbs
MOST: Final = 16
BATCHES_UNTIL_GIVEN_BACK: Final = 10


class Workers:
    """Threads that compute losses and gradients of a model; ended by the ``with`` block."""

    def __init__(self, model: Any, loss: Loss, count: int = 1) -> None:
        import torch

        keep_few_plans()
        self._threads_before = torch.get_num_threads()
        torch.set_num_threads(1)
        self._model = model
        self._weights = [weight for weight in model.parameters() if weight.requires_grad]
        self._loss = loss
        self._batches = 0
        self._pool = _threads(count)
        self.count = count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        import torch

        self._pool.shutdown()
        torch.set_num_threads(self._threads_before)

    def gradients(self, batch: Batch) -> float:
        """Leave the mean loss's gradients on the weights, and return the loss in nats per learned token."""
        found = list(self._pool.map(self._part, batch.split(self.count)))
        learned = len(batch.targets)
        for number, weight in enumerate(self._weights):
            weight.grad = _sum([gradients[number] for _, gradients in found]).div_(learned)
        self._batches += 1
        if self._batches % BATCHES_UNTIL_GIVEN_BACK == 0:
            give_back()
        return sum(value for value, _ in found) / learned

    def loss(self, batches: Sequence[Batch]) -> float:
        """The mean loss over batches in nats per learned token, without learning; not a number for none."""
        learned = sum(len(batch.targets) for batch in batches)
        return sum(self._pool.map(self._judge, batches)) / learned if learned else math.nan

    def choose_count(self, batch: Batch, clock: Clock, most: int | None = None) -> int:
        """Time the batch with 1, 2, 4... workers up to the number of processors, and keep the fastest."""
        best, best_seconds = 1, float("inf")
        for count in _candidates(min(MOST, most or os.cpu_count() or 1)):
            self._hire(count)
            seconds = self._seconds(batch, clock)
            if seconds * BETTER_BY > best_seconds:
                break
            best, best_seconds = count, seconds
        self._hire(best)
        return best

    def _hire(self, count: int) -> None:
        """Have so many threads and not one more: each keeps for itself the memory that a step took."""
        self._pool.shutdown()
        self._pool = _threads(count)
        self.count = count

    def _part(self, batch: Batch) -> tuple[float, Sequence[torch.Tensor]]:
        import torch

        loss = self._loss(self._model, batch)
        gradients = torch.autograd.grad(loss, self._weights)
        return float(loss.detach()), gradients  # in this order: reading a number waits for a GPU

    def _judge(self, batch: Batch) -> float:
        import torch

        with torch.no_grad():
            return float(self._loss(self._model, batch))

    def _seconds(self, batch: Batch, clock: Clock) -> float:
        self.gradients(batch)
        begun = clock.steady()
        for _ in range(ROUNDS):
            self.gradients(batch)
        return clock.steady() - begun


def _threads(count: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(count, thread_name_prefix="training-worker")


def _candidates(processors: int) -> list[int]:
    return sorted({min(processors, 1 << power) for power in range(5)})


def _sum(parts: list[torch.Tensor]) -> torch.Tensor:
    total = parts[0]
    for part in parts[1:]:
        total += part
    return total
