"""The three TLS contexts: serving with our certificate, asking one pinned peer, and a first look at a stranger.

TLS 1.3 only. A pinned context trusts one certificate and nothing else: no authority, no host name, no other device.
Does not know addresses, nor what is said.
"""

from __future__ import annotations

import socket
import ssl
from pathlib import Path
from typing import Any, Final, TypeVar

from forge_ai.identity.device_key import NODE_NAME, Identity
from forge_ai.paths import storage_faults

ALPN: Final = ("http/1.1",)
Context = TypeVar("Context", bound=ssl.SSLContext)


def serving_context(identity: Identity, other: Path | None = None) -> ssl.SSLContext:
    """For connections that others open to us, with our own certificate, or with the one and its key in ``other``.

    Raises :class:`StorageFault` when a file cannot be read.
    """
    context = _modern(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    context.num_tickets = 0  # no resumption: every connection shows the certificate again
    with storage_faults(identity.folder):
        context.load_cert_chain(other or identity.certificate_file, None if other else identity.key_file)
    return context


def pinned_context(certificate: bytes) -> ssl.SSLContext:
    """For connections to the one device that has this certificate (DER)."""
    context = _modern(_ToNodes(ssl.PROTOCOL_TLS_CLIENT))
    context.check_hostname = False  # the certificate is the name
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=certificate)
    return context


def first_look_context() -> ssl.SSLContext:
    """For learning a stranger's certificate. Nothing sent over it is secret until pairing has proved who is there."""
    context = _modern(_ToNodes(ssl.PROTOCOL_TLS_CLIENT))
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class _ToNodes(ssl.SSLContext):
    """A context that asks for the device's own certificate (by SNI): programs of other makers are shown another one."""

    def wrap_socket(self, sock: socket.socket, *args: Any, **options: Any) -> ssl.SSLSocket:
        """As the system's own, under the name that all of ForgeAI's devices have."""
        return super().wrap_socket(sock, *args, **{**options, "server_hostname": NODE_NAME})

    def wrap_bio(self, *args: Any, **options: Any) -> ssl.SSLObject:
        """The same for connections of an event loop."""
        return super().wrap_bio(*args, **{**options, "server_hostname": NODE_NAME})


def _modern(context: Context) -> Context:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(list(ALPN))
    return context
