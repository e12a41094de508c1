from __future__ import annotations

import asyncio
import gc
import socket
import ssl
from contextlib import closing
from typing import cast

import pytest

from forge_ai.api.port.connections import Connections
from forge_ai.api.port.tls_or_plain import TlsOrPlainListener
from forge_ai.identity.authentication import Authenticator


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
