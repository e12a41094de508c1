"""The packets by which nodes find each other: query, answer, hello, goodbye, and their bytes.

Does not know sockets, interfaces or time. Nothing in a packet is proof of anything: it is a hint where to look.
The format is written down in ``docs/specs/announce-v1.md``.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from forge_ai.errors import BadAnnouncement, BadName
from forge_ai.limits import (
    ANNOUNCED_ABILITIES,
    ANNOUNCED_ADDRESSES,
    ANNOUNCED_TEXT_BYTES,
    ANNOUNCEMENT_BYTES,
)
from forge_ai.protocol.values.names import check_name

MAGIC: Final = b"FgAI"
VERSION: Final = 1
NONCE_BYTES: Final = 16
SECRET_BYTES: Final = 16
NO_NONCE: Final = bytes(NONCE_BYTES)

_HEAD: Final = struct.Struct(">4sBB16s")  # magic, version, kind, nonce: these keep their places in every version
SMALLEST_QUERY: Final = _HEAD.size + 2 + SECRET_BYTES  # one that names its asker, without padding
_DEVICE_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_VERSION_TEXT: Final = re.compile(r"[0-9A-Za-z.+-]{1,24}")
_ABILITY: Final = re.compile(r"[a-z0-9-]{1,12}")
_PRINTABLE: Final = re.compile(rf"[\x20-\x7e]{{1,{ANNOUNCED_TEXT_BYTES}}}")

Address = IPv4Address | IPv6Address


class Kind(IntEnum):
    """What a packet is for."""

    QUERY = 1
    ANSWER = 2
    HELLO = 3
    GOODBYE = 4


class Field(IntEnum):
    """What a part of a packet holds. Numbers that are not here are skipped, so that later versions can add some."""

    END = 0
    DEVICE_ID = 1
    INSTANCE = 2
    NAME = 3
    PORT = 4
    MODEL = 5
    SOFTWARE = 6
    ADDRESS = 7
    ABILITIES = 8
    SECRET = 9


@dataclass(frozen=True, slots=True)
class Card:
    """What a node says about itself. ``instance`` is the commitment to the secret of its goodbye."""

    device_id: str
    instance: bytes
    name: str
    port: int
    model: str = ""
    software: str = ""
    abilities: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """The question who is there. ``asker`` is the instance of the node that asks, empty when who asks is not a node."""

    nonce: bytes
    asker: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """A node's card, with the nonce of the query that asked for it."""

    nonce: bytes
    card: Card


@dataclass(frozen=True, slots=True)
class HelloPacket:
    """A node's card, unasked."""

    card: Card


@dataclass(frozen=True, slots=True)
class Goodbye:
    """The news that a node leaves. Only who made the instance knows the secret behind it."""

    secret: bytes

    @property
    def instance(self) -> bytes:
        """The instance that says goodbye."""
        return instance_of(self.secret)


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """A packet in a version of the format that this one does not read."""

    version: int
    kind: int
    nonce: bytes


Packet = Query | Answer | HelloPacket | Goodbye | OtherVersion


def instance_of(secret: bytes) -> bytes:
    """The public half of a goodbye: 16 bytes of the secret's SHA-256."""
    return hashlib.sha256(secret).digest()[:SECRET_BYTES]


def write_query(query: Query, size: int = ANNOUNCEMENT_BYTES) -> bytes:
    """The bytes of a query, padded to ``size`` so that any answer is smaller."""
    fields = _field(Field.INSTANCE, query.asker) if query.asker else b""
    return _packet(Kind.QUERY, query.nonce, fields).ljust(size, b"\0")


def write_answer(answer: Answer, at_most: int) -> bytes | None:
    """The bytes of an answer, shortened until they fit into the size of the query; None when they never do."""
    for card in _shorter_and_shorter(answer.card):
        packet = _packet(Kind.ANSWER, answer.nonce, _card_fields(card))
        if len(packet) <= at_most:
            return packet
    return None


def write_hello(hello: HelloPacket) -> bytes:
    """The bytes of a hello."""
    return _packet(Kind.HELLO, NO_NONCE, _card_fields(hello.card))


def write_goodbye(goodbye: Goodbye) -> bytes:
    """The bytes of a goodbye."""
    return _packet(Kind.GOODBYE, NO_NONCE, _field(Field.SECRET, goodbye.secret))


def read_packet(data: bytes) -> Packet:
    """The packet in ``data``. Raises :class:`BadAnnouncement` for everything that is not exactly one."""
    version, kind, nonce = _read_head(data)
    if version != VERSION:
        return OtherVersion(version, kind, nonce)
    fields = _read_fields(data)
    match kind:
        case Kind.QUERY:
            return Query(nonce, _read_asker(fields))
        case Kind.ANSWER:
            return Answer(nonce, _read_card(fields))
        case Kind.HELLO:
            return HelloPacket(_read_card(fields))
        case Kind.GOODBYE:
            return Goodbye(_exactly(_one(fields, Field.SECRET), SECRET_BYTES))
    raise BadAnnouncement(f"no kind of packet has the number {kind}")


def _packet(kind: Kind, nonce: bytes, fields: bytes) -> bytes:
    return _HEAD.pack(MAGIC, VERSION, kind, nonce) + fields


def _field(field: Field, value: bytes) -> bytes:
    return bytes((field, len(value))) + value


def _card_fields(card: Card) -> bytes:
    parts = [
        _field(Field.DEVICE_ID, card.device_id.encode("ascii")),
        _field(Field.INSTANCE, card.instance),
        _field(Field.NAME, card.name.encode("ascii")),
        _field(Field.PORT, card.port.to_bytes(2, "big")),
    ]
    if card.model:
        parts.append(_field(Field.MODEL, card.model.encode("ascii")))
    if card.software:
        parts.append(_field(Field.SOFTWARE, card.software.encode("ascii")))
    if card.abilities:
        parts.append(_field(Field.ABILITIES, " ".join(card.abilities).encode("ascii")))
    parts.extend(_field(Field.ADDRESS, ip_address(address).packed) for address in card.addresses)
    return b"".join(parts)


def _shorter_and_shorter(card: Card) -> Iterator[Card]:
    """The card, then with fewer addresses, then without what a person can do without."""
    needed = (card.device_id, card.instance, card.name, card.port)
    for count in range(len(card.addresses), -1, -1):
        yield Card(*needed, card.model, card.software, card.abilities, card.addresses[:count])
    yield Card(*needed)


def _read_head(data: bytes) -> tuple[int, int, bytes]:
    if not _HEAD.size <= len(data) <= ANNOUNCEMENT_BYTES:
        raise BadAnnouncement(f"a packet has {_HEAD.size} to {ANNOUNCEMENT_BYTES} bytes, this one {len(data)}")
    magic, version, kind, nonce = _HEAD.unpack_from(data)
    if magic != MAGIC:
        raise BadAnnouncement("the packet belongs to another program")
    return version, kind, nonce


def _read_fields(data: bytes) -> dict[int, list[bytes]]:
    fields: dict[int, list[bytes]] = {}
    position = _HEAD.size
    while position < len(data) and data[position] != Field.END:
        start = position + 2
        if start > len(data) or start + data[position + 1] > len(data):
            raise BadAnnouncement("a field reaches past the end of the packet")
        fields.setdefault(data[position], []).append(data[start : start + data[position + 1]])
        position = start + data[position + 1]
    return fields


def _read_asker(fields: dict[int, list[bytes]]) -> bytes:
    return _exactly(_one(fields, Field.INSTANCE), SECRET_BYTES) if Field.INSTANCE in fields else b""


def _read_card(fields: dict[int, list[bytes]]) -> Card:
    return Card(
        device_id=_matching(_DEVICE_ID, _text(_one(fields, Field.DEVICE_ID)), "device id"),
        instance=_exactly(_one(fields, Field.INSTANCE), SECRET_BYTES),
        name=_name(_text(_one(fields, Field.NAME))),
        port=_port(_one(fields, Field.PORT)),
        model=_optional(fields, Field.MODEL, _PRINTABLE),
        software=_optional(fields, Field.SOFTWARE, _VERSION_TEXT),
        abilities=_abilities(fields),
        addresses=_addresses(fields.get(Field.ADDRESS, [])),
    )


def _one(fields: dict[int, list[bytes]], field: Field) -> bytes:
    values = fields.get(field, [])
    if len(values) != 1:
        raise BadAnnouncement(f"the field {field.name} stands there {len(values)} times instead of once")
    return values[0]


def _exactly(value: bytes, size: int) -> bytes:
    if len(value) != size:
        raise BadAnnouncement(f"{len(value)} bytes stand where {size} belong")
    return value


def _text(value: bytes) -> str:
    try:
        return value.decode("ascii")
    except UnicodeDecodeError as error:
        raise BadAnnouncement("a text is not ASCII") from error


def _matching(pattern: re.Pattern[str], text: str, what: str) -> str:
    if not pattern.fullmatch(text):
        raise BadAnnouncement(f"the {what} has impossible letters or length")
    return text


def _name(text: str) -> str:
    try:
        return check_name(text)
    except BadName as error:
        raise BadAnnouncement(error.message) from error


def _port(value: bytes) -> int:
    port = int.from_bytes(_exactly(value, 2), "big")
    if not port:
        raise BadAnnouncement("nothing can listen on port 0")
    return port


def _optional(fields: dict[int, list[bytes]], field: Field, pattern: re.Pattern[str]) -> str:
    return _matching(pattern, _text(_one(fields, field)), field.name.lower()) if field in fields else ""


def _abilities(fields: dict[int, list[bytes]]) -> tuple[str, ...]:
    if Field.ABILITIES not in fields:
        return ()
    words = _text(_one(fields, Field.ABILITIES)).split(" ")
    if len(words) > ANNOUNCED_ABILITIES:
        raise BadAnnouncement(f"more than {ANNOUNCED_ABILITIES} abilities")
    return tuple(_matching(_ABILITY, word, "ability") for word in words)


def _addresses(values: list[bytes]) -> tuple[str, ...]:
    if len(values) > ANNOUNCED_ADDRESSES:
        raise BadAnnouncement(f"more than {ANNOUNCED_ADDRESSES} addresses")
    return tuple(str(_address(value)) for value in values)


def _address(value: bytes) -> Address:
    if len(value) not in {4, 16}:
        raise BadAnnouncement(f"no address has {len(value)} bytes")
    address = ip_address(value)
    if address.is_multicast or address.is_unspecified:
        raise BadAnnouncement("an address that no device can have")
    return address
