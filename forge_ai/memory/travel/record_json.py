"""A record as other programs read it: plain words instead of numbers and bytes.

Does not know which program that is.
"""

from __future__ import annotations

from typing import Any

from forge_ai.memory.facts import short
from forge_ai.memory.recall import since
from forge_ai.protocol.memory.hybrid_clock import milliseconds
from forge_ai.protocol.memory.moments import moment
from forge_ai.protocol.memory.records import Kind, Record, State, read_details


def record_to_json(record: Record) -> dict[str, Any]:
    """Identity, words, state, dates and provenance of a record."""
    details = read_details(record.details)
    return {
        "id": record.identity.hex(),
        "short_id": short(record.identity),
        "kind": Kind(record.kind).name.lower(),
        "state": State(record.state).name.lower(),
        "text": record.text,
        "since": since(record),
        "changed": day_and_time(milliseconds(record.stamp)),
        "conversation": record.conversation,
        "by": details.get("by", ""),
        "device": details.get("device", ""),
    }


def day_and_time(wall_ms: int) -> str:
    """A time for people, in UTC."""
    return f"{moment(wall_ms):%Y-%m-%d %H:%M}"
