"""Devices for the tests of pairing: keys made on the spot, chance that can be repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from forge_ai.identity.device_key import self_signed
from forge_ai.protocol.trust.device_certificate import read_certificate
from forge_ai.protocol.trust.pairing import Party


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A device with its private key at hand."""

    party: Party
    private: ec.EllipticCurvePrivateKey

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data, ec.ECDSA(hashes.SHA256()))


def device(name: str) -> KeyHolder:
    private = ec.generate_private_key(ec.SECP256R1())
    der = self_signed(private).public_bytes(serialization.Encoding.DER)
    return KeyHolder(Party(name, read_certificate(der)), private)


def chance_from(seed: str) -> Callable[[int], bytes]:
    """Repeatable bytes: SHA-256 of the seed and a counter."""
    count = 0

    def chance(size: int) -> bytes:
        nonlocal count
        found = b""
        while len(found) < size:
            found += hashlib.sha256(f"{seed} {count}".encode()).digest()
            count += 1
        return found[:size]

    return chance
