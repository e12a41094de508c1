"""One device's own learning in a round: many steps from the shared weights, within a budget of time or of steps.

The optimizer's memory and the place in the data stay from round to round. Does not know other devices or networks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from forge_ai.clock import Clock
from forge_ai.errors import BadInput, TrainingFailed
from forge_ai.training.learning.adapter import (
    AdapterShape,
    adapt,
    adapter_weights,
    recipe_for_adapter,
    set_adapter_weights,
)
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.model import knows_half, loss_of, prepare
from forge_ai.training.learning.optimizers import Optimizers
from forge_ai.training.learning.schedule import rate
from forge_ai.training.learning.workers import Workers
from forge_ai.training.tokens.batches import Batch, Position, batches_from
from forge_ai.training.tokens.prefetch import ahead
from forge_ai.training.tokens.supply import StoredRows

if TYPE_CHECKING:
    import torch

    from forge_ai.training.together.rounds import Arrays
    from forge_ai.training.tokens.tokenizer import Row

Tell = Callable[[int, int, float], None]  # steps and tokens of this round so far, and the mean loss lately
TELL_STEPS: Final = 5
MOST_ROUNDS: Final = 10_000
MOST_SECONDS: Final = 24 * 3600.0
MOST_STEPS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be done in a round. It ends after ``seconds``, or after ``steps`` if that is not nought."""

    round: int
    rounds: int
    seconds: float
    steps: int = 0

    def check(self) -> None:
        """Raise :class:`BadInput` for a round that has no end or no place in a training."""
        if not 1 <= self.round <= self.rounds <= MOST_ROUNDS:
            raise BadInput(f"A training has from 1 to {MOST_ROUNDS} rounds.")
        if not (0 < self.seconds <= MOST_SECONDS and 0 <= self.steps <= MOST_STEPS):
            raise BadInput("A round lasts more than nothing, and a day at most.")


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of it: how the weights changed, from how much, in how long, at what mean loss."""

    change: Arrays
    steps: int
    tokens: int
    seconds: float
    loss: float


class Weights:
    """The part of a model that is shared: all of it, or a LoRA adapter on it, as float32 arrays by name."""

    def __init__(self, model: Any, shape: AdapterShape | None, seed: int) -> None:
        self.model = model
        self.adapted = adapt(model, shape, seed) if shape else None

    def take(self) -> Arrays:
        """A copy of the shared weights."""
        if self.adapted is not None:
            return {name: tensor.numpy().copy() for name, tensor in adapter_weights(self.adapted).items()}
        return {name: part.detach().float().cpu().numpy().copy() for name, part in self.model.named_parameters()}

    @property
    def size(self) -> int:
        """How many numbers they are."""
        if self.adapted is not None:
            return sum(tensor.numel() for tensor in adapter_weights(self.adapted).values())
        return sum(part.numel() for part in self.model.parameters())

    def put(self, arrays: Arrays) -> None:
        """Set them. Raises :class:`BadInput` when they are not those of this model."""
        import numpy as np
        import torch

        own = self.take()
        if {name: part.shape for name, part in own.items()} != {name: part.shape for name, part in arrays.items()}:
            hint = "Use the same version everywhere; see `forge-ai models verify` for what is damaged here."
            raise BadInput("The shared weights do not fit the model here: it is another base.", hint=hint)
        tensors = {name: torch.from_numpy(np.array(part, np.float32)) for name, part in arrays.items()}
        if self.adapted is not None:
            set_adapter_weights(self.adapted, tensors)
            return
        with torch.no_grad():
            for name, weight in self.model.named_parameters():
                weight.copy_(tensors[name])

    def whole(self) -> Any:
        """The model with whatever was learned inside it; an adapter is put into its weights."""
        if self.adapted is None:
            return self.model
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # peft counts with it, and its thread would stay
        return self.adapted.merge_and_unload()


class Learner:
    """Learns rows round by round. ``device`` is PyTorch's word for where."""

    def __init__(self, weights: Weights, rows: Sequence[Row], recipe: Recipe, device: str, clock: Clock) -> None:
        self._weights = weights
        self._recipe = recipe if weights.adapted is None else recipe_for_adapter(recipe)
        self._device = device
        self._clock = clock
        self._rows = StoredRows(rows, recipe.seed)
        self._half = knows_half(device) if recipe.half is None else recipe.half
        self._position = Position()
        self._steps = 0
        self._workers = recipe.workers
        prepare(weights.model, device)
        self._optimizers = Optimizers(
            weights.model, self._recipe.matrix_rate, self._recipe.other_rate, muon=self._recipe.muon
        )

    @property
    def size(self) -> int:
        """How many numbers are shared."""
        return self._weights.size

    def learn(self, shared: Arrays, task: Assignment, tell: Tell, stop: Callable[[], bool]) -> Learned:
        """Go on from the shared weights until the budget is used; at least one step is taken.

        Raises :class:`TrainingFailed` when the loss is no number any more, :class:`BadInput` for foreign weights.
        """
        self._weights.put(shared)
        before = self._weights.take()
        losses: list[float] = []
        begun, tokens = self._clock.steady(), 0
        source = batches_from(self._rows, self._position, self._recipe.batch_tokens, self._recipe.seed)
        with ahead(source) as batches, Workers(self._weights.model, self._loss, self._workers or 1) as workers:
            while not losses or not (self._is_over(task, len(losses), self._clock.steady() - begun) or stop()):
                self._position, _, batch = next(batches)
                self._choose_workers(workers, batch)
                losses.append(self._step(workers, batch, task, len(losses), self._clock.steady() - begun))
                tokens += batch.tokens
                if len(losses) % TELL_STEPS == 0:
                    tell(len(losses), tokens, _mean(losses[-TELL_STEPS:]))
        after = self._weights.take()
        change = {name: after[name] - part for name, part in before.items()}
        return Learned(change, len(losses), tokens, self._clock.steady() - begun, _mean(losses))

    def _is_over(self, task: Assignment, steps: int, seconds: float) -> bool:
        return steps >= task.steps if task.steps else seconds >= task.seconds

    def _choose_workers(self, workers: Workers, batch: Batch) -> None:
        if self._workers is None:
            self._workers = workers.choose_count(batch, self._clock) if self._device == "cpu" else 1

    def _step(self, workers: Workers, batch: Batch, task: Assignment, steps: int, seconds: float) -> float:
        import torch

        loss = workers.gradients(batch)
        weights = [weight for weight in self._weights.model.parameters() if weight.requires_grad]
        size = float(torch.nn.utils.clip_grad_norm_(weights, self._recipe.largest_gradient))
        if not (math.isfinite(loss) and math.isfinite(size)):
            raise TrainingFailed(f"The loss is no number any more in round {task.round}.")
        share = steps / task.steps if task.steps else seconds / task.seconds
        progress = (task.round - 1 + min(1.0, share)) / task.rounds
        self._optimizers.step(rate(progress, self._steps, self._recipe.warmup_steps))
        self._steps += 1
        return loss

    def _loss(self, model: Any, batch: Batch) -> torch.Tensor:
        return loss_of(model, batch, self._device, half=self._half)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else math.nan
