"""A web server in a thread of its own: started when it really answers, stopped without a trace.

Does not know what is served, nor to whom.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any, Final

import uvicorn

from forge_ai.errors import ForgeError

START_SECONDS: Final = 30.0


def quiet_config(app: Any, **more: Any) -> uvicorn.Config:
    """The configuration of all our servers: they log their own faults only, and trust no header about who asks."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="error",  # a line for each stranger that speaks no HTTP would fill the terminal
        access_log=False,
        loop="asyncio",
        ws="none",
        server_header=False,
        proxy_headers=False,  # not who a header says
        **more,
    )


class QuietServer(uvicorn.Server):
    """A uvicorn server that tells when it has begun to answer, and leaves signals to the program."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.begun = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self.begun.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program."""
        yield


class ServerThread:
    """A server on one listening socket. ``whose`` begins the sentence that a person reads when it does not start."""

    def __init__(self, server: QuietServer, listener: socket.socket, name: str, whose: str) -> None:
        self._server = server
        self._listener = listener
        self._whose = whose
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread, and return once requests are answered. Raises :class:`ForgeError` when they never are."""
        self._thread.start()
        if not self._server.begun.wait(START_SECONDS) or not self._server.started:
            self.stop()
            raise ForgeError(f"{self._whose} did not start.", hint="Run `forge-ai doctor`.") from self._failure

    def stop(self) -> None:
        """End the server and wait for its thread. Harmless when it has ended already."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        try:
            self._server.run([self._listener])
        except BaseException as failure:  # noqa: BLE001 - the supervisor of this thread; start() reports it
            self._failure = failure
        finally:
            self._server.begun.set()
