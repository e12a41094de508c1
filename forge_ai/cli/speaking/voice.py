"""`forge-ai voice`: what listens and speaks here, better engines from a hub, and a test that is heard.

Does not converse; `forge-ai talk` does.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli.options import AsJson
from forge_ai.cli.pipes import check_sound
from forge_ai.cli.say import note, print_json, size_of
from forge_ai.cli.tables import table
from forge_ai.errors import BadInput, ForgeError

if TYPE_CHECKING:
    from forge_ai.cli.speaking.voice_parts import VoicePart
    from forge_ai.settings import Settings

app = typer.Typer(help="What listens and speaks on this device.", rich_markup_mode=None)
TEST_SENTENCE = "This is the voice of your AI. If you can hear me, everything works."


@app.callback(invoke_without_command=True)
def default(context: typer.Context, as_json: AsJson = False) -> None:
    """What listens and speaks on this device."""
    if context.invoked_subcommand is None:
        setup(test=False, as_json=as_json)


@app.command("setup")
def setup(
    fetch: Annotated[
        str | None, typer.Option("--fetch", help="Fetch a better recogniser or voice: a name of the list, or hf.co/...")
    ] = None,
    test: Annotated[bool, typer.Option("--test/--no-test", help="Whether to say a sentence.")] = True,
    sound_out: Annotated[
        Path | None, typer.Option("--out", help="Say it into this file (.wav, .mp3, .opus, .flac).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what there is to hear and speak with, and play a test.

    Microphone, loudspeaker, engines and models, and what to do about each.
    """
    from forge_ai.cli.speaking.voice_parts import voice_parts
    from forge_ai.settings import settings_of_this_process

    check_sound(sound_out)
    if sound_out and not test:
        raise BadInput("--no-test and --out exclude each other.", hint="The file gets the sentence of the test.")
    if sound_out:
        _check_name(sound_out)
    settings = settings_of_this_process()
    if fetch:
        _fetch(settings, fetch)
    parts = voice_parts(settings)
    if as_json:
        print_json({"parts": [asdict(part) for part in parts], "models": _models(settings)})
    else:
        _show(settings, parts, fetched=bool(fetch))
    if sound_out or (test and not as_json):  # data is for a program, which hears nothing
        _play_test(settings, sound_out)


def _show(settings: Settings, parts: list[VoicePart], *, fetched: bool) -> None:
    table(["part", "", "found"], [[part.what, "ok" if part.is_there else "missing", part.found] for part in parts])
    for part in parts:
        if part.hint and not (part.is_there and fetched):
            note(f"hint ({part.what}): {part.hint}")
    _show_offers(settings)


def _models(settings: Settings) -> list[dict[str, str]]:
    from forge_ai.voice.engines.sherpa_models import models_in

    return [{"name": model.name, "kind": model.kind.value} for model in models_in(settings.folders.voice)]


def _show_offers(settings: Settings) -> None:
    from forge_ai.voice.engines.fetch import OFFERS

    here = {model["name"] for model in _models(settings)}
    rows = [
        [offer.name, offer.what, "here" if offer.repository.rpartition("/")[2] in here else "", offer.repository]
        for offer in OFFERS
    ]
    others = here - {offer.repository.rpartition("/")[2] for offer in OFFERS}
    rows += [[name, "", "here", ""] for name in sorted(others)]
    print()
    table(["to fetch", "what", "", "from hf.co"], rows)


def _fetch(settings: Settings, wish: str) -> None:
    from forge_ai.cli.progress import progress_bar
    from forge_ai.settings import hub_settings_of_this_process
    from forge_ai.voice.engines.fetch import fetch

    def agree(licence: str, size: int) -> None:
        note(f"Fetching {wish}: {size_of(size)}. Licence: {licence}. Ctrl-C stops; the same command goes on.")

    with progress_bar() as progress:
        model = fetch(settings.folders, wish, hub_settings_of_this_process(), agree, progress=progress)
    note(f"{model.name} is here: a {model.kind.value}.")


def _check_name(file: Path) -> None:
    from forge_ai.voice.audio.recordings import form_of

    form_of(file)


def _play_test(settings: Settings, file: Path | None) -> None:
    """Say a sentence; without a loudspeaker that is a note, for everything else was shown. A file was asked for."""
    from forge_ai.settings import runtime_folder_of_this_process
    from forge_ai.voice.audio.devices import Loudspeaker, has_pipewire
    from forge_ai.voice.audio.recordings import SpokenFile
    from forge_ai.voice.choice import open_speaker

    try:
        pipewire = has_pipewire(runtime_folder_of_this_process())
        output = SpokenFile(file) if file else Loudspeaker(settings.loudspeaker, pipewire=pipewire)
        with closing(output), closing(open_speaker(settings)) as speaker:
            output.play(speaker.say(TEST_SENTENCE))
            note(f"Said through {output.name}: {TEST_SENTENCE}")
    except ForgeError as error:
        if file:
            raise
        note(f"The test was not heard: {error.message}")
        if error.hint:
            note(f"hint: {error.hint}")
