"""A device's certificate, and the device's id: the hash of the public key in it.

Does not know whose certificate it is, nor whether it is trusted.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from forge_ai.errors import BadMessage
from forge_ai.limits import CERTIFICATE_BYTES

SHORT_GROUPS: Final = 4  # of four characters: 80 bits, beyond anybody who looks for a key with the same short id
ID_CHARACTERS: Final = 52


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """A certificate that is what ForgeAI makes: one P-256 key, signed by itself."""

    der: bytes = field(repr=False)
    device_id: str
    public_key: ec.EllipticCurvePublicKey = field(repr=False, compare=False)

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether the holder of this certificate's key made the signature (ECDSA, SHA-256) over ``data``."""
        try:
            self.public_key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True


def read_certificate(der: bytes) -> DeviceCertificate:
    """Parse a stranger's certificate. Raises :class:`BadMessage` when it is anything that ForgeAI does not make."""
    if len(der) > CERTIFICATE_BYTES:
        raise BadMessage(f"The certificate has {len(der)} bytes, {CERTIFICATE_BYTES} at most.")
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.verify_directly_issued_by(certificate)
        key = certificate.public_key()
    except (ValueError, TypeError, x509.InvalidVersion, UnsupportedAlgorithm, InvalidSignature) as error:
        raise BadMessage("That is not the certificate of a ForgeAI device.") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BadMessage("That certificate holds another kind of key than a ForgeAI device has.")
    return DeviceCertificate(der, device_id_of(key), key)


def device_id_of(key: ec.EllipticCurvePublicKey) -> str:
    """SHA-256 of the public key (SubjectPublicKeyInfo, DER) in base32, lower case, without padding."""
    public = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b32encode(hashlib.sha256(public).digest()).decode().rstrip("=").lower()


def short_id(device_id: str) -> str:
    """The first characters of an id in groups of four, for people to compare: ``K7QD-2M4X-A3BC-PQRS``."""
    return "-".join(device_id[start : start + 4].upper() for start in range(0, SHORT_GROUPS * 4, 4))
