"""The starter model's training: lessons written afresh for the whole run, never stored and never repeated.

Run as ``python -m forge_ai.training.starter --minutes 240 --out DIR``; with ``--base`` a finished starter learns for
another while. Does not know where the package keeps the model.
"""

from __future__ import annotations

import argparse
import json
import signal
import threading
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from forge_ai.clock import Clock, SystemClock
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.manifest import MANIFEST_FILE, WEIGHTS_FILE, read_manifest
from forge_ai.models.store import STARTER
from forge_ai.paths import write_whole
from forge_ai.training.extra import require_training
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About
from forge_ai.training.files.outcome import write_outcome
from forge_ai.training.learning.checkpoint import FILE, Standing
from forge_ai.training.learning.deepening import deepen
from forge_ai.training.learning.loop import Recipe, Run, fit
from forge_ai.training.learning.model import best_device, new_model
from forge_ai.training.learning.progress import Lines, Observer
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shape import Shape
from forge_ai.training.lessons import write_lessons
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.pools_ahead import PoolsAhead, helping_processes
from forge_ai.training.tokens.supply import WrittenRows
from forge_ai.training.tokens.tokenizer import ChatTokenizer, load_tokenizer, train_tokenizer

SHAPE: Final = Shape(width=256, layers=6, heads=4, feed_forward=704, vocabulary=2048, context=1024)
WORD_SEED: Final = 900_000_000
WORD_CONVERSATIONS: Final = 20_000
HELD_OUT: Final = 64


@dataclass(frozen=True, slots=True)
class StarterOrder:
    """What is asked of a training of the starter: into which folder, how, and on which base it goes on, if on one."""

    out: Path
    recipe: Recipe
    shape: Shape = SHAPE
    resume: bool = False
    words_from: int = WORD_CONVERSATIONS
    base: Path | None = None
    layers: int | None = None  # of the deeper model that the base grows into


def train_starter(order: StarterOrder, observer: Observer, clock: Clock, stop: threading.Event) -> Standing:
    """Train the starter model into the folder, or go on where its checkpoint stands."""
    require_training()
    model, tokenizer = (
        _grown(order, order.base) if order.base else (new_model(order.shape, order.recipe.seed), _words(order))
    )
    rows = WrittenRows(write_lessons, tokenizer, order.recipe.seed * 1_000_000, order.shape.context)
    held_out = pack(rows.held_out(HELD_OUT), order.recipe.batch_tokens, (0,))
    fingerprint = f"starter {order.shape} {order.layers} {order.recipe.seed}"
    device = best_device()
    with PoolsAhead(rows, helping_processes(device)) as supply:
        run = Run(model, supply, held_out, order.recipe, order.out, fingerprint, device)
        standing = fit(run, observer, clock, stop.is_set, resume=order.resume)
    about = About("ForgeAI starter", "MIT", _provenance(order, standing))
    write_outcome(order.out, model, tokenizer, about, standing, "Q8_0")
    return standing


def _grown(order: StarterOrder, base: Path) -> tuple[Any, ChatTokenizer]:
    model, tokenizer = load_base(base)
    return (deepen(model, order.layers) if order.layers else model), tokenizer


def _words(order: StarterOrder) -> ChatTokenizer:
    """The run's vocabulary: the folder's own when going on, else learned from a sample of lessons."""
    path = order.out / "tokenizer.json"
    if order.resume and (order.out / FILE).exists():
        return load_tokenizer(path)
    lessons = write_lessons(WORD_SEED, order.words_from)
    texts = chain.from_iterable((message.content for message in lesson.messages) for lesson in lessons)
    tokenizer = train_tokenizer(texts, order.shape.vocabulary)
    write_whole(path, tokenizer.to_json().encode())
    return tokenizer


def _provenance(order: StarterOrder, standing: Standing) -> str:
    spent = standing.spent
    words: dict[str, object] = {
        "data": "conversations written by forge_ai.training.lessons",
        "seed": order.recipe.seed,
        "steps": spent.steps,
        "tokens": spent.tokens,
        "seconds": round(spent.seconds),
    }
    if order.base:
        words["base"] = read_manifest((order.base / MANIFEST_FILE).read_bytes()).provenance
    return json.dumps(words, indent=2)


def ship(trained: Path, shelf: Path) -> None:
    """Put a trained starter model where the package keeps the models that come with it, with a manifest."""
    target = shelf / STARTER
    target.mkdir(parents=True, exist_ok=True)
    write_whole(target / WEIGHTS_FILE, (trained / WEIGHTS_FILE).read_bytes(), mode=0o644)
    provenance = json.loads((trained / "training.json").read_bytes())
    notes = ModelNotes("small assistant that comes with ForgeAI", licence="MIT", provenance=provenance)
    write_manifest(target, describe_model(STARTER, target, notes))


def _options(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m forge_ai.training.starter", description="Train the starter model.")
    parser.add_argument("--out", type=Path, default=Path("build/starter"), help="working folder (%(default)s)")
    parser.add_argument("--minutes", type=float, default=240.0, help="an evening (%(default)s)")
    parser.add_argument("--tokens", type=int, help="end after so many, if the minutes last")
    parser.add_argument("--batch-tokens", type=int, default=4096, help="a GPU likes more (%(default)s)")
    parser.add_argument("--workers", type=int, default=None, help="learners side by side (measured)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", type=Path, metavar="FOLDER", help="go on from the finished starter in that folder")
    parser.add_argument("--layers", type=int, help="deepen that base first, to so many layers")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in the working folder")
    parser.add_argument("--ship", type=Path, metavar="FOLDER", help="put the model among those that come with ForgeAI")
    return parser.parse_args(words)


def _recipe(options: argparse.Namespace) -> Recipe:
    """How much is learned in which steps: an evening's, measured; of a base what is known is only to be refined."""
    budget = Budget(tokens=options.tokens, minutes=options.minutes)
    matrix_rate, other_rate, falling = (0.003, 0.0006, 1.0) if options.base else (0.012, 0.003, 0.8)
    return Recipe(
        budget,
        options.batch_tokens,
        matrix_rate=matrix_rate,
        other_rate=other_rate,
        decay_share=falling,
        workers=options.workers,
        seed=options.seed,
    )


def main() -> None:
    """Train until the minutes are used or Ctrl-C, which saves a checkpoint and the model as it is."""
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    options = _options()
    order = StarterOrder(options.out, _recipe(options), resume=options.resume, base=options.base, layers=options.layers)
    train_starter(order, Lines(STARTER), SystemClock(), stop)
    if options.ship:
        ship(options.out, options.ship)


if __name__ == "__main__":
    main()
