"""A device's signature under a package's manifest, as `signature.json` carries it.

Does not know how a key signs, nor which devices are known here: both come in as functions. The manifest names the
SHA-256 of every file, so a signature under it stands for the whole package.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final, Literal

from forge_ai.errors import BadPackage
from forge_ai.limits import SIGNATURE_FIELD_CHARACTERS
from forge_ai.protocol.trust.device_certificate import short_id

_CONTEXT: Final = b"forge-ai package v1\n"

Standing = Literal["own", "paired", "foreign", "unsigned"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: the device's id and public key, the name that it gave itself, and the signature, all as text."""

    device: str
    name: str
    public_key: str
    value: str

    def to_bytes(self) -> bytes:
        """The text of `signature.json`."""
        return (json.dumps(asdict(self), indent=2, ensure_ascii=True) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a package comes from, as this device sees it."""

    standing: Standing
    device: str = ""
    name: str = ""

    def __str__(self) -> str:
        who = f"{self.name} ({short_id(self.device)})" if self.name else short_id(self.device)
        return {
            "own": "signed by this device",
            "paired": f"signed by {who}, which this device is paired with",
            "foreign": f"signed by {who}, which this device does not know",
            "unsigned": "not signed: anybody may have made it",
        }[self.standing]


UNSIGNED: Final = Origin("unsigned")

Sign = Callable[[bytes], Signature]
"""Signs bytes with this device's key."""

Judge = Callable[[bytes, Signature], Origin]
"""Says whose a signature under these bytes is. Raises :class:`BadPackage` when it is not a signature of these bytes."""


def signed_bytes(manifest: bytes) -> bytes:
    """What is signed: the manifest's own bytes, after words that no other signature of a device begins with."""
    return _CONTEXT + manifest


def read_signature(data: bytes) -> Signature:
    """Parse `signature.json`. Raises :class:`BadPackage`."""
    try:
        signature = Signature(**json.loads(data))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadPackage(f"The signature of this package cannot be read: {error}.") from error
    for value in (signature.device, signature.name, signature.public_key, signature.value):
        if not isinstance(value, str) or len(value) > SIGNATURE_FIELD_CHARACTERS or not value.isprintable():
            raise BadPackage("The signature of this package cannot be read: a field is not plain text.")
    return signature
