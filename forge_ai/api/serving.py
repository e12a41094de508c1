"""A node's server: uvicorn in a thread of its own, started when it really answers, stopped without a trace.

Does not know what the application does, nor who may use it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from forge_ai.api.listening import listen
from forge_ai.api.two_faces import TwoFacedListener
from forge_ai.api.visits import Visit, Visits
from forge_ai.errors import ForgeError
from forge_ai.limits import CONNECTIONS, REQUEST_HEAD_BYTES

START_SECONDS: Final = 30.0
KEEP_ALIVE_SECONDS: Final = 30  # longer than clients keep an idle connection, so that none is closed in their hands
GOODBYE_SECONDS: Final = 1  # what running answers get before they are cut with an error


class NodeServer:
    """One application on one socket. ``port`` is the real one as soon as the server is made."""

    def __init__(self, app: Any, host: str, port: int, secure: ssl.SSLContext, visits: Visits) -> None:
        self._socket = listen(host, port)
        self.app = app
        self.host: str = host
        self.port: int = self._socket.getsockname()[1]
        self._ready = threading.Event()
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            loop="asyncio",
            ws="none",
            server_header=False,
            proxy_headers=False,  # who asks is who holds the connection, not who a header says
            http=HttpToolsProtocol,  # C below the events: it sends a token in a fifth less time than Python does
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=GOODBYE_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        self._server = _TwoFaced(config, self._socket, secure, visits, self._ready)
        self._thread = threading.Thread(target=self._run, name=f"node-{self.port}", daemon=True)
        self._failure: BaseException | None = None

    def start(self) -> None:
        """Return once requests are answered."""
        self._thread.start()
        if not self._ready.wait(START_SECONDS) or self._failure:
            self.stop()
            raise ForgeError("The node's server did not start.", hint="Run `forge-ai doctor`.") from self._failure

    def stop(self) -> None:
        """End the server and wait for its thread. Harmless when it has ended already."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        try:
            self._server.run()
        except BaseException as failure:  # noqa: BLE001 - the supervisor of this thread; start() reports it
            self._failure = failure
        finally:
            self._ready.set()


class _TwoFaced(uvicorn.Server):
    """A uvicorn server on a two-faced socket. It tells when it has begun to answer, and leaves signals alone."""

    def __init__(
        self,
        config: uvicorn.Config,
        listener: socket.socket,
        secure: ssl.SSLContext,
        visits: Visits,
        ready: threading.Event,
    ) -> None:
        super().__init__(config)
        self._visits = visits
        self._ready = ready
        self._listener = TwoFacedListener(listener, secure, self._make_protocol, visits)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's signature
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            raise ForgeError("The node's application did not start.", hint="Run `forge-ai doctor`.")
        self._listener.start()
        self.servers = [self._listener]  # type: ignore[list-item]  # it is only closed and waited for
        self.started = True
        self._ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, and leave no connection behind."""
        await super().shutdown(sockets)
        self._visits.end_all()
        await asyncio.sleep(0)  # an aborted transport closes its socket in the next turn

    def _make_protocol(self, visit: Visit) -> asyncio.Protocol:
        return _VisitorProtocol(self, visit, self._visits)

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


class _VisitorProtocol(HttpToolsProtocol):
    """HTTP over one visit, which every request on it carries in its state."""

    def __init__(self, server: uvicorn.Server, visit: Visit, visits: Visits) -> None:
        super().__init__(server.config, server.server_state, {**server.lifespan.state, "visit": visit})
        self._visit = visit
        self._visits = visits
        self._head_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head of the request has grown too large: the parser itself would take any."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > REQUEST_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head_bytes = 0
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        """The head has ended."""
        self._head_bytes = 0
        super().on_body(body)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._visit.transport = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._visits.end(self._visit)
        super().connection_lost(exc)
