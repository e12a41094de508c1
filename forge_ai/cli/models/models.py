"""`forge-ai models`: the models on this device.

Does not know how they get here.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from forge_ai.cli import completion
from forge_ai.cli.families import KnowsOtherWords, lists_by_itself
from forge_ai.cli.models import model_travel
from forge_ai.cli.models.merge import merge_models
from forge_ai.cli.options import AsJson
from forge_ai.cli.say import note, number_of, print_json, print_labelled, size_of
from forge_ai.cli.tables import table
from forge_ai.errors import UnknownModel
from forge_ai.models.personalities import all_personalities
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.settings import settings_of_this_process

app = typer.Typer(
    cls=KnowsOtherWords, help="The models on this device, and their ways in and out.", rich_markup_mode=None
)
app.command("export")(model_travel.export_model)
app.command("import")(model_travel.import_model)
app.command("copy")(model_travel.copy_model)
app.command("pull")(model_travel.pull_model)
app.command("quantize")(model_travel.quantize_model)
app.command("verify")(model_travel.verify_models)
app.command("merge")(merge_models)

Name = Annotated[str, typer.Argument(help="Name of the model.", autocompletion=completion.models)]


def list_models(as_json: AsJson = False) -> None:
    """List the models on this device."""
    settings = settings_of_this_process()
    models = ModelStore(settings.folders).models()
    if as_json:
        print_json([summary(model) for model in models])
        return
    rows = [_row(model, settings.model) for model in models]
    table(["model", "size", "parameters", "context", "weights", "description"], rows)


lists_by_itself(app, list_models)


@app.command("show")
def show(name: Name, as_json: AsJson = False) -> None:
    """Show everything that is known of one model."""
    model = _found(ModelStore(settings_of_this_process().folders), name)
    if as_json:
        print_json(model.manifest.to_json() | {"folder": str(model.folder), "shipped": model.shipped})
        return
    for label, value in _lines(model):
        print_labelled(label, value)


@app.command("remove")
def remove(name: Name, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Delete a model of your own."""
    store = ModelStore(settings_of_this_process().folders)
    model = _found(store, name)
    if not yes and not model.shipped:
        typer.confirm(f"Delete {name} ({size_of(model.manifest.size)}) from this device?", abort=True, err=True)
    store.remove(name)
    note(f"Removed {name}.")


def _found(store: ModelStore, name: str) -> StoredModel:
    """The model of that name. Raises :class:`UnknownModel`, which says where a personality of that name is."""
    try:
        return store.find(name)
    except UnknownModel as error:
        if name not in {one.personality.name for one in all_personalities(store)}:
            raise
        raise UnknownModel(error.message, hint=f"It is a personality: forge-ai personas show {name}") from error


def summary(model: StoredModel) -> dict[str, Any]:
    """One model as JSON in a list of models."""
    manifest = model.manifest
    return {
        "name": manifest.name,
        "size": manifest.size,
        "parameters": manifest.parameters,
        "context_length": manifest.context_length,
        "quantisation": manifest.quantisation,
        "licence": manifest.licence,
        "description": manifest.description,
        "shipped": model.shipped,
    }


def _row(model: StoredModel, default: str) -> list[str]:
    manifest = model.manifest
    mark = " (default)" if manifest.name == default else ""
    return [
        manifest.name + mark,
        size_of(manifest.size),
        number_of(manifest.parameters),
        str(manifest.context_length),
        manifest.quantisation,
        manifest.description,
    ]


def _in_words(value: object) -> str:
    """A value of a model's provenance, which is JSON, in words for a person."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_in_words(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_in_words, value)) or "-"
    return "-" if value is None else str(value)


def _lines(model: StoredModel) -> list[tuple[str, str]]:
    manifest = model.manifest
    lines = [
        ("name", manifest.name),
        ("description", manifest.description or "-"),
        ("architecture", manifest.architecture),
        ("parameters", number_of(manifest.parameters)),
        ("context", f"{manifest.context_length} tokens"),
        ("weights", f"{manifest.quantisation}, {size_of(manifest.size)}"),
        ("licence", manifest.licence or "not stated"),
        ("system prompt", manifest.system_prompt or "(the node's own)"),
        ("folder", str(model.folder)),
    ]
    lines += [(f"  {key}", _in_words(value)) for key, value in manifest.provenance.items()]
    return lines + [("file", f"{file.path}  {size_of(file.size)}  sha256 {file.sha256}") for file in manifest.files]
