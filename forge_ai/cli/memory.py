"""`forge-ai memory`: tell, search, change and forget what the AI knows, and carry it to other devices.

Does not know how memories are kept or merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forge_ai.cli.say import note, print_json, size_of, table, warn
from forge_ai.errors import BadInput
from forge_ai.settings import settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.memory.device_memory import Memory
    from forge_ai.protocol.records import Record
    from forge_ai.services import Services

app = typer.Typer(help="What the AI remembers, on this device and on the others.", rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Words = Annotated[list[str], typer.Argument(help="The words.")]
Id = Annotated[str, typer.Argument(help="The memory's id, as `list` shows it.")]
Passphrase = Annotated[
    bool, typer.Option("--passphrase", "-p", help="Ask for a passphrase that seals the file (age format).")
]


@app.command("add")
def add(text: Words, as_json: Json = False) -> None:
    """Remember a fact: forge-ai memory add My dog is called Rex."""
    from forge_ai.memory.facts import Told
    from forge_ai.memory.remembering import as_sentence

    with _opened() as (services, memory):
        kept = memory.facts.remember(as_sentence(" ".join(text)), Told(device=services.name))
    if as_json:
        print_json(_shown(kept.record) | {"known": kept.known, "replaced": [_shown(old) for old in kept.replaced]})
        return
    note(f"{'Known already' if kept.known else 'Remembered'}: {kept.record.text}")
    for old in kept.replaced:
        note(f"  in place of: {old.text}")


@app.command("search")
def search(
    words: Words,
    most: Annotated[int, typer.Option("--most", min=1, max=1000, help="How many at most.")] = 10,
    messages: Annotated[bool, typer.Option("--messages", help="Search what was said in conversations.")] = False,
    as_json: Json = False,
) -> None:
    """Find memories by their words, the best first."""
    with _opened() as (_, memory):
        find = memory.words.messages if messages else memory.words.facts
        found = [hit.record for hit in find(" ".join(words), most)]
    _print_records(found, as_json)


@app.command("list")
def list_memories(
    every: Annotated[bool, typer.Option("--all", help="Also replaced ones and those that wait.")] = False,
    pending: Annotated[bool, typer.Option("--pending", help="Those that wait for your yes.")] = False,
    conversations: Annotated[bool, typer.Option("--conversations", help="The conversations.")] = False,
    as_json: Json = False,
) -> None:
    """List the facts that are remembered, oldest first."""
    from forge_ai.protocol.records import State

    with _opened() as (_, memory):
        if conversations:
            _print_conversations(memory, as_json)
            return
        wanted = (State.PENDING,) if pending else (State.ACTIVE, State.SUPERSEDED, State.PENDING) if every else ()
        _print_records(memory.facts.listed(*wanted), as_json)


@app.command("edit")
def edit(identity: Id, text: Words) -> None:
    """Give a memory other words."""
    with _opened() as (_, memory):
        record = memory.facts.edit(memory.facts.find(identity).identity, " ".join(text))
    note(f"Changed: {record.text}")


@app.command("accept")
def accept(identity: Id) -> None:
    """Say yes to a memory that waits (`list --pending`)."""
    with _opened() as (_, memory):
        record = memory.facts.accept(memory.facts.find(identity).identity)
    note(f"Remembered: {record.text}")


@app.command("forget")
def forget(
    identity: Id,
    conversation: Annotated[bool, typer.Option("--conversation", help="The id is that of a conversation.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Purge a memory, here and, as they sync, on every device."""
    with _opened() as (_, memory):
        if conversation:
            _forget_conversation(memory, identity, yes)
            return
        record = memory.facts.find(identity)
        if not yes:
            typer.confirm(f'Forget "{record.text}" on all devices?', abort=True, err=True)
        tombstone = memory.facts.forget(record.identity)
        note("Forgotten on this device.")
        for device, done in memory.replica.confirmations(tombstone).items():
            note(f"  {device}: {'forgotten there too' if done else 'at the next sync'}")


@app.command("history")
def history(identity: Id, as_json: Json = False) -> None:
    """What a memory said before on this device, oldest first."""
    with _opened() as (_, memory):
        _print_records(memory.facts.history(memory.facts.find(identity).identity), as_json)


@app.command("sync")
def sync(
    address: Annotated[str, typer.Argument(help="Address of the other device, such as 192.168.1.100:5000.")],
    name: Annotated[str | None, typer.Option("--name", help="Its name, to be sure that it is the right one.")] = None,
    as_json: Json = False,
) -> None:
    """Make this device and another one equal."""
    from forge_ai.comms.memory_sync import MemorySync

    report = MemorySync(settings_of_this_process()).sync_with_peer(address, name)
    if as_json:
        print_json(asdict(report))
    else:
        note(str(report))


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The file, such as /media/usb/memories.json.")],
    passphrase: Passphrase = False,
    form: Annotated[str, typer.Option("--as", help="json (for other devices), markdown or omi.")] = "json",
) -> None:
    """Write everything to a file that any device can import."""
    from forge_ai.comms.memory_sync import OfflineSync

    secret = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True) if passphrase else ""
    count = OfflineSync.export_to_file(file, secret) if form == "json" else _export_for_others(file, form, secret)
    note(f"{count} records written to {file}. It is complete and on the disk: safe to unplug.")
    if not secret:
        warn("whoever holds this file can read it. --passphrase seals it.")


@app.command("import")
def import_memories(
    file: Annotated[Path, typer.Argument(help="Exported memories, or a list of facts (text, Markdown, JSON).")],
    passphrase: Passphrase = False,
    review: Annotated[bool, typer.Option("--review", help="Facts of a list wait for your yes.")] = False,
) -> None:
    """Merge a file with what is remembered here. Importing it twice, or an old one, does no harm."""
    from forge_ai.comms.memory_sync import OfflineSync
    from forge_ai.memory.stick import is_memory_file

    if is_memory_file(file):
        secret = typer.prompt("Passphrase", hide_input=True, err=True) if passphrase else ""
        received = OfflineSync.import_from_file(file, secret)
        note(f"{received.records} records in {file}, {received.changed} of them new here.")
        return
    count, known = _import_list(file, review)
    note(f"{count} facts taken from {file}, {known} were known.")


@app.command("stats")
def stats(
    check: Annotated[bool, typer.Option("--check", help="Read everything and compare the checksums.")] = False,
    as_json: Json = False,
) -> None:
    """How much is remembered, and by whom else."""
    with _opened() as (_, memory):
        found = memory.statistics()
        peers = sorted(memory.replica.peers())
        checked = memory.check() if check else None
    if as_json:
        print_json(asdict(found) | {"devices_met": peers} | ({"checked": checked} if check else {}))
        return
    for name, value in asdict(found).items():
        print(f"{name.replace('_', ' '):<12} {size_of(value) if name == 'size_bytes' else value}")
    print(f"{'devices met':<12} {', '.join(peers) or 'none'}")
    if checked is not None:
        note(f"All {checked} records match their checksums.")


@contextmanager
def _opened() -> Iterator[tuple[Services, Memory]]:
    from forge_ai.services import Services

    services = Services(settings_of_this_process())
    try:
        yield services, services.memory
    finally:
        services.close()


def _forget_conversation(memory: Memory, ending: str, yes: bool) -> None:
    found = memory.conversations.find(ending)
    if not yes:
        typer.confirm("Forget this conversation on all devices?", abort=True, err=True)
    note(f"Forgotten: {memory.conversations.forget(found)} messages.")


def _export_for_others(file: Path, form: str, secret: str) -> int:
    from forge_ai.memory.other_formats import WRITERS, write_facts

    if secret or form not in WRITERS:
        raise BadInput("That does not go together.", hint="--as json, markdown or omi; only json can be sealed.")
    with _opened() as (services, memory):
        return write_facts(file, form, memory.facts.listed(), services.clock)


def _import_list(file: Path, review: bool) -> tuple[int, int]:
    from forge_ai.memory.facts import Told
    from forge_ai.memory.other_formats import read_facts
    from forge_ai.protocol.records import State

    facts = read_facts(file)
    with _opened() as (services, memory):
        told = [(text, Told(by="import", device=services.name, since=since)) for text, since in facts]
        new = memory.facts.remember_all(told, State.PENDING if review else State.ACTIVE)
    return new, len(facts) - new


def _shown(record: Record) -> dict[str, Any]:
    from forge_ai.memory.outlines import record_to_json

    return record_to_json(record)


def _print_records(records: list[Record], as_json: bool) -> None:
    found = [_shown(record) for record in records]
    if as_json:
        print_json(found)
        return
    if not found:
        note("Nothing is remembered." if not records else "")
        return
    rows = [[one["short_id"], one["since"], one["text"], one["state"], one["device"]] for one in found]
    table(["id", "since", "memory", "state", "told on"], rows)


def _print_conversations(memory: Memory, as_json: bool) -> None:
    from forge_ai.memory.outlines import day_and_time

    outlines = memory.conversations.outlines()
    if as_json:
        print_json([asdict(outline) for outline in outlines])
        return
    rows = [[one.identity[-8:], day_and_time(one.last_ms), str(one.messages), one.title] for one in outlines]
    table(["id", "last", "messages", "begins with"], rows)
