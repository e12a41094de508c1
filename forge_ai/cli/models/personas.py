"""`forge-ai personas`: the personalities on this device, each beside the model that speaks with it.

Does not know what a personality says.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from forge_ai.cli import completion
from forge_ai.cli.families import KnowsOtherWords, lists_by_itself
from forge_ai.cli.options import AsJson, with_options
from forge_ai.cli.say import note, print_json, print_labelled
from forge_ai.cli.tables import table
from forge_ai.errors import AlreadyThere, BadInput
from forge_ai.limits import PERSONALITY_FILE_BYTES
from forge_ai.models.gguf.adapter_header import read_adapter
from forge_ai.models.manifest import WEIGHTS_FILE
from forge_ai.models.personalities import OwnedPersonality, all_personalities, find_personality, personalities_of
from forge_ai.models.personality_changes import remove_personality, save_personality
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import open_file
from forge_ai.protocol.conversations.personality import Personality, check_personality, parse_personality
from forge_ai.protocol.values.file_text import in_utf8, text_in
from forge_ai.protocol.values.names import check_name
from forge_ai.settings import settings_of_this_process

app = typer.Typer(cls=KnowsOtherWords, help="Personalities: who a model is under another name.", rich_markup_mode=None)

Name = Annotated[
    str,
    typer.Argument(
        help="Name of the personality; model/name where two models have one.", autocompletion=completion.personalities
    ),
]


@dataclass(frozen=True, slots=True)
class Traits:
    """The options that describe a personality. None is an option that was not given."""

    system: Annotated[str | None, typer.Option(help="Who it is; @FILE reads a file; {name} is its name.")] = None
    description: Annotated[str | None, typer.Option(help="One line about it.")] = None
    temperature: Annotated[float | None, typer.Option(help="0 is repeatable, 1 lively.")] = None
    top_p: Annotated[float | None, typer.Option(help="Only the likeliest words that make up this share.")] = None
    repeat_penalty: Annotated[float | None, typer.Option(help="Above 1: repeats itself less.")] = None
    max_tokens: Annotated[int | None, typer.Option(help="Longest answer, in tokens.")] = None
    voice: Annotated[str | None, typer.Option(help="The voice that speaks for it.")] = None
    adapter: Annotated[Path | None, typer.Option(help="A LoRA adapter made for the model: adapter.gguf.")] = None

    def given(self) -> bool:
        """Whether any option was given."""
        return self != Traits()

    def upon(self, personality: Personality) -> Personality:
        """The personality with the options that were given."""
        system = None if self.system is None else _text(self.system)
        words = {"system_prompt": system, "description": self.description, "voice": self.voice}
        changes: dict[str, Any] = {key: value for key, value in words.items() if value is not None}
        return replace(personality, **changes, sampling={**personality.sampling, **self._sampling()})

    def _sampling(self) -> dict[str, float]:
        keys = ("temperature", "top_p", "repeat_penalty", "max_tokens")
        return {key: value for key in keys if (value := getattr(self, key)) is not None}


def list_personas(as_json: AsJson = False) -> None:
    """List the personalities on this device."""
    settings = settings_of_this_process()
    found = all_personalities(ModelStore(settings.folders), settings.model)
    if as_json:
        print_json([_fields(one) for one in found])
        return
    table(["personality", "model", "adapter", "voice", "description"], [_row(one) for one in found])
    if not found:
        note('None yet. Make one: forge-ai personas new ada --system "You are {name}, a pirate."')


lists_by_itself(app, list_personas)


@app.command("show")
def show(name: Name, as_json: AsJson = False) -> None:
    """Show everything about one personality."""
    owned = _find(name)
    if as_json:
        print_json(_fields(owned))
        return
    for label, value in _lines(owned):
        print_labelled(label, value)


@app.command("new")
@with_options(Traits)
def new(
    traits: Traits,
    name: Annotated[str, typer.Argument(help="Name of the new personality.")],
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="The model that speaks with it.", autocompletion=completion.models),
    ] = None,
) -> None:
    """Make a personality for a model."""
    settings = settings_of_this_process()
    store = ModelStore(settings.folders)
    chosen = store.find(model or settings.model)
    check_name(name, "personality")
    if any(one.name == name for one in personalities_of(chosen)):
        raise AlreadyThere(f"{chosen.name} has a personality {name} already.", hint=f"forge-ai personas edit {name}")
    if not (traits.system or traits.adapter):
        raise BadInput("A personality needs words or an adapter.", hint='Give --system "You are {name}, a pirate."')
    add_personality(store, chosen, traits.upon(Personality(name)), traits.adapter)
    note(f'{name} speaks with {chosen.name}. Ask: forge-ai ask --model {name} "Who are you?"')


@app.command("edit")
@with_options(Traits)
def edit(traits: Traits, name: Name) -> None:
    """Change a personality: by options, or in your editor."""
    owned = _find(name)
    changed = traits.upon(owned.personality) if traits.given() else _edited(owned.personality)
    add_personality(ModelStore(settings_of_this_process().folders), owned.model, changed, traits.adapter)
    note(f"{owned.name} is changed.")


@app.command("remove")
def remove(name: Name, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Delete a personality; its model stays."""
    owned = _find(name)
    if not yes:
        typer.confirm(f"Delete the personality {owned.name} of {owned.model.name}?", abort=True, err=True)
    _tell_of_copy(owned.model)
    remove_personality(ModelStore(settings_of_this_process().folders), owned)
    note(f"Removed {owned.name}.")


def add_personality(store: ModelStore, model: StoredModel, personality: Personality, adapter: Path | None) -> None:
    """Save a personality of a model. A new adapter is bound to the weights it was made for, or else to the model's.

    Raises :class:`BadInput` for an odd personality, and what a bad adapter raises.
    """
    check_personality(replace(personality, adapter="", base_sha256=""))
    if adapter:
        own = next((file.sha256 for file in model.manifest.files if file.path == WEIGHTS_FILE), "")
        base = read_adapter(adapter).base_sha256 or own
        personality = replace(personality, adapter=f"{personality.name}.gguf", base_sha256=base)
    _tell_of_copy(model)
    save_personality(store, model, personality, adapter)


def _tell_of_copy(model: StoredModel) -> None:
    if model.shipped:
        note(f"{model.name} becomes a copy of your own, so that its personalities travel with it.")


def _find(name: str) -> OwnedPersonality:
    settings = settings_of_this_process()
    return find_personality(ModelStore(settings.folders), name, settings.model)


def _text(given: str) -> str:
    """The text that was given, or for ``@FILE`` the content of that file. Raises :class:`BadInput`."""
    if not given.startswith("@"):
        return given
    try:
        with open_file(Path(given[1:]).expanduser()) as file:
            content = file.read(PERSONALITY_FILE_BYTES)
        return text_in(content).strip()
    except OSError as error:
        raise BadInput(f"{given[1:]!a} cannot be read: {error.strerror}.", hint="Check the path.") from error
    except UnicodeDecodeError as error:
        hint = in_utf8(content, Path(given[1:])) or "Give a text file."
        raise BadInput(f"{given[1:]!a} is not UTF-8 text.", hint=hint) from error


def _edited(personality: Personality) -> Personality:
    import click

    if not sys.stdin.isatty():
        raise BadInput("Nothing was to be changed.", hint='Say what, such as --system "You are {name}, a pirate."')
    text = click.edit(personality.to_bytes().decode(), extension=".json")
    changed = parse_personality(text.encode()) if text is not None else personality
    if changed.name != personality.name:
        raise BadInput("A personality keeps its name.", hint="Make a new one: forge-ai personas new NAME.")
    return changed


def _fields(owned: OwnedPersonality) -> Mapping[str, Any]:
    import json

    found: dict[str, Any] = json.loads(owned.personality.to_bytes())
    return {**found, "model": owned.model.name, "fits": owned.fits}


def _row(owned: OwnedPersonality) -> list[str]:
    personality = owned.personality
    adapter = "-" if not personality.adapter else "yes" if owned.fits else "for other weights"
    return [owned.name, owned.model.name, adapter, personality.voice or "-", personality.description]


def _lines(owned: OwnedPersonality) -> list[tuple[str, str]]:
    personality = owned.personality
    return [
        ("name", owned.name),
        ("model", owned.model.name),
        ("description", personality.description or "-"),
        ("system prompt", personality.system_prompt or "-"),
        ("sampling", ", ".join(f"{key} {value:g}" for key, value in personality.sampling.items()) or "the engine's"),
        ("adapter", personality.adapter or "-"),
        ("made for", personality.base_sha256 or "-"),
        ("voice", personality.voice or "-"),
    ]
