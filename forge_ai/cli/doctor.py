"""`forge-ai doctor`: what works on this device, what does not, and what to do about it.

Does not repair anything.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

import typer

import forge_ai
from forge_ai.cli.options import AsJson
from forge_ai.cli.say import counted, note, print_json, size_of
from forge_ai.cli.tables import table
from forge_ai.cli.waiting import sign_of_life
from forge_ai.errors import ForgeError, StorageFault
from forge_ai.limits import GIB
from forge_ai.paths import OF_HOME, storage_faults
from forge_ai.protocol.values.near_names import guess, listed
from forge_ai.settings import Settings, settings_of_this_process, unknown_variables_of_this_process
from forge_ai.settings_table import TABLE

if TYPE_CHECKING:
    from forge_ai.services import Services

Verdict = Literal["ok", "warning", "failed"]
SECRETS = {row.field for row in TABLE if row.secret}
UPSTREAM_SECONDS = 10.0  # of silence, after which a server that only has to list its models counts as stuck


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; ``hint`` says what to do where the verdict is not "ok"."""

    check: str
    verdict: Verdict
    detail: str
    hint: str = ""


def doctor(as_json: AsJson = False) -> None:
    """Check this device, and say what to do."""
    settings = settings_of_this_process()
    findings = [_examine(name, check, settings) for name, check in CHECKS.items()]
    values = {row.variable: _shown(settings, row.field) for row in TABLE}
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings], "settings": values})
    else:
        _print(findings, values)
    if any(finding.verdict == "failed" for finding in findings):
        raise typer.Exit(1)


def _examine(name: str, check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        with sign_of_life(f"Looking at the {name} ..."):
            return check(settings)
    except ForgeError as error:
        return Finding(name, "failed", error.message, error.hint)


def _print(findings: list[Finding], values: dict[str, str]) -> None:
    table(["check", "", "found"], [[finding.check, finding.verdict, finding.detail] for finding in findings])
    for finding in findings:
        if finding.hint and finding.verdict != "ok":
            note(f"hint ({finding.check}): {finding.hint}")
    print()
    table(["variable", "value", "meaning"], [[row.variable, values[row.variable], row.help] for row in TABLE])


def _shown(settings: Settings, field: str) -> str:
    value = getattr(settings, field)
    if field in SECRETS and value:
        return "(set)"
    return f"{value:g}" if isinstance(value, bool | float) else str(value)


def check_versions(_settings: Settings) -> Finding:
    """Which Python and ForgeAI run."""
    detail = (
        f"ForgeAI {forge_ai.__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    return Finding("versions", "ok", detail)


def check_settings(settings: Settings) -> Finding:
    """Whether every variable that looks like a setting is one, and what is named is there.

    An impossible number or word is refused before.
    """
    from forge_ai.services import Services

    with Services(settings) as services:
        _ = services.join
        if settings.embedding_model:
            services.offers.choose(settings.embedding_model)
        if unknown := _unknown_brains(services):
            detail = f"FORGE_AI_BRAINS names no paired device: {listed(unknown)}"
            return Finding("settings", "warning", detail, "`forge-ai devices` lists those that there are.")
    strange = unknown_variables_of_this_process()
    if not strange:
        return Finding("settings", "ok", "every variable is one that there is")
    meant = guess(strange[0], [row.variable for row in TABLE])
    detail = f"no such {'variables' if strange[1:] else 'variable'}: {listed(strange)}"
    return Finding("settings", "warning", detail, f"{meant}It changes nothing: correct it, or leave it out.")


def _unknown_brains(services: Services) -> list[str]:
    """The wished brains that are neither this device nor a paired one."""
    from forge_ai.comms.finding.running import running_nodes
    from forge_ai.identity.device_key import FOLDER
    from forge_ai.identity.registry import Registry
    from forge_ai.protocol.brains.brain_choice import HERE, read_order

    home = services.settings.folders
    paired = {one.name for one in Registry(home.root / FOLDER, services.clock).devices()}
    known = {HERE, services.name, *paired, *(one.name for one in running_nodes(home))}
    small = {name.casefold() for name in known}
    return [name for name in read_order(services.settings.brains) if name.casefold() not in small]


def check_folder(settings: Settings) -> Finding:
    """Whether the data folder can be written, and how much room there is."""
    from forge_ai.identity.device_key import is_read_by_others

    home = settings.folders.create()
    try:
        with storage_faults(home.root, OF_HOME), tempfile.TemporaryFile(dir=home.staging) as file:
            file.write(b"x")
    except StorageFault as fault:
        return Finding("folder", "failed", fault.message.removesuffix("."), fault.hint)
    if is_read_by_others(home):
        return Finding(
            "folder", "warning", f"{home.root}: other users of this computer can read the keys in it",
            "A disk formatted as FAT knows no owners. Set FORGE_AI_HOME to a folder on another one.",
        )  # fmt: skip
    free = shutil.disk_usage(home.root).free
    verdict: Verdict = "ok" if free > GIB else "warning"
    return Finding("folder", verdict, f"{home.root}, {size_of(free)} free", "Less than 1 GB is free.")


def check_engine(settings: Settings) -> Finding:
    """Which engine computes."""
    if settings.upstream:
        return Finding("engine", "ok", f"upstream {settings.upstream}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding("engine", "ok", f"xllamacpp {version('xllamacpp')}")
    except PackageNotFoundError:
        return Finding("engine", "failed", "xllamacpp is not installed", "pip install --force-reinstall forge-ai")


def check_model(settings: Settings) -> Finding:
    """Whether the default model loads and makes a token, and how long that takes."""
    from forge_ai.clock import SystemClock
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.protocol.values.chat import Message
    from forge_ai.services import Services

    clock = SystemClock()
    begun = clock.steady()
    with Services(settings) as services:
        if settings.upstream:
            _look_at_upstream(settings)
        with services.engines.using(services.offers.choose("").model) as engine:
            for _piece in engine.stream([Message("user", "Hello")], GenerationOptions(max_tokens=1)):
                pass
    return Finding("model", "ok", f"{settings.model}: first token {clock.steady() - begun:.1f} s after a cold start")


def _look_at_upstream(settings: Settings) -> None:
    """Return when the server lists its models. A first token may take long, while it loads a model; this may not."""
    from forge_ai.engines.upstream import UpstreamEngine

    url, key, patience = settings.upstream, settings.upstream_key, min(UPSTREAM_SECONDS, settings.stall_seconds)
    with closing(UpstreamEngine(url, key, settings.model, stall_seconds=patience)) as engine:
        engine.endpoint()


def check_port(settings: Settings) -> Finding:
    """Who holds the node's port."""
    from forge_ai.api.port.listening import listen
    from forge_ai.comms.peers.client import ask_hello
    from forge_ai.protocol.finding.address import Address

    address = Address("127.0.0.1", settings.port or 5000)
    try:
        hello = ask_hello(address, patience=2.0)
    except ForgeError:
        listener = listen("127.0.0.1", settings.port)
        real = listener.getsockname()[1]
        listener.close()
        if settings.port in (0, real):
            return Finding("port", "ok", f"{settings.port} is free")
        return Finding(
            "port", "warning", f"{settings.port} is taken; a node here gets {real}", "On a Mac it is AirPlay."
        )
    return Finding("port", "ok", f"{address.port}: the node {hello.name} answers")


def check_network(_settings: Settings) -> Finding:
    """Which other nodes answer, and why none do."""
    from forge_ai.comms.finding.finder import search_once
    from forge_ai.comms.finding.found import by_name

    finder = search_once()
    found = by_name(finder.nodes())
    if found:
        answer = counted(len(found), "node answers", "nodes answer")
        return Finding("network", "ok", f"{answer}: {', '.join(found)}")
    reason = finder.reasons()[0]
    return Finding("network", "warning", f"no other node answers. {reason.what}", reason.hint)


def check_training(_settings: Settings) -> Finding:
    """Whether models can be trained here, by the packages that are installed; none of them is loaded."""
    missing = [part for part in ("torch", "transformers", "tokenizers", "safetensors") if not find_spec(part)]
    if missing:
        return Finding("training", "ok", f"not installed ({', '.join(missing)}): pip install 'forge-ai[train]'")
    from importlib.metadata import version

    return Finding("training", "ok", f"torch {version('torch')}, transformers {version('transformers')}")


def check_voice(settings: Settings) -> Finding:
    """Whether this device can listen and speak; it need not, unless a person has chosen a voice."""
    from forge_ai.cli.speaking.voice_parts import voice_parts

    parts = voice_parts(settings)
    missing = [part for part in parts if not part.is_there]
    detail = ", ".join(f"{part.what}: {part.found}" for part in parts)
    if settings.voice and (mute := [part for part in missing if part.what == "voice"]):
        return Finding("voice", "warning", detail, mute[0].hint)
    return Finding("voice", "ok", detail, missing[0].hint if missing else "")


CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "versions": check_versions,
    "settings": check_settings,
    "folder": check_folder,
    "engine": check_engine,
    "model": check_model,
    "port": check_port,
    "network": check_network,
    "training": check_training,
    "voice": check_voice,
}
