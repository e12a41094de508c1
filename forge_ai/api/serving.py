"""A node's server: uvicorn in a thread of its own, started when it really answers, stopped without a trace.

Does not know what the application does.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any, Final

import uvicorn

from forge_ai.api.listening import listen
from forge_ai.errors import ForgeError
from forge_ai.limits import CONNECTIONS

START_SECONDS: Final = 30.0
GOODBYE_SECONDS: Final = 1  # what running answers get before they are cut with an error


class NodeServer:
    """One application on one socket. ``port`` is the real one as soon as the server is made."""

    def __init__(self, app: Any, host: str, port: int) -> None:
        self._socket = listen(host, port)
        self.host: str = host
        self.port: int = self._socket.getsockname()[1]
        self._ready = threading.Event()
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            ws="none",
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=GOODBYE_SECONDS,
        )
        self._server = _Announcing(config, self._ready)
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
            self._server.run(sockets=[self._socket])
        except BaseException as failure:  # noqa: BLE001 - the supervisor of this thread; start() reports it
            self._failure = failure
        finally:
            self._ready.set()


class _Announcing(uvicorn.Server):
    """A uvicorn server that tells when it has begun to answer, and leaves signals to the program around it."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield
