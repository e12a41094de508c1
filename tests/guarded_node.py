"""A guarded node on loopback: visitors from 127.0.0.1 are local, those from any other 127.x.x.x come from a LAN."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from forge_ai.api.app import build_app
from forge_ai.api.port.connections import Connections
from forge_ai.api.port.serving import NodeServer
from forge_ai.clock import Clock, SystemClock
from forge_ai.identity.node_certificates import NodeCertificates
from forge_ai.identity.tls import first_look_context
from forge_ai.limits import UNREAD_SECONDS
from forge_ai.services import Services
from tests.nodes import settings_for

HERE = "127.0.0.1"
LAN = "127.0.0.5"


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        return json.loads(self.body)["error"]["code"]


@dataclass
class GuardedNode:
    """A running node, and requests to it from wherever a test likes."""

    services: Services
    app: Any
    port: int
    open: list[http.client.HTTPConnection] = field(default_factory=list)

    def connection(self, source: str = LAN, *, secure: bool = True, context: ssl.SSLContext | None = None) -> Any:
        if secure:
            made: http.client.HTTPConnection = http.client.HTTPSConnection(
                HERE, self.port, timeout=10, source_address=(source, 0), context=context or first_look_context()
            )
        else:
            made = http.client.HTTPConnection(HERE, self.port, timeout=10, source_address=(source, 0))
        self.open.append(made)
        return made

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str = "",
        source: str = LAN,
        secure: bool = True,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        connection = self.connection(source, secure=secure)
        sent = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        try:
            connection.request(method, path, data, sent | (headers or {}))
            found = connection.getresponse()
            return Reply(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()

    def key(self, name: str = "program", rights: Any = ("ask", "sync")) -> str:
        """The key of a program that was let in with these rights."""
        return self.services.registry.add_program(name, rights)[1]


@contextmanager
def guarded_node(
    home: Any,
    *,
    clock: Clock | None = None,
    name: str = "my_pc",
    unread_seconds: float = UNREAD_SECONDS,
    around: Callable[[Any], Any] = lambda app: app,
    **options: Any,
) -> Any:
    """A node that answers while the block lasts; ``around`` wraps its application."""
    services = Services(settings_for(home, name=name, **options), clock or SystemClock())
    app = build_app(services)
    connections = Connections(services.authenticator, lambda address: address == HERE, unread_seconds)
    secure = NodeCertificates(services.identity, services.host_names).context_for
    server = NodeServer(around(app), "127.0.0.1", 0, secure, connections)
    server.start()
    opened = GuardedNode(services, app, server.port)
    try:
        yield opened
    finally:
        for connection in opened.open:
            connection.close()
        server.stop()
        services.close()


def is_over(connection: Any) -> bool:
    """Whether the node has closed this socket, within the time for which it waits."""
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True
