"""Signing packages as this device, and telling whose signature a package carries.

Does not know what is in a package. A signature carries its device's certificate; the device id is the hash of its key.
"""

from __future__ import annotations

import base64

from forge_ai.errors import BadMessage, BadPackage
from forge_ai.identity.device_key import Identity
from forge_ai.identity.registry import Registry
from forge_ai.protocol.packages.package_signature import Judge, Origin, Sign, Signature
from forge_ai.protocol.trust.device_certificate import DeviceCertificate, read_certificate


def signing_as(identity: Identity, name: str) -> Sign:
    """A function that signs data as this device, which calls itself ``name``."""

    def sign(data: bytes) -> Signature:
        certificate = base64.b64encode(identity.certificate.der).decode()
        return Signature(identity.device_id, name, certificate, base64.b64encode(identity.sign(data)).decode())

    return sign


def judging_for(identity: Identity, registry: Registry) -> Judge:
    """A function that tells whose signature it is: this device's own, a paired device's, or a stranger's.

    It raises :class:`BadPackage` for a signature that does not fit its data.
    """

    def judge(data: bytes, signature: Signature) -> Origin:
        certificate = _checked(data, signature)
        if certificate.device_id == identity.device_id:
            return Origin("own", certificate.device_id, signature.name)
        known = registry.by_id(certificate.device_id)
        if known:
            return Origin("paired", certificate.device_id, known.name)
        return Origin("foreign", certificate.device_id, signature.name)

    return judge


def _checked(data: bytes, signature: Signature) -> DeviceCertificate:
    try:
        certificate = read_certificate(base64.b64decode(signature.public_key, validate=True))
        value = base64.b64decode(signature.value, validate=True)
    except (ValueError, BadMessage) as error:
        raise BadPackage("The signature of this package cannot be read.") from error
    if certificate.device_id != signature.device or not certificate.signed(value, data):
        raise BadPackage("The signature of this package does not fit it: somebody has changed one of the two.")
    return certificate
