"""`forge-ai models merge`: one model out of several that come from one base, and at once what it can do.

Does not know the arithmetic, nor how models are examined.
"""

from __future__ import annotations

from dataclasses import replace as replace_fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forge_ai.cli.models.evaluate import scores_of
from forge_ai.cli.options import AsJson
from forge_ai.cli.progress import progress_bar
from forge_ai.cli.say import note, number_of, print_json
from forge_ai.cli.tables import table
from forge_ai.errors import BadInput
from forge_ai.models.merging.arithmetic import MergePlan, Method
from forge_ai.models.personalities import OwnedPersonality, all_personalities
from forge_ai.models.store import ModelStore
from forge_ai.settings import Settings, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.training.exam import ExamReport

EXAM_SEED = 1


def merge_models(
    name: Annotated[str, typer.Argument(help="Name of the new model.", metavar="OUT")],
    parents: Annotated[list[str], typer.Argument(help="Two or more models of one base.", metavar="MODELS...")],
    method: Annotated[Method, typer.Option("--method", "-m", help="How to merge.")] = "average",
    weights: Annotated[str, typer.Option("--weights", help="How much each counts, such as 0.7,0.3.")] = "",
    keep: Annotated[float, typer.Option("--keep", help="Share of each difference that ties and dare leave.")] = 0.5,
    scale: Annotated[float, typer.Option("--scale", help="Factor for what is added to the base.")] = 1.0,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Makes the chance of dare repeatable.")] = 1,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a model of that name.")] = False,
    questions: Annotated[
        int, typer.Option("--questions", "-q", min=0, max=10_000, help="Questions for each skill afterwards; 0: none.")
    ] = 5,
    as_json: AsJson = False,
) -> None:
    """Merge models of one base. The result is examined beside its parents."""
    from forge_ai.models.merging.merged import add_merged

    settings = settings_of_this_process()
    plan = MergePlan(method, numbers_of(weights), keep, scale, seed)
    personalities = _with_adapters(ModelStore(settings.folders), parents)
    if personalities:
        _merge_personalities(settings, name, personalities, plan, as_json=as_json)
        return
    with progress_bar() as progress:
        model = add_merged(ModelStore(settings.folders), name, parents, plan, replace=replace, progress=progress)
    if not as_json:
        print(model.name)
    note(f"{model.name}: {number_of(model.manifest.parameters)} parameters out of {', '.join(parents)} by {method}.")
    names = [name, *dict.fromkeys(parents)] if questions else []
    reports = {each: _examined(settings, each, questions) for each in names}
    if as_json:
        scores = {each: scores_of(report) for each, report in reports.items()}
        print_json(_as_json(name, parents, method) | {"parameters": model.manifest.parameters, "scores": scores})
    elif reports:
        _compare(reports, questions)


def _with_adapters(store: ModelStore, names: list[str]) -> list[OwnedPersonality]:
    """The personalities of those names, when all are personalities with adapters and none is a model; else none."""
    models = {model.name for model in store.models()}
    if models & set(names):
        return []
    known = {one.name: one for one in all_personalities(store) if one.adapter}
    return [known[name] for name in names] if known.keys() >= set(names) else []


def _as_json(name: str, parents: list[str], method: Method) -> dict[str, Any]:
    return {"name": name, "merged_from": parents, "method": method}


def _merge_personalities(
    settings: Settings, name: str, parents: list[OwnedPersonality], plan: MergePlan, *, as_json: bool
) -> None:
    """Several adapters of one model become a further personality of it, which speaks as the first one does."""
    import json

    from forge_ai.cli.models.personas import add_personality
    from forge_ai.models.merging.adapters import merge_adapters
    from forge_ai.models.merging.files import Parent

    store, first = ModelStore(settings.folders), parents[0]
    names = ", ".join(parent.name for parent in parents)
    files = [Parent(parent.name, parent.adapter) for parent in parents if parent.adapter]
    provenance = json.dumps({"merged_from": [each.name for each in files], "method": plan.method})
    with store.workplace(name) as folder:
        merge_adapters(files, plan, folder / "adapter.gguf", name=name, provenance=provenance)
        made = replace_fields(first.personality, name=name, description=f"merged from {names}")
        add_personality(store, store.find(first.model.name), made, folder / "adapter.gguf")
    if as_json:
        print_json(_as_json(name, [parent.name for parent in parents], plan.method) | {"model": first.model.name})
    else:
        print(name)
    note(f'{name} is a personality of {first.model.name}, out of {names}. Ask it: forge-ai ask --model {name} "..."')


def numbers_of(text: str) -> tuple[float, ...]:
    """Numbers with commas between them. Raises :class:`BadInput`."""
    try:
        return tuple(float(part) for part in text.split(",")) if text.strip() else ()
    except ValueError as error:
        raise BadInput(
            f"{text!a} are not numbers with commas between them.", hint="Such as --weights 0.7,0.3"
        ) from error


def _compare(reports: dict[str, ExamReport], questions: int) -> None:
    """Print the scores of the models side by side, a column for each."""
    shares = [{score.skill: f"{score.share:.0%}" for score in report.scores} for report in reports.values()]
    note(f"{questions} questions a skill; more: forge-ai eval {next(iter(reports))}")
    table(["skill", *reports], [[skill, *(share[skill] for share in shares)] for skill in shares[0]])


def _examined(settings: Settings, name: str, questions: int) -> ExamReport:
    from forge_ai.cli.asking.brains import open_brain
    from forge_ai.cli.models.evaluate import examine

    with open_brain(settings, None, name) as brain:
        return examine(brain, questions, EXAM_SEED)
