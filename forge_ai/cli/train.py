"""`forge-ai train`: a model of a person's own words, put into the store when it is finished.

Does not know how a model learns. The checkpoint lives in the data folder until the model is finished, so that training
goes on with `--resume` after Ctrl-C, a crash or a full disk.
"""

from __future__ import annotations

import json
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from forge_ai.cli.say import note, number_of, print_json
from forge_ai.errors import AlreadyThere, BadInput
from forge_ai.models.lineage import line_of
from forge_ai.models.store import ModelStore
from forge_ai.protocol.names import check_name
from forge_ai.settings import Settings, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.training.train import TrainingPlan, TrainingResult

DEFAULT_MINUTES = 10.0
KEPT = ("model.gguf", "model.safetensors", "config.json", "generation_config.json", "tokenizer.json")
KEPT_TOO = ("tokenizer_config.json", "loss.csv", "loss.png", "training.json", "sample.jsonl")
Precision = Literal["F32", "F16", "BF16", "Q8_0"]


def train(
    name: Annotated[str, typer.Argument(help="Name of the new model.")],
    data: Annotated[list[Path], typer.Option("--data", "-d", help="Text or chat files; repeat for more.")],
    more: Annotated[list[Path] | None, typer.Argument(help="More files.", metavar="FILES...")] = None,
    size: Annotated[str, typer.Option("--size", "-s", help="tiny, small, medium, large, or parameters: 5m.")] = "small",
    epochs: Annotated[float | None, typer.Option("--epochs", help="Times through the data.")] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", help="Longest time (default: 10, when no other end is given).")
    ] = None,
    steps: Annotated[int | None, typer.Option("--steps", help="Most steps.")] = None,
    base: Annotated[str | None, typer.Option("--base", "--continue", help="Go on from this trained model.")] = None,
    replay: Annotated[float, typer.Option("--replay", help="Share of earlier text learned again, such as 0.25.")] = 0.0,
    replay_data: Annotated[
        list[Path] | None, typer.Option("--replay-data", help="Earlier text (default: the sample that MODEL carries).")
    ] = None,
    keep_sample: Annotated[
        bool, typer.Option("--keep-sample", help="Leave a sample of the text in the model; it travels with it.")
    ] = False,
    adapter_of: Annotated[
        str | None, typer.Option("--adapter-of", help="Leave this model as it is and learn an adapter: a personality.")
    ] = None,
    rank: Annotated[int, typer.Option("--rank", min=1, max=256, help="How much an adapter can learn.")] = 16,
    weights: Annotated[Precision, typer.Option("--weights", help="How weights are stored.")] = "F16",
    licence: Annotated[str, typer.Option("--licence", help="Licence of the model.")] = "unknown",
    description: Annotated[str, typer.Option("--description", help="One line about the model.")] = "",
    system: Annotated[str, typer.Option("--system", help="Its personality; {name} is the node's name.")] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Chance that repeats itself.")] = 1,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Learners side by side (default: measured).")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Begin anew; replace a model of this name.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Train a model from text and chat files. Ctrl-C saves a checkpoint; --resume goes on.

    Several PCs, each with its own text: forge-ai train together --help
    """
    from forge_ai.training.adapter import AdapterShape
    from forge_ai.training.extra import require_training
    from forge_ai.training.loop import Recipe
    from forge_ai.training.schedule import Budget
    from forge_ai.training.train import TrainingPlan

    require_training()
    settings = settings_of_this_process()
    if base and adapter_of:
        raise BadInput("Give --base or --adapter-of, not both.", hint="--base makes a whole new model.")
    if not replace:
        _check_free(settings, name, adapter_of)
    folder = working_folder(settings, name, resume=resume, replace=replace)
    went_from = base or adapter_of
    endless = steps is None and epochs is None and minutes is None
    budget = Budget(steps=steps, epochs=epochs, minutes=DEFAULT_MINUTES if endless else minutes)
    parent = ModelStore(settings.folders).find(went_from) if went_from else None
    plan = TrainingPlan(
        name=name,
        data=tuple(data + (more or [])),
        folder=folder,
        size=size,
        licence=licence,
        precision=weights,
        recipe=Recipe(budget, workers=workers, seed=seed),
        resume=resume,
        base=parent.folder if parent else None,
        adapter=AdapterShape(rank, 2.0 * rank) if adapter_of else None,
        lineage=line_of(parent.manifest) if parent else (),
        replay=replay,
        replay_data=tuple(replay_data or ()),
        keep_sample=keep_sample,
    )
    result = _run(plan, quiet=as_json)
    if not result.finished:
        note(f"Stopped after {result.steps} steps. Go on with: forge-ai train {name} --data ... --resume")
        raise typer.Exit(130)
    if adapter_of:
        _put_beside(settings, plan, adapter_of, description, system)
    else:
        _put_into_store(settings, plan, description, system)
    if keep_sample and not adapter_of:
        note(f"{name} carries a sample of its text, which goes wherever the model goes.")
    _tell(name, result, as_json=as_json)


def _check_free(settings: Settings, name: str, adapter_of: str | None) -> None:
    if not adapter_of:
        ModelStore(settings.folders).check_free(name)
    elif _has_personality(settings, name, adapter_of):
        raise AlreadyThere(f"There is a personality {name} already.", hint="Choose another name, or give --replace.")


def working_folder(settings: Settings, name: str, *, resume: bool, replace: bool) -> Path:
    """Where the unfinished training of that name lives; empty unless it is to be gone on from."""
    check_name(name, "model")
    folder = settings.folders.create().training / name
    begun = folder.exists() and any(folder.iterdir())
    if resume and not begun:
        raise BadInput(f"There is no unfinished training of {name}.", hint="Leave --resume out to begin.")
    if begun and replace and not resume:
        shutil.rmtree(folder)
    elif begun and not resume:
        raise AlreadyThere(
            f"The training of {name} is unfinished.", hint="Give --resume to go on, --replace to begin anew."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _run(plan: TrainingPlan, *, quiet: bool) -> TrainingResult:
    from forge_ai.cli.training_bar import TrainingBar
    from forge_ai.clock import SystemClock
    from forge_ai.training.train import train as learn

    with interrupt_as_stop() as stop, TrainingBar(plan.name, quiet=quiet) as bar:
        return learn(plan, bar, SystemClock(), stop.is_set)


@contextmanager
def interrupt_as_stop(
    told: str = "\nSaving a checkpoint ... (Ctrl-C once more ends at once)",
) -> Iterator[threading.Event]:
    """Ctrl-C and a termination signal ask for an orderly end; a second Ctrl-C ends at once."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        if stop.is_set():
            signal.default_int_handler(number, None)
        note(told)
        stop.set()

    old = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _has_personality(settings: Settings, name: str, model: str) -> bool:
    from forge_ai.models.personalities import personalities_of

    return any(one.name == name for one in personalities_of(ModelStore(settings.folders).find(model)))


def _put_beside(settings: Settings, plan: TrainingPlan, model: str, description: str, system: str) -> None:
    """The adapter becomes a personality of the model that it was learned on."""
    from forge_ai.cli.personas import add_personality
    from forge_ai.protocol.personality import Personality
    from forge_ai.training.outcome import ADAPTER

    store = ModelStore(settings.folders)
    made = Personality(plan.name, system, description or "trained on this device")
    add_personality(store, store.find(model), made, plan.folder / ADAPTER)
    shutil.rmtree(plan.folder)


def _put_into_store(settings: Settings, plan: TrainingPlan, description: str, system: str) -> None:
    from forge_ai.models.describe import Words, describe_model
    from forge_ai.models.store import write_manifest

    provenance = json.loads((plan.folder / "training.json").read_bytes())
    words = Words(description or "trained on this device", system, plan.licence, provenance)
    with ModelStore(settings.folders).adding(plan.name, replace=True) as staging:
        for file in (*KEPT, *KEPT_TOO):
            if (plan.folder / file).exists():
                shutil.copyfile(plan.folder / file, staging / file)
        write_manifest(staging, describe_model(plan.name, staging, words))
    shutil.rmtree(plan.folder)


def _tell(name: str, result: TrainingResult, *, as_json: bool) -> None:
    if as_json:
        fields = ("parameters", "steps", "tokens", "seconds", "loss", "held_out_loss")
        print_json({"name": name, **{field: getattr(result, field) for field in fields}})
        return
    speed = result.tokens / result.seconds if result.seconds else 0
    note(f"{name}: {number_of(result.parameters)} parameters, {result.tokens:,} tokens, {speed:,.0f} tokens/s.")
    show = "personas" if result.model.name == "adapter.gguf" else "models"
    note(f"Loss {result.loss:.3f}, on held-out data {result.held_out_loss:.3f}. More: forge-ai {show} show {name}")
    note(f'Ask it: forge-ai ask --model {name} "..."')
