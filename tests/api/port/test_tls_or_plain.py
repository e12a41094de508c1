from __future__ import annotations

import asyncio
import gc
import socket
import ssl
from contextlib import closing, suppress
from pathlib import Path
from typing import cast

import pytest

from forge_ai.api.port.connections import Connection, Connections
from forge_ai.api.port.tls_or_plain import TlsOrPlainListener
from forge_ai.identity.authentication import Authenticator
from forge_ai.identity.device_key import open_identity
from forge_ai.identity.tls import first_look_context, serving_context
from forge_ai.paths import Home
from tests.conftest import DEADLINE_SECONDS


@pytest.mark.parametrize("turns", range(4))
def test_whoever_comes_in_the_moment_in_which_a_node_ends_leaves_no_socket_behind(turns: int) -> None:
    async def come_and_end(listener: socket.socket) -> None:
        listens = TlsOrPlainListener(
            listener,
            lambda _address: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
            lambda _connection: asyncio.Protocol(),
            Connections(cast(Authenticator, None)),
        )
        listens.start()
        await asyncio.sleep(0)
        with closing(socket.create_connection(listener.getsockname())):
            for _ in range(turns):
                await asyncio.sleep(0)
            listens.close()
            await listens.wait_closed()

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        asyncio.run(come_and_end(listener))
        gc.collect()


class _EndsAtOnce(asyncio.Protocol):
    """The node ends in the very moment in which the handshake does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connection.transport = cast(asyncio.Transport, transport)
        assert self._connection.arriving
        self._connection.arriving.cancel()


def test_a_handshake_that_ends_in_the_moment_in_which_the_node_does_leaves_no_socket_behind(home: Path) -> None:
    identity = open_identity(Home(home))

    async def come_and_end(listener: socket.socket) -> None:
        connections = Connections(cast(Authenticator, None))
        listens = TlsOrPlainListener(listener, lambda _: serving_context(identity), _EndsAtOnce, connections)
        listens.start()
        reading, writing = await asyncio.open_connection(*listener.getsockname(), ssl=first_look_context())
        with suppress(OSError):
            assert await reading.read() == b""
        writing.transport.abort()
        listens.close()
        await listens.wait_closed()
        await asyncio.sleep(0)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        asyncio.run(asyncio.wait_for(come_and_end(listener), DEADLINE_SECONDS))
        gc.collect()
