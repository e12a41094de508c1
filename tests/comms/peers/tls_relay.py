"""Somebody in between: takes TLS connections with a certificate of their own and passes all on to the real node."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager

from forge_ai.identity.device_key import open_identity
from forge_ai.identity.tls import first_look_context, serving_context
from forge_ai.paths import Home
from tests.listeners import listening


@contextmanager
def relaying(home, to_port, seen):
    """A relay on loopback; gives its port. What the client says is kept in ``seen``."""
    context = serving_context(open_identity(Home(home)))

    def pass_on(plain):
        with context.wrap_socket(plain, server_side=True) as victim:
            onward = socket.create_connection(("127.0.0.1", to_port), timeout=10)
            with onward, first_look_context().wrap_socket(onward) as node:
                while True:
                    request = read_message(victim)
                    if not request:
                        return
                    seen.append(request)
                    node.sendall(request)
                    victim.sendall(read_message(node))

    with listening(pass_on) as port:
        yield port


def read_message(connection: ssl.SSLSocket) -> bytes:
    """One HTTP message with a Content-Length; empty when the other side has gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        block = connection.recv(65_536)
        if not block:
            return b""
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    while len(body) < sum(lengths):
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body
