"""Something that speaks TLS with a device's certificate and then says or does the same to everybody."""

from __future__ import annotations

import contextlib
import socket
import threading
from contextlib import contextmanager

from forge_ai.identity.device_key import open_identity
from forge_ai.identity.tls import serving_context
from forge_ai.paths import Home


@contextmanager
def saying(home, words):
    """Listen on loopback; gives the port and the certificate that is shown."""
    identity = open_identity(Home(home))
    context = serving_context(identity)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            plain.settimeout(5)
            with contextlib.suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as visitor:
                visitor.recv(65_536)
                words(visitor) if callable(words) else visitor.sendall(words)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1], identity.certificate
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
