"""`forge-ai memory`: tell, search, change and forget what the AI knows.

Does not know how memories are kept or merged.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from forge_ai.cli import memory_travel
from forge_ai.cli.families import KnowsOtherWords
from forge_ai.cli.memory_view import opened_memory, print_conversations, print_records, shown_record
from forge_ai.cli.options import AsJson
from forge_ai.cli.say import counted, in_short, note, print_json, size_of
from forge_ai.cli.typed import text_of
from forge_ai.errors import BadInput, UnknownMemory
from forge_ai.protocol.values.names import shown

if TYPE_CHECKING:
    from forge_ai.memory.device_memory import Memory
    from forge_ai.protocol.memory.records import Record

app = typer.Typer(
    cls=KnowsOtherWords, help="What the AI remembers, on this device and on the others.", rich_markup_mode=None
)

Text = Annotated[list[str], typer.Argument(help="The fact, in your words.")]
_IN_WORDS: Final = (
    "Say it in words: `forge-ai memory add My dog is called Rex`. What comes through a pipe: `forge-ai memory import -`"
)
Id = Annotated[str, typer.Argument(help="Id of the memory, as `list` shows it.")]


@app.callback(invoke_without_command=True)
def default(context: typer.Context, as_json: AsJson = False) -> None:
    """What the AI remembers, on this device and on the others."""
    if context.invoked_subcommand is None:
        list_memories(as_json=as_json)


@app.command("add")
def add(text: Text, as_json: AsJson = False) -> None:
    """Remember a fact: forge-ai memory add My dog is called Rex."""
    from forge_ai.memory.facts import FactSource
    from forge_ai.memory.telling.remembering import as_sentence

    said = text_of(" ".join(text))
    if not any(letter.isalnum() for letter in said):  # a `-` is no pipe here, and no fact
        raise BadInput(f"There is nothing to remember in {shown(said)}.", hint=_IN_WORDS)
    with opened_memory() as (services, memory):
        kept = memory.facts.remember(as_sentence(said), FactSource(device=services.name))
    if as_json:
        print_json(
            shown_record(kept.record) | {"known": kept.known, "replaced": [shown_record(old) for old in kept.replaced]}
        )
        return
    note(f"{'Known already' if kept.known else 'Remembered'}: {in_short(kept.record.text)}")
    for old in kept.replaced:
        note(f"  in place of: {in_short(old.text)}")


@app.command("search")
def search(
    words: Annotated[list[str], typer.Argument(help="The words to look for.")],
    most: Annotated[int, typer.Option("--most", min=1, max=1000, help="How many at most.")] = 10,
    messages: Annotated[bool, typer.Option("--messages", help="Search what was said in conversations.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find memories by their words, the best first."""
    with opened_memory() as (_, memory):
        find = memory.words.messages if messages else memory.words.facts
        found = [hit.record for hit in find(" ".join(words), most)]
    print_records(found, as_json, "Nothing that is remembered has these words.")


@app.command("list")
def list_memories(
    every: Annotated[bool, typer.Option("--all", help="Also replaced ones and those that wait.")] = False,
    pending: Annotated[bool, typer.Option("--pending", help="Only those that wait for your yes.")] = False,
    conversations: Annotated[
        bool, typer.Option("--conversations", help="The conversations in place of facts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the facts that are remembered, oldest first."""
    from forge_ai.protocol.memory.records import State

    with opened_memory() as (_, memory):
        if conversations:
            print_conversations(memory, as_json)
            return
        wanted = (State.PENDING,) if pending else (State.ACTIVE, State.SUPERSEDED, State.PENDING) if every else ()
        none = "No memory waits for your yes." if pending else "Nothing is remembered."
        print_records(memory.facts.listed(*wanted), as_json, none)


@app.command("edit")
def edit(identity: Id, text: Text) -> None:
    """Give a memory other words."""
    with opened_memory() as (_, memory):
        record = memory.facts.edit(memory.facts.find(identity).identity, " ".join(text))
    note(f"Changed: {in_short(record.text)}")


@app.command("accept")
def accept(identity: Id) -> None:
    """Say yes to a memory that waits (`list --pending`)."""
    with opened_memory() as (_, memory):
        record = memory.facts.accept(memory.facts.find(identity).identity)
    note(f"Remembered: {in_short(record.text)}")


@app.command("forget")
def forget(
    what: Annotated[list[str], typer.Argument(metavar="ID|WORDS...", help="Its id, or words that only one has.")],
    conversation: Annotated[bool, typer.Option("--conversation", help="The id is that of a conversation.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Purge a memory, here and, as they sync, on every device."""
    with opened_memory() as (services, memory):
        if conversation:
            _forget_conversation(memory, " ".join(what), yes)
            return
        record = _the_one_meant(memory, " ".join(what))
        if not yes:
            typer.confirm(f'Forget "{in_short(record.text)}" on all devices?', abort=True, err=True)
        tombstone = memory.facts.forget(record.identity)
        note("Forgotten on this device.")
        for device, done in memory.replica.confirmations(tombstone, services.registry.device_names()).items():
            note(f"  {device}: {'forgotten there too' if done else 'at the next sync'}")


def _the_one_meant(memory: Memory, wish: str) -> Record:
    """The one memory with that id or those words. Prints several. Raises :class:`UnknownMemory` unless there is one."""
    found = memory.meant(wish)
    if len(found) > 1:
        print_records(found, as_json=False)
        raise UnknownMemory(f"{len(found)} memories have these words.", hint="Give the id of the one.")
    return found[0]


@app.command("history")
def history(identity: Id, as_json: AsJson = False) -> None:
    """All of a memory, and what it said before, here."""
    with opened_memory() as (_, memory):
        print_records(memory.facts.history(memory.facts.find(identity).identity), as_json, whole=True)


app.command("sync")(memory_travel.sync_memories)
app.command("export")(memory_travel.export_memories)
app.command("import")(memory_travel.import_memories)


@app.command("stats")
def stats(
    check: Annotated[bool, typer.Option("--check", help="Read everything and compare the checksums.")] = False,
    as_json: AsJson = False,
) -> None:
    """How much is remembered, and by whom else."""
    with opened_memory() as (_, memory):
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
        note(f"{counted(checked, 'record')} read: every checksum is right.")


def _forget_conversation(memory: Memory, ending: str, yes: bool) -> None:
    found = memory.conversations.find(ending)
    if not yes:
        typer.confirm("Forget this conversation on all devices?", abort=True, err=True)
    note(f"Forgotten: {counted(memory.conversations.forget(found), 'message')}.")
