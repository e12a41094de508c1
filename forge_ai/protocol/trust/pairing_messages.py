"""The four messages of pairing, and their strict parsing.

Does not know what makes a message right: only what makes it readable.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.errors import BadInput, BadMessage
from forge_ai.limits import PAIRING_MESSAGE_BYTES
from forge_ai.protocol.trust.device_certificate import DeviceCertificate, read_certificate
from forge_ai.protocol.trust.one_time_code import Method
from forge_ai.protocol.trust.password_exchange import ELEMENT_BYTES
from forge_ai.protocol.values.names import check_name
from forge_ai.protocol.values.whole_number import is_version

VERSION: Final = 1
EXCHANGE_BYTES: Final = 16
CONFIRMATION_BYTES: Final = 32
SIGNATURE_BYTES: Final = 72  # the longest DER form of a P-256 signature


@dataclass(frozen=True, slots=True)
class Hello:
    """Client to server: who I am, and my element."""

    method: Method
    name: str
    certificate: DeviceCertificate
    element: bytes

    def to_bytes(self) -> bytes:
        """The message as JSON."""
        certificate = _text(self.certificate.der)
        return _write(method=self.method, name=self.name, certificate=certificate, element=_text(self.element))


@dataclass(frozen=True, slots=True)
class Answer:
    """Server to client: this exchange's number, my name, and my element. My certificate is the connection's."""

    exchange: bytes
    name: str
    element: bytes

    def to_bytes(self) -> bytes:
        """The message as JSON."""
        return _write(exchange=_text(self.exchange), name=self.name, element=_text(self.element))


@dataclass(frozen=True, slots=True)
class Confirm:
    """Client to server: I know the word, I saw your certificate, and I hold the key of mine."""

    exchange: bytes
    signature: bytes
    confirmation: bytes

    def to_bytes(self) -> bytes:
        """The message as JSON."""
        return _write(
            exchange=_text(self.exchange), signature=_text(self.signature), confirmation=_text(self.confirmation)
        )


@dataclass(frozen=True, slots=True)
class Welcome:
    """Server to client: I know the word too, and you are let in."""

    confirmation: bytes

    def to_bytes(self) -> bytes:
        """The message as JSON."""
        return _write(confirmation=_text(self.confirmation))


def read_hello(data: bytes) -> Hello:
    """Parse the first message. Raises :class:`BadMessage`, as do the other three."""
    found = _read(data, "method", "name", "certificate", "element")
    certificate = read_certificate(_bytes(found, "certificate", 1, PAIRING_MESSAGE_BYTES))
    element = _bytes(found, "element", ELEMENT_BYTES, ELEMENT_BYTES)
    return Hello(_method(found), _name(found), certificate, element)


def read_answer(data: bytes) -> Answer:
    """Parse the second message."""
    found = _read(data, "exchange", "name", "element")
    exchange = _bytes(found, "exchange", EXCHANGE_BYTES, EXCHANGE_BYTES)
    return Answer(exchange, _name(found), _bytes(found, "element", ELEMENT_BYTES, ELEMENT_BYTES))


def read_confirm(data: bytes) -> Confirm:
    """Parse the third message."""
    found = _read(data, "exchange", "signature", "confirmation")
    return Confirm(
        _bytes(found, "exchange", EXCHANGE_BYTES, EXCHANGE_BYTES),
        _bytes(found, "signature", 8, SIGNATURE_BYTES),
        _bytes(found, "confirmation", CONFIRMATION_BYTES, CONFIRMATION_BYTES),
    )


def read_welcome(data: bytes) -> Welcome:
    """Parse the fourth message."""
    return Welcome(_bytes(_read(data, "confirmation"), "confirmation", CONFIRMATION_BYTES, CONFIRMATION_BYTES))


def _write(**fields: str) -> bytes:
    return json.dumps({"pairing": VERSION, **fields}).encode()


def _read(data: bytes, *fields: str) -> dict[str, str]:
    if len(data) > PAIRING_MESSAGE_BYTES:
        raise BadMessage(f"The message has {len(data)} bytes, {PAIRING_MESSAGE_BYTES} at most.")
    found = _object(data)
    if not is_version(found.get("pairing"), VERSION):
        raise BadMessage(f"The other device speaks another version of pairing than {VERSION}.")
    if set(found) != {"pairing", *fields}:
        raise BadMessage(f"The message must have exactly these fields: pairing, {', '.join(fields)}.")
    for field in fields:
        if not isinstance(found[field], str):
            raise BadMessage(f"The field {field} is not text.")
    return {field: found[field] for field in fields}


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_without_twins)
    except (ValueError, RecursionError) as error:
        raise BadMessage("The message is not JSON.") from error
    if not isinstance(found, dict):
        raise BadMessage("The message is not a JSON object.")
    return found


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _method(found: dict[str, str]) -> Method:
    try:
        return Method(found["method"])
    except ValueError as error:
        raise BadMessage("The other device wants to pair in a way that is not known here.") from error


def _name(found: dict[str, str]) -> str:
    try:
        return check_name(found["name"], "device")
    except BadInput as error:
        raise BadMessage(error.message) from error


def _bytes(found: dict[str, str], field: str, least: int, most: int) -> bytes:
    try:
        value = base64.b64decode(found[field].encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadMessage(f"The field {field} is not base64.") from error
    if not least <= len(value) <= most or _text(value) != found[field]:
        raise BadMessage(f"The field {field} has the wrong length.")
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
