"""Memories as the command line shows them, and the memory of this device opened for one command.

Does not know what a person asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from forge_ai.cli.say import LONG, in_short, note, print_json
from forge_ai.cli.tables import table
from forge_ai.cli.this_device import opened_services

if TYPE_CHECKING:
    from forge_ai.memory.conversations import Outline
    from forge_ai.memory.device_memory import Memory
    from forge_ai.protocol.memory.records import Record
    from forge_ai.services import Services


@contextmanager
def opened_memory() -> Iterator[tuple[Services, Memory]]:
    """The services of this device, and its memory, while the block lasts."""
    with opened_services() as services:
        yield services, services.memory


def shown_record(record: Record) -> dict[str, Any]:
    """A memory as JSON has it."""
    from forge_ai.memory.travel.record_json import record_to_json

    return record_to_json(record)


def print_records(
    records: list[Record], as_json: bool, none: str = "Nothing is remembered.", *, whole: bool = False
) -> None:
    """Print memories as JSON or as a table, in which long ones are cut unless ``whole``; ``none`` where there are none.

    The table goes to stdout, ``none`` to stderr.
    """
    found = [shown_record(record) for record in records]
    if as_json:
        print_json(found)
        return
    if not found:
        note(none)
        return
    is_cut = [not whole and len(one["text"]) > LONG for one in found]
    texts = [in_short(one["text"]) if cut else one["text"] for one, cut in zip(found, is_cut, strict=True)]
    rows = [
        [one["short_id"], one["since"], text, one["state"], one["device"]]
        for one, text in zip(found, texts, strict=True)
    ]
    table(["id", "since", "memory", "state", "told on"], rows)
    if any(is_cut):
        note("hint: All of a long one: forge-ai memory history ID")


def print_conversations(memory: Memory, as_json: bool) -> None:
    """Print the conversations on this device as JSON or as a table."""
    from forge_ai.memory.dialogues import Dialogues
    from forge_ai.memory.travel.record_json import day_and_time

    outlines = Dialogues(memory.conversations, "").outlines()
    if as_json:
        print_json([asdict(outline) for outline in outlines])
        return
    rows = [[one.identity[-8:], day_and_time(one.last_ms), str(one.messages), _about(one)] for one in outlines]
    table(["id", "last", "messages", "begins with"], rows)
    if not rows:
        note("No conversation is remembered.")


def _about(outline: Outline) -> str:
    speakers = ", ".join(outline.speakers)
    return f"{speakers} on {outline.title}" if speakers else outline.title
