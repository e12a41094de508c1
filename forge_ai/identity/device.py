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
    """A device, or a program, which has no certificate of its own. Times are ISO 8601 in UTC, "" for never.

    ``key_hash`` is the hash of the key that it shows us; ``key`` is the one that we show to it, "" for a program.
    ``asked`` tells that this device asked the other one in the pairing. Where each side asked the other at the same
    time, the two pairings may end in another order over there: then it shows us the key whose hash is
    ``crossed_hash``.
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
        """The hashes of all keys by which it is recognised."""
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
        """The device as JSON for a person or a program, without anything secret."""
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
    """The device in one entry of `devices.json`. Raises :class:`Damaged`."""
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
    """The hash that is kept of a key that others show us: one SHA-256, which is enough for 256 random bits."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
