"""Memory records: what one is, which of two versions wins, and the digest that notices damage.

Does not know where records are kept or how they travel. A record is replaced as a whole; the merge is the maximum under
:func:`precedence`, hence commutative, associative and idempotent.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from enum import IntEnum
from hashlib import blake2b
from operator import itemgetter
from typing import Final, NamedTuple, cast

from forge_ai.errors import BadInput
from forge_ai.limits import MEMORY_DETAILS_CHARACTERS, MEMORY_TEXT_CHARACTERS
from forge_ai.protocol.values.unicode_text import is_unicode

ID_BYTES: Final = 12
ORIGIN_BYTES: Final = 8
DIGEST_BYTES: Final = 8
EPOCH_BYTES: Final = 2
LAST_SEQUENCE: Final = (1 << 53) - 1  # the largest whole number that every JSON reader keeps


class Kind(IntEnum):
    """What a record is. A message never changes; the others may be edited."""

    FACT = 1
    MESSAGE = 2
    NOTE = 3


class State(IntEnum):
    """Where a record stands in its life. A forgotten one keeps its place, without its text, for ever."""

    ACTIVE = 1
    SUPERSEDED = 2
    PENDING = 3
    FORGOTTEN = 9


class Record(NamedTuple):
    """One record. A named tuple, not a dataclass: hundreds of thousands go straight into SQL statements.

    ``identity`` is 6 bytes of creation time in milliseconds and 6 bytes of chance. ``stamp`` orders versions
    (:mod:`forge_ai.protocol.memory.hybrid_clock`). ``origin`` and ``sequence`` say which write brought this version,
    for the version vector; they carry no meaning for a person. ``conversation`` is an identifier or empty; ``details``
    is canonical JSON of text by text, or empty.
    """

    identity: bytes
    kind: int
    state: int
    stamp: int
    origin: bytes
    sequence: int
    conversation: str
    text: str
    details: str


Row = tuple[bytes, int, int, int, bytes, int, str, str, str]  # a record without its names, where there are very many
STAMP_OF: Final = itemgetter(3)
ORIGIN_OF: Final = itemgetter(4)
TEXT_OF: Final = itemgetter(7)
_FIXED: Final = struct.Struct(f">{ID_BYTES}s{ORIGIN_BYTES}sBBQQ")


def new_identity(wall_ms: int, chance: bytes) -> bytes:
    """An identity for a new record from the time and at least 6 random bytes.

    Not derived from the origin's counter: two copies of one data folder count alike, and would then give two
    different memories one identity.
    """
    return max(wall_ms, 0).to_bytes(6, "big") + chance[:6]


def created_ms(identity: bytes) -> int:
    """When a record was made, by the clock of the device that made it."""
    return int.from_bytes(identity[:6], "big")


def new_origin(epoch: int, chance: bytes) -> bytes:
    """An origin: the epoch, so that a later epoch of one device sorts above an earlier one, and 6 random bytes."""
    return epoch.to_bytes(EPOCH_BYTES, "big") + chance[:6]


def epoch_of(origin: bytes) -> int:
    """The epoch of an origin."""
    return int.from_bytes(origin[:EPOCH_BYTES], "big")


def precedence(record: Record) -> tuple[object, ...]:
    """The key under which the greater of two versions of one record wins.

    Forgotten beats everything. Then the later stamp wins; of a message the earlier one, so that what was said stays
    said. The rest settles ties the same way everywhere. The origin comes last: of two equal versions the one with the
    later origin stays, which is how a copied device's records get a new origin (see ``docs/specs/exchange-v1.md``).
    """
    order = -record.stamp if record.kind == Kind.MESSAGE else record.stamp
    return (
        record.kind,
        record.state == State.FORGOTTEN,
        order,
        record.state,
        record.conversation,
        record.text,
        record.details,
        record.origin,
        record.sequence,
    )


def winner(one: Record, other: Record) -> Record:
    """The version that stays when two devices hold different ones."""
    return max(one, other, key=precedence)


def digest(record: Row) -> bytes:
    """Eight bytes over every field, kept beside the row and checked whenever it is read."""
    identity, kind, state, stamp, origin, sequence, conversation, text, details = record
    head = _FIXED.pack(identity, origin, kind, state, stamp, sequence)
    return blake2b(head + f"{conversation}\n{details}\n{text}".encode(), digest_size=DIGEST_BYTES).digest()


def forgotten(record: Record) -> Record:
    """The record without anything that it said."""
    return record._replace(state=State.FORGOTTEN, text="", details="", conversation="")


def check_text(text: str) -> str:
    """``text`` when it can be kept and carried; raises :class:`BadInput` otherwise."""
    if not text.strip():
        raise BadInput("There is nothing to remember: the text is empty.")
    if len(text) > MEMORY_TEXT_CHARACTERS:
        raise BadInput(f"A memory has at most {MEMORY_TEXT_CHARACTERS} characters; this one has {len(text)}.")
    if "\0" in text or not is_unicode(text):
        raise BadInput("The text holds characters that cannot be kept.")
    return text


def details_text(details: Mapping[str, str]) -> str:
    """The canonical JSON of a record's details; empty when there are none."""
    text = json.dumps(dict(details), ensure_ascii=False, sort_keys=True, separators=(",", ":")) if details else ""
    if len(text) > MEMORY_DETAILS_CHARACTERS:
        raise BadInput(f"A record's details have at most {MEMORY_DETAILS_CHARACTERS} characters.")
    return text


def read_details(text: str) -> dict[str, str]:
    """The details of a record. Raises :class:`BadInput` unless they are what :func:`details_text` writes."""
    if not text:
        return {}
    try:
        details = json.loads(text)
    except (ValueError, RecursionError):
        details = None
    if not _is_text_by_text(details) or details_text(cast("dict[str, str]", details)) != text:
        raise BadInput("A record's details are not canonical JSON of text by text.")
    return cast("dict[str, str]", details)


def _is_text_by_text(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(item, str) and is_unicode(key) and is_unicode(item) for key, item in value.items()
    )
