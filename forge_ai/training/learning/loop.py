"""The training loop: batches in, smaller loss out, reports and checkpoints on the way.

Does not know where batches come from, what is written beside the checkpoint, or who hears the reports. Time comes from
the clock that it is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.clock import Clock
from forge_ai.errors import BadInput, TrainingFailed
from forge_ai.paths import check_room
from forge_ai.training.learning.checkpoint import FILE, Standing, load_checkpoint, save_checkpoint
from forge_ai.training.learning.model import knows_half, loss_of, prepare
from forge_ai.training.learning.optimizers import Optimizers
from forge_ai.training.learning.progress import Observer, Pace, TrainingReport
from forge_ai.training.learning.schedule import DECAY_SHARE, Budget, Spent, fraction, rate, seconds_left
from forge_ai.training.learning.workers import Workers
from forge_ai.training.tokens.batches import Batch, Position, Rows, batches_from
from forge_ai.training.tokens.prefetch import ahead

if TYPE_CHECKING:
    import torch

Step = tuple[Position, float, Batch]
MOST_POINTS: Final = 4000
_MODEL: Final = "model."
_OPTIMIZER: Final = "optimizer."


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: the dials that change what is learned, and how fast."""

    budget: Budget
    batch_tokens: int = 4096
    matrix_rate: float = 0.02
    other_rate: float = 0.004
    warmup_steps: int = 20
    decay_share: float = DECAY_SHARE
    largest_gradient: float = 1.0
    muon: bool = True
    half: bool | None = None  # None: bfloat16 where the hardware knows it
    workers: int | None = None  # None: measured at the start
    seed: int = 1
    report_steps: int = 10
    held_out_steps: int = 250
    checkpoint_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Run:
    """One training run: the model, its data, the recipe, and the folder of its checkpoint."""

    model: Any
    rows: Rows
    held_out: Sequence[Batch]
    recipe: Recipe
    folder: Path
    fingerprint: str
    device: str = "cpu"


def fit(run: Run, observer: Observer, clock: Clock, stop: Callable[[], bool], *, resume: bool = False) -> Standing:
    """Train until the budget is used or ``stop`` says so; the run's last state is its checkpoint.

    Raises :class:`TrainingFailed` when the loss is no number any more; the last checkpoint is kept then.
    """
    run.recipe.budget.check()
    prepare(run.model, run.device)
    loop = _Loop(run, observer, clock)
    if resume:
        loop.take_up()
    loop.check_room()
    return loop.go(stop)


class _Loop:
    """The moving parts of one run."""

    def __init__(self, run: Run, observer: Observer, clock: Clock) -> None:
        recipe = run.recipe
        self._run = run
        self._observer = observer
        self._clock = clock
        self._half = knows_half(run.device) if recipe.half is None else recipe.half
        self._optimizers = Optimizers(run.model, recipe.matrix_rate, recipe.other_rate, muon=recipe.muon)
        self._standing = Standing(run.fingerprint)
        self._points = [*self._standing.points]
        self._pace = Pace()

    def take_up(self) -> None:
        """Go on where the folder's checkpoint stands, if there is one."""
        import torch

        found = load_checkpoint(self._run.folder)
        if found is None:
            return
        standing, tensors = found
        if standing.fingerprint != self._run.fingerprint:
            raise BadInput(
                "The checkpoint belongs to another training: its data, size or seed differ.",
                hint="Use the same data and options with --resume; --replace begins anew.",
            )
        self._standing = standing
        self._points = [*standing.points]
        self._pace = Pace(standing.spent.seconds, standing.points[-1][3] if standing.points else math.nan)
        with torch.no_grad():
            for name, weight in self._learning():
                weight.copy_(tensors[_MODEL + name])
        memory = {name.removeprefix(_OPTIMIZER): part for name, part in tensors.items() if name.startswith(_OPTIMIZER)}
        self._optimizers.restore(memory)

    def check_room(self) -> None:
        """Raise :class:`StorageFault` where the disk has no room for two checkpoints, by what they have at least."""
        weights = sum(weight.numel() * weight.element_size() for _, weight in self._learning())
        one_more = (self._run.folder / FILE).exists()  # each is written beside the one before it
        check_room(self._run.folder, (2 if one_more else 4) * weights)

    def go(self, stop: Callable[[], bool]) -> Standing:
        """Step until the budget is used or somebody says stop."""
        recipe = self._run.recipe
        source = batches_from(self._run.rows, self._standing.position, recipe.batch_tokens, recipe.seed)
        with ahead(source) as batches, Workers(self._run.model, self._loss, recipe.workers or 1) as workers:
            self._loop(batches, workers, stop)
            self.save()
            self._report(workers.loss(self._run.held_out))
        self.save()
        return self._standing

    def _loop(self, batches: Iterator[Step], workers: Workers, stop: Callable[[], bool]) -> None:
        started = self._clock.steady() - self._standing.spent.seconds
        saved, counted = self._clock.steady(), self._run.recipe.workers is not None or self._run.device != "cpu"
        while fraction(self._run.recipe.budget, self._standing.spent) < 1.0 and not stop():
            position, epochs, batch = next(batches)
            if not counted:
                workers.choose_count(batch, self._clock)
                counted = True
            loss = self._step(workers, batch)
            now = self._clock.steady()
            self._note(position, epochs, batch, now - started)
            self._tell(loss, batch, workers)
            if now - saved >= self._run.recipe.checkpoint_seconds:
                self.save()
                saved = now

    def _step(self, workers: Workers, batch: Batch) -> float:
        import torch

        recipe, spent = self._run.recipe, self._standing.spent
        loss = workers.gradients(batch)
        length = float(torch.nn.utils.clip_grad_norm_(self._run.model.parameters(), recipe.largest_gradient))
        if not (math.isfinite(loss) and math.isfinite(length)):
            raise TrainingFailed(f"The loss is no number any more at step {spent.steps}.")
        progress = fraction(recipe.budget, spent)
        self._optimizers.step(rate(progress, spent.steps, recipe.warmup_steps, recipe.decay_share))
        return loss

    def _loss(self, model: Any, batch: Batch) -> torch.Tensor:
        return loss_of(model, batch, self._run.device, half=self._half)

    def _note(self, position: Position, epochs: float, batch: Batch, seconds: float) -> None:
        spent = self._standing.spent
        self._standing = replace(
            self._standing,
            spent=Spent(spent.steps + 1, spent.tokens + batch.tokens, epochs, seconds),
            position=position,
        )

    def _tell(self, loss: float, batch: Batch, workers: Workers) -> None:
        recipe, steps = self._run.recipe, self._standing.spent.steps
        self._pace.add(loss, batch.tokens)
        if steps == 1 or steps % recipe.report_steps == 0:
            judged = steps % recipe.held_out_steps == 0
            self._report(workers.loss(self._run.held_out) if judged else None)

    def _report(self, held_out: float | None) -> None:
        spent = self._standing.spent
        loss, speed = self._pace.mean(spent.seconds)
        progress = fraction(self._run.recipe.budget, spent)
        left = seconds_left(progress, spent.seconds)
        report = TrainingReport(spent.steps, progress, loss, held_out, spent.tokens, speed, spent.seconds, left)
        self._observer.hear(report)
        self._mark((spent.steps, spent.tokens, spent.seconds, loss, math.nan if held_out is None else held_out))

    def _mark(self, point: tuple[float, ...]) -> None:
        """Put a point on the loss curve: one a step, and not too many."""
        if self._points and self._points[-1][0] == point[0]:
            self._points.pop()
        if len(self._points) >= MOST_POINTS:
            self._points = [old for number, old in enumerate(self._points) if number % 2 or not math.isnan(old[-1])]
        self._points.append(point)
        self._standing = replace(self._standing, points=tuple(self._points))

    def save(self) -> None:
        """Write the checkpoint."""
        tensors = {_MODEL + name: weight for name, weight in self._learning()}
        tensors |= {_OPTIMIZER + name: tensor for name, tensor in self._optimizers.state().items()}
        save_checkpoint(self._run.folder, self._standing, tensors)

    def _learning(self) -> Iterator[tuple[str, torch.nn.Parameter]]:
        """The weights that are not frozen, by name: an adapter's checkpoint is as small as the adapter."""
        return ((name, weight) for name, weight in self._run.model.named_parameters() if weight.requires_grad)
