"""A model from a person's files: read, learn the words, train, write.

Writes only into the folder that the caller names; the caller moves the result to where models live. Does not know
about the model store, the command line or what the time is: a clock, an observer and a stop sign come in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from forge_ai.clock import Clock
from forge_ai.errors import BadInput
from forge_ai.training.extra import require_training
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About, Precision
from forge_ai.training.files.outcome import ADAPTER, MODEL, write_adapter_outcome, write_outcome
from forge_ai.training.learning.adapter import AdapterShape, adapt, recipe_for_adapter
from forge_ai.training.learning.checkpoint import Standing
from forge_ai.training.learning.loop import Recipe, Run, fit
from forge_ai.training.learning.model import best_device, new_model
from forge_ai.training.learning.progress import Observer
from forge_ai.training.learning.schedule import Budget, fraction
from forge_ai.training.learning.shape import shape_of
from forge_ai.training.learning.shortage import told_as_shortage
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.source import Source, read_files
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.replay import check_share, read_sample, with_replay, write_sample
from forge_ai.training.tokens.rows import rows_of
from forge_ai.training.tokens.supply import StoredRows, split
from forge_ai.training.tokens.tokenizer import ChatTokenizer, Row, train_tokenizer

HELD_OUT_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What to train, from what, how large, for how long, and into which folder.

    ``base`` is the folder of a trained model to go on from; it decides shape and vocabulary then, and ``lineage`` names
    its weights and what they came from. With an ``adapter`` the base stays as it is, and only a small adapter for it is
    learned. ``replay`` is the share of earlier text that is learned again: from the files that ``replay_data`` names,
    or from the sample that the base carries. ``keep_sample`` leaves such a sample again. ``speaker`` is whom the model
    speaks as in chats that a messenger exported; without, it is each of the two who say most.
    """

    name: str
    data: tuple[Path, ...]
    folder: Path
    size: str = "small"
    licence: str = "unknown"
    precision: Precision = "F16"
    recipe: Recipe = field(default_factory=lambda: Recipe(Budget(epochs=3)))
    resume: bool = False
    base: Path | None = None
    adapter: AdapterShape | None = None
    lineage: tuple[str, ...] = ()
    replay: float = 0.0
    replay_data: tuple[Path, ...] = ()
    keep_sample: bool = False
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What came out. ``finished`` is false when training was stopped early; it can be resumed then."""

    folder: Path
    model: Path
    parameters: int
    steps: int
    tokens: int
    seconds: float
    loss: float
    held_out_loss: float
    finished: bool


def train(plan: TrainingPlan, observer: Observer, clock: Clock, stop: Callable[[], bool]) -> TrainingResult:
    """Train as planned and leave the model, its loss curve and a checkpoint in the folder.

    Raises :class:`MissingPart` without PyTorch, :class:`BadData` and :class:`BadInput` for what cannot be learned from,
    :class:`TrainingFailed`, :class:`OutOfMemory` and :class:`StorageFault` with the last checkpoint intact.
    """
    require_training()
    check_wishes(plan.size, plan.recipe.budget, plan.replay)
    with told_as_shortage(f"There is not enough memory to train {plan.name}; the last checkpoint is intact."):
        return _trained(plan, observer, clock, stop)


def _trained(plan: TrainingPlan, observer: Observer, clock: Clock, stop: Callable[[], bool]) -> TrainingResult:
    source, earlier = read_files(plan.data, plan.speaker), _earlier(plan)
    model, tokenizer = load_base(plan.base) if plan.base else _fresh(plan, source)
    adapted = adapt(model, plan.adapter, plan.recipe.seed) if plan.adapter else None
    run = _run(plan, model, _rows(plan, source, earlier, tokenizer, model), _fingerprint(plan, source))
    standing = fit(run, observer, clock, stop, resume=plan.resume)
    about = About(plan.name, plan.licence, _provenance(plan, source, standing))
    if adapted and plan.base:
        write_adapter_outcome(plan.folder, adapted, plan.base, about, standing, plan.precision)
    else:
        write_outcome(plan.folder, model, tokenizer, about, standing, plan.precision)
    if plan.keep_sample:
        write_sample(plan.folder, source.documents + (earlier.documents if earlier else ()), plan.recipe.seed)
    return _result(plan, model, standing)


def check_wishes(size: str, budget: Budget, replay: float) -> None:
    """Raise :class:`BadInput` for what can be told without the data: reading that may take minutes."""
    shape_of(size)
    budget.check()
    check_share(replay)


def _rows(
    plan: TrainingPlan, source: Source, earlier: Source | None, tokenizer: ChatTokenizer, model: Any
) -> Sequence[Row]:
    longest = model.config.max_position_embeddings
    rows = rows_of(source, tokenizer, longest)
    if not earlier:
        return rows
    return with_replay(rows, rows_of(earlier, tokenizer, longest), plan.replay, plan.recipe.seed)


def _run(plan: TrainingPlan, model: Any, rows: Sequence[Row], fingerprint: str) -> Run:
    learned, held_out = split(rows, HELD_OUT_SHARE, plan.recipe.seed)
    supply = StoredRows(learned, plan.recipe.seed)
    judged = pack(held_out, plan.recipe.batch_tokens, (0,))
    recipe = recipe_for_adapter(plan.recipe) if plan.adapter else plan.recipe
    return Run(model, supply, judged, recipe, plan.folder, fingerprint, best_device())


def _earlier(plan: TrainingPlan) -> Source | None:
    """What is to be replayed, if anything."""
    if not plan.replay:
        return None
    if plan.base is None:
        raise BadInput("There is nothing to replay: this training begins anew.", hint="Give --continue MODEL.")
    return read_sample(plan.base, plan.replay_data, plan.base.name)


def _fresh(plan: TrainingPlan, source: Source) -> tuple[Any, ChatTokenizer]:
    tokenizer = train_tokenizer(_texts(source), shape_of(plan.size).vocabulary)
    return new_model(shape_of(plan.size, tokenizer.vocabulary), plan.recipe.seed), tokenizer


def _texts(source: Source) -> list[str]:
    texts: list[str] = []
    for document in source.documents:
        texts += (
            [message.content for message in document.messages] if isinstance(document, Conversation) else [document]
        )
    return texts


def _fingerprint(plan: TrainingPlan, source: Source) -> str:
    """What must be the same for a checkpoint to be gone on from."""
    parts = [file.sha256 for file in source.files]
    shape = asdict(plan.adapter) if plan.adapter else None
    recipe = [plan.recipe.seed, plan.recipe.batch_tokens, plan.recipe.muon]
    words = json.dumps(
        [
            parts,
            plan.size,
            *recipe,
            str(plan.base),
            *([shape] if shape else []),
            *([plan.replay] if plan.replay else []),
        ]
    )
    return hashlib.sha256(words.encode()).hexdigest()


def _provenance(plan: TrainingPlan, source: Source, standing: Standing) -> str:
    spent = standing.spent
    words = {
        "name": plan.name,
        "licence": plan.licence,
        "data": [asdict(file) for file in source.in_short()],
        "base": plan.base.name if plan.base else None,
        "lineage": list(plan.lineage),
        **({"replay": plan.replay} if plan.replay else {}),
        "size": plan.size,
        "seed": plan.recipe.seed,
        "steps": spent.steps,
        "tokens": spent.tokens,
        "epochs": round(spent.epochs, 3),
        "seconds": round(spent.seconds, 1),
    }
    return json.dumps(words, indent=2)


def _result(plan: TrainingPlan, model: Any, standing: Standing) -> TrainingResult:
    spent, last = standing.spent, standing.points[-1]
    return TrainingResult(
        folder=plan.folder,
        model=plan.folder / (ADAPTER if plan.adapter else MODEL),
        parameters=sum(weight.numel() for weight in model.parameters() if weight.requires_grad),
        steps=spent.steps,
        tokens=spent.tokens,
        seconds=spent.seconds,
        loss=last[3],
        held_out_loss=last[4],
        finished=fraction(plan.recipe.budget, spent) >= 1.0,
    )
