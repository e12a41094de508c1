"""Something that speaks TLS with a device's certificate and then says or does the same to everybody."""

from __future__ import annotations

from contextlib import contextmanager

from forge_ai.identity.device_key import open_identity
from forge_ai.identity.tls import serving_context
from forge_ai.paths import Home
from tests.listeners import listening


@contextmanager
def saying(home, words):
    """Listen on loopback; gives the port and the certificate that is shown."""
    identity = open_identity(Home(home))
    context = serving_context(identity)

    def speak(plain):
        with context.wrap_socket(plain, server_side=True) as visitor:
            visitor.recv(65_536)
            words(visitor) if callable(words) else visitor.sendall(words)

    with listening(speak) as port:
        yield port, identity.certificate
