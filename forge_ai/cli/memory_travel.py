"""`forge-ai memory sync|export|import`: memories between this device and others, over the network or in a file.

Does not know how memories are kept or merged.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from forge_ai.cli import completion
from forge_ai.cli.memory_view import opened_memory
from forge_ai.cli.options import AsJson
from forge_ai.cli.pipes import is_pipe, read, written
from forge_ai.cli.say import counted, note, one_line, print_json, warn
from forge_ai.cli.waiting import reaching
from forge_ai.errors import BadInput
from forge_ai.settings import settings_of_this_process

Passphrase = Annotated[
    bool, typer.Option("--passphrase", "-p", help="Ask for a passphrase that seals the file (age format).")
]


def sync_memories(
    address: Annotated[
        str,
        typer.Argument(
            help="The other device: its name, or 192.168.1.100:5000.",
            metavar="DEVICE",
            autocompletion=completion.devices,
        ),
    ],
    name: Annotated[str | None, typer.Option("--name", help="Its name, to be sure that it is the right one.")] = None,
    as_json: AsJson = False,
) -> None:
    """Exchange memories with another device, until both have the same."""
    from forge_ai.comms.memory_sync import MemorySync

    with reaching(address) as ask_code:
        report = MemorySync(settings_of_this_process(), ask_code).sync_with_peer(address, name, exactly=True)
    if as_json:
        print_json(asdict(report))
    else:
        note(str(report))


def export_memories(
    file: Annotated[Path, typer.Argument(help="The file, such as /media/usb/memories.json; - is stdout.")],
    passphrase: Passphrase = False,
    form: Annotated[str, typer.Option("--as", help="json (for other devices), markdown or omi.")] = "json",
) -> None:
    """Write everything to a file that any device can import."""
    secret = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True) if passphrase else ""
    count = _export(file, secret) if form == "json" else _export_for_others(file, form, secret)
    if is_pipe(file):
        note(f"{counted(count, 'record')} written.")
        return
    note(f"{counted(count, 'record')} written to {file}. It is complete and on the disk: safe to unplug.")
    if not secret:
        warn("whoever holds this file can read it. --passphrase seals it.")


def import_memories(
    file: Annotated[
        Path, typer.Argument(help="Exported memories, or a list of facts (text, Markdown, JSON); - is stdin.")
    ],
    passphrase: Passphrase = False,
    review: Annotated[bool, typer.Option("--review", help="Facts of a list wait for your yes.")] = False,
    as_json: AsJson = False,
) -> None:
    """Merge a file with what is remembered here. Importing it twice, or an old one, does no harm."""
    from forge_ai.memory.travel.stick import is_memory_file

    with read(file) as path:
        if is_memory_file(path):
            records, new = _import(path, asks=passphrase)
            told = f"{counted(records, 'record')} in {file}, {new} of them new here."
        else:
            records, new = _import_list(path, file, review=review)
            told = f"{counted(new, 'fact')} taken from {file}, {records - new} were known."
    if as_json:
        print_json({"records": records, "new": new})
    else:
        note(told)


def _export(file: Path, secret: str) -> int:
    from forge_ai.memory.travel.stick import export_to

    if secret and is_pipe(file) and sys.stdout.isatty():
        raise BadInput("What is sealed is nothing to be read.", hint="Name a file, or pipe it into another program.")
    with opened_memory() as (services, memory), written(file) as out:
        return export_to(memory.replica, out, services.name, services.clock, secret)


def _import(path: Path, *, asks: bool) -> tuple[int, int]:
    """How many records there are in exported memories, and how many of them were new."""
    from forge_ai.comms.memory_sync import OfflineSync
    from forge_ai.memory.travel.stick import needs_passphrase

    asks = asks or (sys.stdin.isatty() and needs_passphrase(path))
    secret = typer.prompt("Passphrase", hide_input=True, err=True) if asks else ""
    received = OfflineSync.import_from_file(path, secret)
    return received.records, received.changed


def _export_for_others(file: Path, form: str, secret: str) -> int:
    from forge_ai.memory.travel.other_formats import WRITERS, write_facts

    if secret or form not in WRITERS:
        raise BadInput("That does not go together.", hint="--as json, markdown or omi; only json can be sealed.")
    with opened_memory() as (services, memory), written(file) as out:
        return write_facts(out, form, memory.facts.listed(), services.clock)


def _import_list(path: Path, named: Path, *, review: bool) -> tuple[int, int]:
    """How many facts there are in the list, and how many of them were not known. A person at a terminal is asked first.

    ``named`` is the file as the person named it: any text is a list of facts, also one that was not meant.
    """
    from forge_ai.memory.contradictions import IMPORTED
    from forge_ai.memory.facts import FactSource
    from forge_ai.memory.travel.other_formats import read_facts
    from forge_ai.protocol.memory.records import State

    facts = read_facts(path)
    if facts and not review and not is_pipe(named) and sys.stdin.isatty():
        first = one_line(facts[0][0])
        typer.confirm(
            f'Take {counted(len(facts), "fact")} from {named}, the first one "{first}"?', abort=True, err=True
        )
    with opened_memory() as (services, memory):
        told = [(text, FactSource(by=IMPORTED, device=services.name, since=since)) for text, since in facts]
        new = memory.facts.remember_all(told, State.PENDING if review else State.ACTIVE)
    return len(facts), new
