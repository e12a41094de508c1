"""`forge-ai models export|import|copy|pull|quantize|verify`: models in and out of this device.

Does not know packages, hubs or number formats; it chooses by what a person typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli import completion
from forge_ai.cli.options import AsJson
from forge_ai.cli.progress import progress_bar
from forge_ai.cli.say import complain, counted, note, print_json, size_of, warn
from forge_ai.cli.waiting import SOON, reaching, sign_of_life
from forge_ai.errors import BadInput, Damaged
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import storage_faults
from forge_ai.protocol.packages.hub_reference import is_on_a_hub
from forge_ai.settings import hub_settings_of_this_process, ollama_models_of_this_process, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.models.progress import Progress
    from forge_ai.models.verify import Finding
    from forge_ai.protocol.packages.package_signature import Judge, Sign
    from forge_ai.services import Services

OLLAMA = "ollama:"
MEMORIES = "memories.json"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}

NewName = Annotated[str, typer.Option("--name", help="Name that it gets here.")]
Replace = Annotated[bool, typer.Option("--replace", help="Replace a model of that name.")]
Name = Annotated[str, typer.Argument(help="Name of the model.", autocompletion=completion.models)]


def export_model(
    name: Name,
    folder: Annotated[Path, typer.Argument(help="Where the package goes, such as a USB stick.")],
    quantize: Annotated[str, typer.Option("--quantize", "-q", help="Smaller weights on the way: q8_0 or q4_0.")] = "",
    split: Annotated[str, typer.Option("--split", help="Largest size of one file, such as 4g.")] = "",
    signed: Annotated[bool, typer.Option("--sign", help="Sign it as this device.")] = False,
    with_memories: Annotated[
        bool, typer.Option("--with-memories", help="Put memories and conversations beside it.")
    ] = False,
) -> None:
    """Write a model as one package onto a stick."""
    from forge_ai.models.exporter import ModelExporter

    limit = bytes_of(split) if split else None
    if with_memories:
        _export_memories(folder)
    with progress_bar() as progress:
        path = ModelExporter.export_model(
            name,
            folder,
            store=_store(),
            quantize=quantize,
            volume_bytes=limit,
            sign=_sign() if signed else None,
            progress=progress,
        )
    print(path)
    note(f"{name} is on {folder}, read back and complete. It is safe to unplug.")


def _export_memories(folder: Path) -> None:
    from forge_ai.comms.memory_sync import OfflineSync

    count = OfflineSync.export_to_file(folder / MEMORIES)
    note(f"{counted(count, 'memory or message is', 'memories and messages are')} in {folder / MEMORIES}.")
    warn(
        f"whoever holds that file can read it. It is sealed by: forge-ai memory export {folder / MEMORIES} --passphrase"
    )


def import_model(
    source: Annotated[str, typer.Argument(help="A package, a .gguf, a Hugging Face folder, or ollama:NAME.")],
    name: NewName = "",
    replace: Replace = False,
) -> None:
    """Bring a model from a stick or another program into this device."""
    if is_on_a_hub(source) and not Path(source).exists():
        raise BadInput(f"{source} is on a hub.", hint=f"Fetch it: forge-ai models pull {source}")
    if source.startswith(OLLAMA):
        from forge_ai.models.import_gguf import import_from_ollama

        with progress_bar() as progress:
            folder, reference = ollama_models_of_this_process(), source.removeprefix(OLLAMA)
            model = import_from_ollama(_store(), folder, reference, name=name, replace=replace, progress=progress)
    else:
        with progress_bar() as progress:
            model = import_path(_store(), Path(source), name, progress, replace=replace)
    say_arrived(model)


def import_path(store: ModelStore, path: Path, name: str, progress: Progress, *, replace: bool) -> StoredModel:
    """Import a file or a folder by what it is."""
    from forge_ai.memory.travel.stick import is_memory_file
    from forge_ai.models.hugging_face.folder import is_hf_folder
    from forge_ai.models.hugging_face.import_folder import import_hf_folder
    from forge_ai.models.import_gguf import import_gguf
    from forge_ai.models.packages.import_package import import_package

    with storage_faults(path):
        is_folder = path.is_dir()
    if is_folder and is_hf_folder(path):
        return import_hf_folder(store, path, name=name, replace=replace, progress=progress)
    if path.suffix.lower() == ".gguf":
        return import_gguf(store, path, name=name, replace=replace, progress=progress)
    if path.is_file() and is_memory_file(path):
        raise BadInput(f"{path} holds memories, and no model.", hint=f"Take them in: forge-ai memory import {path}")
    imported = import_package(store, path, name=name, replace=replace, judge=_judge(), progress=progress)
    note(f"{path.name} is {imported.origin}." + (" It was here already." if imported.was_here else ""))
    if path.with_name(MEMORIES).is_file():
        note(f"Memories lie beside it. Take them in too: forge-ai memory import {path.with_name(MEMORIES)}")
    return imported.model


def pull_model(
    reference: Annotated[str, typer.Argument(help="Such as hf.co/org/repo:Q4_K_M.")],
    name: NewName = "",
    replace: Replace = False,
) -> None:
    """Fetch a model from a hub. HF_ENDPOINT, HF_TOKEN, HF_HOME and the like are obeyed."""
    from forge_ai.models.fetching.pull import pull

    if reference.startswith(OLLAMA) or Path(reference).is_file():
        raise BadInput(f"{reference} is on this device.", hint=f"Bring it in: forge-ai models import {reference}")
    settings = hub_settings_of_this_process()
    with _bar_after(f"Asking {settings.endpoint} ...") as progress:
        model = pull(_store(), reference, settings, name=name, replace=replace, progress=progress)
    say_arrived(model)


@contextmanager
def _bar_after(what: str) -> Iterator[Progress]:
    """A function that takes reports of progress: a sign of life is shown until the first one, then a bar."""
    with ExitStack() as stack:
        end_sign = stack.enter_context(sign_of_life(what, SOON))
        bars: list[Progress] = []

        def report(step: str, done: int, total: int) -> None:
            if not bars:
                end_sign()
                bars.append(stack.enter_context(progress_bar()))
            bars[0](step, done, total)

        yield report


def copy_model(
    name: Name,
    peer: Annotated[
        str,
        typer.Argument(
            help="The device that has it: a paired one, or 192.168.1.100:5000.",
            metavar="DEVICE",
            autocompletion=completion.devices,
        ),
    ],
    new_name: NewName = "",
    replace: Replace = False,
) -> None:
    """Fetch a model from another of your devices. After a cut, do the same again: it goes on."""
    from forge_ai.comms.finding.way import way_to
    from forge_ai.comms.peers.model_copy import copy_model, models_of

    services = _services()
    with ExitStack() as stack:
        with reaching(peer) as ask_code:
            models = stack.enter_context(models_of(services, peer, way_to(services, peer, ask_code)))
        progress = stack.enter_context(progress_bar())
        model, was_here = copy_model(
            services.store, models, name, new_name=new_name, replace=replace, progress=progress
        )
    if was_here:
        note(f"{model.name} was here already.")
    say_arrived(model)


def quantize_model(
    name: Name,
    kind: Annotated[str, typer.Argument(help="q8_0 or q4_0.")],
    new_name: Annotated[str, typer.Option("--name", help="Name of the smaller one (default: NAME-KIND).")] = "",
    replace: Replace = False,
) -> None:
    """Make a smaller twin of a model."""
    from forge_ai.models.quantized import add_quantized

    with progress_bar() as progress:
        model = add_quantized(_store(), name, kind, new_name, progress, replace=replace)
    say_arrived(model)


def verify_models(
    what: Annotated[list[str] | None, typer.Argument(help="Models or packages (default: every model here).")] = None,
    as_json: AsJson = False,
) -> None:
    """Read models or packages again and compare every checksum."""
    from forge_ai.models.verify import verify_store

    store = _store()
    with progress_bar() as progress:
        found = [_verified(store, one, progress) for one in what] if what else list(verify_store(store, progress))
    if as_json:
        print_json([_as_json(finding) for finding in found])
    for finding in found:
        if not as_json:
            print(f"{finding.name}: {'whole' if finding.problem is None else 'damaged'}")
        if finding.problem:
            complain(finding.problem)
    if any(finding.problem for finding in found):
        raise typer.Exit(Damaged.exit_code)


def _verified(store: ModelStore, what: str, progress: Progress) -> Finding:
    """Read a model, by its name, or a package, by its path, and compare its checksums."""
    from forge_ai.models.packages.reader import verify_file
    from forge_ai.models.verify import Finding, verify_model

    try:
        if Path(what).suffix in (".zip", ".001"):
            return Finding(verify_file(Path(what), progress))
        verify_model(store.find(what), progress)
    except Damaged as error:
        return Finding(what, error)
    return Finding(what)


def _as_json(finding: Finding) -> dict[str, object]:
    problem = finding.problem
    return {"name": finding.name, "whole": problem is None, "problem": problem and problem.message}


def say_arrived(model: StoredModel) -> None:
    """Print the name of a model that has arrived on stdout, and on stderr how to ask it."""
    print(model.name)
    note(f'{size_of(model.manifest.size)}, checked. Ask it: forge-ai ask --model {model.name} "Hello"')


def bytes_of(text: str) -> int:
    """The bytes of a size as people write it: 4g, 650 MB, 100000. Raises :class:`BadInput`."""
    found = _SIZE.fullmatch(text.strip())
    size = int(float(found[1]) * _UNITS[found[2].lower()]) if found else 0
    if size < 1:
        raise BadInput(f"{text!a} is not a size.", hint="Write it like 4g or 650m.")
    return size


def _store() -> ModelStore:
    return ModelStore(settings_of_this_process().folders)


def _services() -> Services:
    from forge_ai.services import Services

    return Services(settings_of_this_process())


def _sign() -> Sign:
    from forge_ai.identity.package_signing import signing_as

    services = _services()
    return signing_as(services.identity, services.name)


def _judge() -> Judge:
    from forge_ai.identity.package_signing import judging_for

    services = _services()
    return judging_for(services.identity, services.registry)
