"""Tokens a second of our training beside a plain loop and transformers' Trainer: same model, same batches, one run.

The others get the number of threads that is best for them on the machine as it is, measured before.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.tables import print_table
from forge_ai.clock import SystemClock
from forge_ai.training.learning.loop import Recipe, Run, fit
from forge_ai.training.learning.model import best_device, knows_half, new_model
from forge_ai.training.learning.progress import TrainingReport
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shape import Shape
from forge_ai.training.lessons import write_lessons
from forge_ai.training.starter import SHAPE
from forge_ai.training.tokens.batches import Batch, Position, batches_from
from forge_ai.training.tokens.supply import WrittenRows
from forge_ai.training.tokens.tokenizer import ChatTokenizer, train_tokenizer

DEVICE = best_device()
STEPS, FIRST = (
    (10, 2) if DEVICE == "cpu" else (300, 100)
)  # the first ones warm up: a GPU loads each kernel when it is used
ROUNDS = 1
BATCH_TOKENS = 4096
RATE = 3e-3
OURS = "forge-ai train"


@dataclass(slots=True)
class Watch:
    """When each step ended, and how many tokens it had. It hears our reports too."""

    ended: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)

    def tick(self, tokens: int) -> None:
        """One step is done."""
        self.ended.append(time.perf_counter())
        self.worked.append(time.process_time())
        self.tokens.append(tokens)

    def hear(self, report: TrainingReport) -> None:
        """The last report comes twice: the second with the verdict on held-out rows."""
        if report.step > len(self.ended):
            self.tick(report.tokens - sum(self.tokens))

    @property
    def speed(self) -> float:
        """Tokens a second after warming up, padding not counted."""
        return sum(self.tokens[FIRST:]) / (self.ended[-1] - self.ended[FIRST - 1])

    @property
    def thrift(self) -> float:
        """Tokens a second of processor time: what a busy machine does not blur."""
        return sum(self.tokens[FIRST:]) / (self.worked[-1] - self.worked[FIRST - 1])


def table() -> None:
    """Print one row for each way to train."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    words = train_tokenizer(
        (message.content for lesson in write_lessons(9, 2000) for message in lesson.messages), SHAPE.vocabulary
    )
    rows = WrittenRows(write_lessons, words, 1, SHAPE.context)
    batches = [batch for _, _, batch in islice(batches_from(rows, Position(), BATCH_TOKENS, 1), STEPS)]
    if DEVICE == "cpu":
        print(f"Threads for the others: {_best_threads(batches[0])} (measured).\n")
    ways: dict[str, Callable[[], Watch]] = {"plain loop": lambda: _plain(batches)}
    if find_spec("accelerate"):
        ways["transformers.Trainer"] = lambda: _trainer(batches)
    else:
        print("transformers.Trainer is left out: it needs `pip install accelerate`.\n")
    ways[OURS] = lambda: _ours(words)
    watches = {name: [way() for _ in range(ROUNDS)] for name, way in ways.items()}
    _print(watches)


def _print(watches: dict[str, list[Watch]]) -> None:
    speeds = {name: statistics.median(watch.speed for watch in found) for name, found in watches.items()}
    thrifts = {name: statistics.median(watch.thrift for watch in found) for name, found in watches.items()}
    rows = [
        [
            name,
            f"{speeds[name]:,.0f}",
            f"{speeds[OURS] / speeds[name]:.2f}",
            f"{thrifts[name]:,.0f}",
            f"{thrifts[OURS] / thrifts[name]:.2f}",
        ]
        for name in watches
    ]
    headings = ["way", "tokens/s", "ours against it", "per processor second", "ours against it"]
    print_table(headings, rows)


def _shape(words: ChatTokenizer) -> Shape:
    return Shape(SHAPE.width, SHAPE.layers, SHAPE.heads, SHAPE.feed_forward, words.vocabulary, SHAPE.context)


def _fresh() -> Any:
    return new_model(SHAPE, 1).to(DEVICE)


def _ours(words: ChatTokenizer) -> Watch:
    watch = Watch()
    rows = WrittenRows(write_lessons, words, 1, SHAPE.context)
    recipe = Recipe(Budget(steps=STEPS), batch_tokens=BATCH_TOKENS, report_steps=1)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(new_model(_shape(words), 1), rows, [], recipe, Path(folder), "benchmark", DEVICE)
        fit(run, watch, SystemClock(), lambda: False)
    return watch


def _best_threads(batch: Batch) -> int:
    """One thread or one a processor, whichever makes a plain step on a few rows faster."""
    import torch

    rows = batch.split(max(1, len(batch.ids) // 2))[0]
    taken = {}
    for count in sorted({1, os.cpu_count() or 1}):
        torch.set_num_threads(count)
        begun = time.perf_counter()
        _plain([rows] * 3)
        taken[count] = time.perf_counter() - begun
    best = min(taken, key=lambda count: taken[count])
    torch.set_num_threads(best)
    return best


def _examples(batches: Sequence[Batch]) -> list[dict[str, Any]]:
    """Our batches as a plain loop gets them: ids, a mask of the padding, labels."""
    import torch

    examples = []
    for batch in batches:
        ids = torch.from_numpy(batch.ids)
        labels = torch.full_like(ids, -100)
        labels.view(-1)[torch.from_numpy(batch.positions) + 1] = torch.from_numpy(batch.targets)
        examples.append({"input_ids": ids, "attention_mask": (ids != 0).long(), "labels": labels})
    return examples


def _plain(batches: Sequence[Batch]) -> Watch:
    import torch

    watch, model = Watch(), _fresh()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    for batch, example in zip(batches, _examples(batches), strict=True):
        with torch.autocast(DEVICE, torch.bfloat16, enabled=knows_half(DEVICE)):
            loss = model(**{name: part.to(DEVICE) for name, part in example.items()}).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        watch.tick(batch.tokens)
    return watch


def _trainer(batches: Sequence[Batch]) -> Watch:
    from transformers import Trainer, TrainerCallback, TrainingArguments

    watch, counts = Watch(), cycle([batch.tokens for batch in batches])

    class Ticking(TrainerCallback):
        """Notes the end of each step."""

        def on_step_end(self, *_: object, **__: object) -> None:
            watch.tick(next(counts))

    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder,
            use_cpu=DEVICE == "cpu",
            bf16=knows_half(DEVICE),
            max_steps=STEPS,
            per_device_train_batch_size=1,
            learning_rate=RATE,
            logging_strategy="no",
            report_to=[],
            save_strategy="no",
            disable_tqdm=True,
            dataloader_pin_memory=False,
        )
        Trainer(
            model=_fresh(),
            args=arguments,
            train_dataset=_examples(batches),
            data_collator=lambda examples: examples[0],
            callbacks=[Ticking()],
        ).train()
    return watch
