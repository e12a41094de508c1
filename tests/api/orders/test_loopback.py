from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import closing

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
            connection, sent = connect_and_send(server.getsockname()[1], b"Hello")
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
    assert connect_and_send(port, b"Hello") is None
