from __future__ import annotations

import asyncio
import secrets
import socket
import struct
import sys
from contextlib import closing

import pytest

from forge_ai.api.orders.loopback import LOOPBACK, LoopbackConnection, connect_and_send


class Heard:
    """Keeps what a connection tells it."""

    def __init__(self):
        self.data = b""
        self.ended = asyncio.Event()
        self.reason = None

    def data_received(self, data):
        self.data += data

    def connection_lost(self, exc):
        self.reason = exc
        self.ended.set()


def between(story):
    """Run the story with a reader, its line, and the other end of that."""

    async def once():
        with closing(socket.create_server((LOOPBACK, 0))) as server:
            connection, sent = connect_and_send(server.getsockname()[1], "", b"Hello")
            other, _ = server.accept()
            with closing(other):
                assert (sent, other.recv(9)) == (5, b"Hello")
                reader = Heard()
                line = LoopbackConnection(connection, reader)
                await asyncio.wait_for(story(reader, line, other), 10)
                line.abort()

    asyncio.run(once())


def test_what_comes_is_told_to_the_end():
    async def story(reader, _line, other):
        other.sendall(b"word")
        other.close()
        await reader.ended.wait()
        assert (reader.data, reader.reason) == (b"word", None)

    between(story)


def test_a_line_that_breaks_says_so():
    async def story(reader, _line, other):
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing is a reset then
        other.close()
        await reader.ended.wait()
        assert isinstance(reader.reason, ConnectionResetError)

    between(story)


def test_nothing_is_taken_while_the_reader_rests():
    async def story(reader, line, other):
        line.pause_reading()
        other.sendall(b"word")
        other.close()
        for _ in range(5):
            await asyncio.sleep(0)
        assert reader.data == b""
        line.resume_reading()
        await reader.ended.wait()
        assert reader.data == b"word"

    between(story)


def test_a_line_that_was_ended_stays_so():
    async def story(reader, line, other):
        line.abort()
        line.resume_reading()
        line.abort()
        assert other.recv(1) == b""
        assert not reader.ended.is_set()

    between(story)


def test_where_nobody_listens_nothing_is_said():
    with closing(socket.create_server((LOOPBACK, 0))) as server:
        port = server.getsockname()[1]
    assert connect_and_send(port, "", b"Hello") is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has abstract names")
@pytest.mark.parametrize("has_name", [True, False])
def test_a_name_goes_before_the_port_and_the_port_does_where_nobody_has_it(has_name):
    name = f"forge-ai-test-{secrets.token_hex(8)}"
    with closing(socket.create_server((LOOPBACK, 0))) as by_port, closing(socket.socket(socket.AF_UNIX)) as by_name:
        if has_name:
            by_name.bind(f"\0{name}")
            by_name.listen()
        connection, sent = connect_and_send(by_port.getsockname()[1], name, b"Hello")
        other, _ = (by_name if has_name else by_port).accept()
        with closing(connection), closing(other):
            assert (sent, other.recv(9)) == (5, b"Hello")
