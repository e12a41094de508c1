"""A node's server: plain HTTP and TLS on one socket, and every request knows its connection.

Does not know what the application does, nor who may use it.
"""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from forge_ai.api.port.connections import REQUEST_ID, Connection, Connections
from forge_ai.api.port.listening import listen
from forge_ai.api.port.server_thread import QuietServer, ServerThread, quiet_config
from forge_ai.api.port.tls_or_plain import SecureFor, TlsOrPlainListener
from forge_ai.errors import BadInput, ForgeError
from forge_ai.limits import BODY_PART_BYTES, BODY_PARTS, CONNECTIONS, PIPELINED_REQUESTS, REQUEST_HEAD_BYTES

KEEP_ALIVE_SECONDS: Final = 30  # longer than clients keep an idle connection, so that none is closed in their hands
GOODBYE_SECONDS: Final = 1  # what running answers get before their connections are cut
CANCEL_SECONDS: Final = 3  # and after which a task that does not notice is ended, with a line on the terminal


class NodeServer(ServerThread):
    """One application on one socket. ``port`` is the real one as soon as the server is made."""

    def __init__(self, app: Any, host: str, port: int, secure: SecureFor, connections: Connections) -> None:
        listener = listen(host, port)
        self.host: str = host
        self.port: int = listener.getsockname()[1]
        config = quiet_config(
            app,
            http=HttpToolsProtocol,  # C below the events: it sends a token in a fifth less time than Python does
            limit_concurrency=2 * CONNECTIONS,  # who comes in was counted before; some are still on their way out
            timeout_graceful_shutdown=CANCEL_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        server = _TlsOrPlainServer(config, listener, secure, connections)
        super().__init__(server, listener, f"node-{self.port}", "The node's server")


class _TlsOrPlainServer(QuietServer):
    """A server that speaks TLS and plain HTTP on one socket."""

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, secure: SecureFor, connections: Connections
    ) -> None:
        super().__init__(config)
        self._connections = connections
        self._listener = TlsOrPlainListener(listener, secure, self._make_protocol, connections)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's signature
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            raise ForgeError("The node's application did not start.", hint="Run `forge-ai doctor`.")
        self._listener.start()
        self.servers = [self._listener]  # type: ignore[list-item]  # it is only closed and waited for
        self.started = True
        self.begun.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, and leave no connection behind: running answers get a moment, and end as if their clients had left."""
        goodbye = asyncio.get_running_loop().call_later(GOODBYE_SECONDS, self._connections.end_all)
        await super().shutdown(sockets)
        goodbye.cancel()
        self._connections.end_all()
        await asyncio.sleep(0)  # an aborted transport closes its socket in the next turn

    def _make_protocol(self, connection: Connection) -> asyncio.Protocol:
        return _HttpProtocol(self, connection, self._connections)


class _HttpProtocol(HttpToolsProtocol):
    """HTTP over one connection, which every request on it carries in its state."""

    def __init__(self, server: uvicorn.Server, connection: Connection, connections: Connections) -> None:
        super().__init__(server.config, server.server_state, {**server.lifespan.state, "connection": connection})
        self._connection = connection
        self._connections = connections
        self._head_bytes = 0
        self._parts_left = 0.0
        self._begun: list[RequestResponseCycle] = []
        self._mark = os.urandom(8).hex()  # no request tells a stranger how many others there were
        self._requests = 0

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head of the request has grown too large: the parser itself would take any."""
        self._head_bytes += len(data)
        if self.transport.is_closing():
            self._ignore()
            return
        super().data_received(data)
        if self._head_bytes > REQUEST_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def _ignore(self) -> None:
        """Over TLS, asyncio hands on what comes until the other end says goodbye, too: its end is not waited for."""
        if self._head_bytes > REQUEST_HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """A head begins. Raises, through the parser, when too many requests before it have no answer yet."""
        if len(self.pipeline) >= PIPELINED_REQUESTS:
            raise BadInput("Too many requests at once on one connection.")
        self._head_bytes = 0
        self._parts_left = BODY_PARTS
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A request begins, and gets its id; uvicorn itself knows only the last one when the client leaves."""
        super().on_headers_complete()
        self._requests += 1
        identity = f"req_{self._mark}{self._requests:04x}"
        self.scope["state"][REQUEST_ID] = identity
        self.cycle.default_headers = [(b"x-request-id", identity.encode())]  # costs less than a wrapped ``send``
        self._begun = [one for one in (*self._begun, self.cycle) if not one.response_complete]

    def on_body(self, body: bytes) -> None:
        """The head has ended. Raises, through the parser, when the body comes in too many tiny parts."""
        self._head_bytes = 0
        self._parts_left += len(body) / BODY_PART_BYTES - 1
        if self._parts_left < 0:
            raise BadInput("The body comes in too many tiny parts.")
        super().on_body(body)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._connection.transport = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.end(self._connection)
        super().connection_lost(exc)
        self.pipeline.clear()
        for request in self._begun:
            request.disconnected = True  # what it still says would be said to nobody, with a traceback
            request.message_event.set()
        if self.timeout_keep_alive_task is not None:  # uvicorn keeps it after a reset, and with it the connection
            self.timeout_keep_alive_task.cancel()
