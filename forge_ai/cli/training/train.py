"""`forge-ai train`: a model of a person's own words, put into the store when it is finished.

Does not know how a model learns. The checkpoint lives in the data folder until the model is finished, so that training
goes on with `--resume` after Ctrl-C, a crash or a full disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from forge_ai.cli.options import with_options
from forge_ai.cli.say import note, number_of, print_json
from forge_ai.cli.training.trained import put_beside, put_into_store
from forge_ai.cli.training.unfinished import interrupt_as_stop, is_in_store, unless_gone, unless_taken, working_folder
from forge_ai.cli.typed import text_of
from forge_ai.errors import AlreadyThere, BadInput
from forge_ai.models.lineage import line_of
from forge_ai.models.store import ModelStore
from forge_ai.settings import Settings, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.training.learning.schedule import Budget
    from forge_ai.training.train import TrainingPlan, TrainingResult

DEFAULT_MINUTES = 10.0
UNLEARNED = 4.5  # loss in nats a token: it hesitates between ninety words, and writes no sentence
BY_HEART = 2.0  # nats a token between the losses: text it was not shown is seven times as surprising as its own
Precision = Literal["F32", "F16", "BF16", "Q8_0"]


@dataclass(frozen=True, slots=True)
class TrainingWishes:
    """The options of `train`: what a person may wish of the training, and of the model that it makes."""

    size: Annotated[str, typer.Option("--size", "-s", help="tiny, small, medium, large, or parameters: 5m.")] = "small"
    epochs: Annotated[float | None, typer.Option("--epochs", help="How often the data is read, at most.")] = None
    minutes: Annotated[
        float | None, typer.Option("--minutes", help="Longest time (default: 10, when no other end is given).")
    ] = None
    steps: Annotated[int | None, typer.Option("--steps", help="How many steps, at most.")] = None
    speaker: Annotated[
        str, typer.Option("--as", help="Whom of a WhatsApp or Telegram chat it speaks as (default: each of the two).")
    ] = ""
    base: Annotated[str | None, typer.Option("--base", "--continue", help="Go on from this trained model.")] = None
    replay: Annotated[float, typer.Option("--replay", help="Share of earlier text learned again, such as 0.25.")] = 0.0
    replay_data: Annotated[
        list[Path] | None, typer.Option("--replay-data", help="Earlier text (default: the sample that MODEL carries).")
    ] = None
    keep_sample: Annotated[
        bool, typer.Option("--keep-sample", help="Leave a sample of the text in the model; it travels with it.")
    ] = False
    adapter_of: Annotated[
        str | None, typer.Option("--adapter-of", help="Leave this model as it is and learn an adapter: a personality.")
    ] = None
    rank: Annotated[int, typer.Option("--rank", min=1, max=256, help="How much an adapter can learn.")] = 16
    weights: Annotated[Precision, typer.Option("--weights", help="How weights are stored.")] = "F16"
    licence: Annotated[str, typer.Option("--licence", help="Licence of the model.")] = "unknown"
    description: Annotated[str, typer.Option("--description", help="One line about the model.")] = ""
    system: Annotated[str, typer.Option("--system", help="Its personality; {name} is the name of the node.")] = ""
    seed: Annotated[int, typer.Option("--seed", min=0, max=4_294_967_295, help="Makes chance repeatable.")] = 1
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Learners side by side (default: measured).")
    ] = None
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False
    replace: Annotated[bool, typer.Option("--replace", help="Begin anew; replace a model of this name.")] = False


def _or_together(begun: str) -> list[str]:
    """Completes `together`, the family of commands that may stand in the place of a name."""
    return [word for word in ("together",) if word.startswith(begun)]


@with_options(TrainingWishes)
def train(
    wishes: TrainingWishes,
    name: Annotated[str, typer.Argument(help="Name of the new model.", autocompletion=_or_together)],
    data: Annotated[
        list[Path] | None, typer.Option("--data", "-d", help="Text or chat files, or folders; repeat for more.")
    ] = None,
    more: Annotated[list[Path] | None, typer.Argument(help="More of them, or all.", metavar="FILES...")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Train a model from text and chat files. Ctrl-C saves a checkpoint; --resume goes on.

    Several PCs, each with its own text: forge-ai train together --help
    """
    from forge_ai.training.extra import require_training

    texts = named_texts(data, more)
    require_training()
    _check(wishes)
    settings = settings_of_this_process()
    may_replace = wishes.replace or (wishes.resume and is_in_store(settings, name))
    if not may_replace:
        _check_free(settings, name, wishes.adapter_of)
    with working_folder(settings, name, resume=wishes.resume, replace=wishes.replace) as folder:
        plan = _plan(settings, name, texts, wishes, folder)
        system = wishes.system or personality_of(settings, wishes.base)  # now: at the end the base may be gone
        with unless_gone(settings, wishes.adapter_of):
            result = _run(plan, quiet=as_json)
            if not result.finished:
                note(f"Stopped after {result.steps} steps. Go on with: forge-ai train {name} --data ... --resume")
                raise typer.Exit(130)
            with unless_taken(name):
                _keep(settings, plan, wishes, system, replace=may_replace)
    _tell(name, result, as_json=as_json)


def named_texts(data: list[Path] | None, more: list[Path] | None) -> tuple[Path, ...]:
    """The files to learn from, with `--data` before them or without. Raises :class:`BadInput` when there are none."""
    if texts := (*(data or ()), *(more or ())):
        return texts
    raise BadInput("There is nothing to learn from.", hint="Name text or chat files, or folders: --data notes.txt")


def _check(wishes: TrainingWishes) -> None:
    """Refuse options that do not go together, before anything is read or an earlier training is thrown away."""
    from forge_ai.training.train import check_wishes

    if wishes.base and wishes.adapter_of:
        raise BadInput("Give --base or --adapter-of, not both.", hint="--base makes a whole new model.")
    check_wishes(wishes.size, _budget(wishes), wishes.replay)


def _plan(settings: Settings, name: str, data: tuple[Path, ...], wishes: TrainingWishes, folder: Path) -> TrainingPlan:
    from forge_ai.training.learning.adapter import AdapterShape
    from forge_ai.training.learning.loop import Recipe
    from forge_ai.training.train import TrainingPlan

    went_from = wishes.base or wishes.adapter_of
    parent = ModelStore(settings.folders).find(went_from) if went_from else None
    return TrainingPlan(
        name=name,
        data=data,
        folder=folder,
        size=wishes.size,
        licence=wishes.licence,
        precision=wishes.weights,
        recipe=Recipe(_budget(wishes), workers=wishes.workers, seed=wishes.seed),
        resume=wishes.resume,
        base=parent.folder if parent else None,
        adapter=AdapterShape(wishes.rank, 2.0 * wishes.rank) if wishes.adapter_of else None,
        lineage=line_of(parent.manifest) if parent else (),
        replay=wishes.replay,
        replay_data=tuple(wishes.replay_data or ()),
        keep_sample=wishes.keep_sample,
        speaker=text_of(wishes.speaker),
    )


def _budget(wishes: TrainingWishes) -> Budget:
    from forge_ai.training.learning.schedule import Budget

    endless = wishes.steps is None and wishes.epochs is None and wishes.minutes is None
    minutes = DEFAULT_MINUTES if endless else wishes.minutes
    return Budget(steps=wishes.steps, epochs=wishes.epochs, minutes=minutes)


def _keep(settings: Settings, plan: TrainingPlan, wishes: TrainingWishes, system: str, *, replace: bool) -> None:
    if wishes.adapter_of:
        if not replace:
            _check_free(settings, plan.name, wishes.adapter_of)
        put_beside(settings, plan, wishes.adapter_of, wishes.description, system)
        return
    put_into_store(settings, plan, wishes.description, system, replace=replace)
    if plan.keep_sample:
        note(f"{plan.name} carries a sample of its text, which goes wherever the model goes.")


def _check_free(settings: Settings, name: str, adapter_of: str | None) -> None:
    if not adapter_of:
        ModelStore(settings.folders).check_free(name)
    elif _has_personality(settings, name, adapter_of):
        raise AlreadyThere(f"There is a personality {name} already.", hint="Choose another name, or give --replace.")


def _has_personality(settings: Settings, name: str, model: str) -> bool:
    from forge_ai.models.personalities import personalities_of

    return any(one.name == name for one in personalities_of(ModelStore(settings.folders).find(model)))


def _run(plan: TrainingPlan, *, quiet: bool) -> TrainingResult:
    from forge_ai.cli.training.training_bar import TrainingBar
    from forge_ai.clock import SystemClock
    from forge_ai.training.train import train as learn

    with TrainingBar(plan.name, quiet=quiet) as bar, interrupt_as_stop(begun=lambda: bar.has_begun) as stop:
        return learn(plan, bar, SystemClock(), stop.is_set)


def _tell(name: str, result: TrainingResult, *, as_json: bool) -> None:
    if as_json:
        fields = ("parameters", "steps", "tokens", "seconds", "loss", "held_out_loss")
        print_json({"name": name, **{field: getattr(result, field) for field in fields}})
        return
    speed = result.tokens / result.seconds if result.seconds else 0
    note(f"{name}: {number_of(result.parameters)} parameters, {result.tokens:,} tokens, {speed:,.0f} tokens/s.")
    show = "personas" if result.model.name == "adapter.gguf" else "models"
    note(f"Loss {result.loss:.3f}, on held-out data {result.held_out_loss:.3f}. More: forge-ai {show} show {name}")
    if hint := advice(result.loss, result.held_out_loss):
        note(f"hint: {hint}")
    note(f'Ask it: forge-ai ask --model {name} "..."')


def personality_of(settings: Settings, base: str | None) -> str:
    """The system prompt of the base model, "" without one: a model that learns on stays who it is."""
    return ModelStore(settings.folders).find(base).manifest.system_prompt if base else ""


def advice(loss: float, held_out_loss: float) -> str:
    """What to do about a model that knows its own text far better than similar text, or has hardly learned; else ""."""
    if held_out_loss > loss + BY_HEART:
        return "It knows its text by heart and little beyond it: give more text, or less time (--minutes, --epochs)."
    if loss > UNLEARNED:
        return (
            "It has hardly begun to learn: give more time (--minutes 30), or take a smaller size (--size tiny, 300k)."
        )
    return ""
