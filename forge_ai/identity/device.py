"""One device that was let in, as the registry keeps it.

Does not know where it is kept.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any

from forge_ai.errors import BadInput, Damaged
from forge_ai.protocol.trust.device_certificate import read_certificate, short_id
from forge_ai.protocol.trust.rights import Right, read_rights
from forge_ai.protocol.values.names import check_name


@dataclass(frozen=True, slots=True)
class Device:
    """A device, or a program without a certificate of its own. Times are ISO 8601 in UTC, empty when never.

    ``key_hash`` is what remains here of the key that it shows us; ``key`` is what we show to it, empty for a program.
    ``asked``: in the pairing it was this device that asked. ``crossed_hash`` is of the key that it shows us where two
    pairings crossed, and it ended with the other one.
    """

    device_id: str
    name: str
    rights: frozenset[Right]
    certificate: bytes = field(repr=False)
    key_hash: str = field(repr=False)
    key: str = field(repr=False)
    paired_at: str
    last_seen: str = ""
    address: str = ""
    asked: bool = False
    crossed_hash: str = field(default="", repr=False)

    @property
    def key_hashes(self) -> tuple[str, ...]:
        """What remains of all keys that are good."""
        return (self.key_hash, self.crossed_hash) if self.crossed_hash else (self.key_hash,)

    @property
    def is_program(self) -> bool:
        """Whether this is a program that was given a key, rather than a device that was paired."""
        return not self.certificate

    @property
    def short_id(self) -> str:
        """The id as people compare it."""
        return short_id(self.device_id)

    def told(self) -> dict[str, Any]:
        """The device as a person or a program may be told of it: without anything secret."""
        return {
            "name": self.name,
            "id": self.device_id,
            "short_id": "" if self.is_program else self.short_id,
            "kind": "program" if self.is_program else "device",
            "rights": sorted(self.rights),
            "paired_at": self.paired_at,
            "last_seen": self.last_seen,
            "address": self.address,
        }

    def to_json(self) -> dict[str, Any]:
        """The device as `devices.json` holds it."""
        return {
            "device_id": self.device_id,
            "name": self.name,
            "rights": sorted(self.rights),
            "certificate": base64.b64encode(self.certificate).decode(),
            "key_hash": self.key_hash,
            "key": self.key,
            "paired_at": self.paired_at,
            "last_seen": self.last_seen,
            "address": self.address,
            "asked": self.asked,
            "crossed_hash": self.crossed_hash,
        }


def read_device(found: dict[str, Any]) -> Device:
    """Parse one entry. Raises :class:`Damaged`."""
    try:
        certificate = base64.b64decode(found.pop("certificate"), validate=True)
        rights = read_rights(found.pop("rights"))
        device = Device(certificate=certificate, rights=rights, **found)
        check_name(device.name, "device")
        _check_id(device)
    except (ValueError, TypeError, KeyError, AttributeError, BadInput) as error:
        raise Damaged("The list of paired devices cannot be read: an entry is not what it should be.") from error
    return device


def _check_id(device: Device) -> None:
    if device.certificate and read_certificate(device.certificate).device_id != device.device_id:
        raise ValueError("its id is not its certificate's")


def hash_of(key: str) -> str:
    """What is kept of a key that others show us. The keys have 256 random bits, so one SHA-256 is enough."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
