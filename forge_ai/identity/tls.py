"""The three TLS contexts: serving with our certificate, asking one pinned peer, and a first look at a stranger.

TLS 1.3 only. A pinned context trusts one certificate and nothing else: no authority, no name, no other device.
Does not know addresses, nor what is said.
"""

from __future__ import annotations

import ssl
from typing import Final

from forge_ai.identity.device_key import Identity
from forge_ai.paths import storage_faults

ALPN: Final = ("http/1.1",)


def serving_context(identity: Identity) -> ssl.SSLContext:
    """For connections that others open to us. Raises :class:`StorageFault` when the key cannot be read."""
    context = _modern(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    context.num_tickets = 0  # no resumption: every connection shows the certificate again
    with storage_faults(identity.folder):
        context.load_cert_chain(identity.certificate_file, identity.key_file)
    return context


def pinned_context(certificate: bytes) -> ssl.SSLContext:
    """For connections to the one device that has this certificate (DER)."""
    context = _modern(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    context.check_hostname = False  # the certificate is the name
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=certificate)
    return context


def first_look_context() -> ssl.SSLContext:
    """For learning a stranger's certificate. Nothing said over it is secret until pairing has proved who listens."""
    context = _modern(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _modern(context: ssl.SSLContext) -> ssl.SSLContext:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(list(ALPN))
    return context
