from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sys
from collections.abc import Awaitable, Callable

import pytest

from forge_ai.api.orders.answering import _read_all
from forge_ai.api.orders.engine_link import EngineAnswer, LinkBroken, asked
from forge_ai.engines.engine import Endpoint
from forge_ai.errors import EngineDied

Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def saying(*words: bytes) -> Conversation:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for word in words:
            writer.write(word)
            await writer.drain()
        writer.close()

    return talk


async def blocks_together(answer: EngineAnswer) -> bytes:
    return b"".join([block async for block in answer.blocks()])


def ask(
    talk: Conversation,
    head_seconds: float = 20.0,
    read: Callable[[EngineAnswer], Awaitable[bytes]] = blocks_together,
) -> tuple[int, bytes]:
    """The status and body that the link makes of what a server says on one connection."""

    async def once() -> tuple[int, bytes]:
        server = await asyncio.start_server(lambda r, w: _after_the_head(talk, r, w), "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            endpoint = Endpoint(f"http://127.0.0.1:{port}/v1", {"Authorization": "Bearer secret"})
            async with asked(endpoint, "chat/completions", {"text": "hé"}, head_seconds=head_seconds) as answer:
                return answer.status, await read(answer)

    return asyncio.run(asyncio.wait_for(once(), 10))


async def _after_the_head(talk: Conversation, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    await talk(reader, writer)


@pytest.mark.parametrize(
    "words",
    [
        [CHUNKED, b"5\r\nhello\r\n", b"0\r\n\r\n"],
        [CHUNKED + b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"],
        [OK + b"Content-Length: 5\r\n\r\nhello"],
        [OK + b"\r\nhel", b"lo"],
        [b"HTTP/1.1 100 Continue\r\n\r\n", OK + b"content-length: 5\r\n\r\nhello"],
    ],
)
def test_every_way_to_end_a_body_is_understood(words: list[bytes]) -> None:
    assert ask(saying(*words)) == (200, b"hello")


def test_a_refusal_comes_with_its_words() -> None:
    assert ask(saying(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}")) == (400, b"{}")


def test_an_answer_without_a_body_is_empty() -> None:
    assert ask(saying(b"HTTP/1.1 204 No Content\r\n\r\n")) == (204, b"")


@pytest.mark.parametrize(
    "words",
    [
        [],
        [b"HTTP/1.1 2"],
        [OK],
        [CHUNKED + b"5\r\nhel"],
        [CHUNKED + b"5\r\nhello\r\n"],
        [CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n"],
        [OK + b"Content-Length: 50\r\n\r\nhello"],
        [b"\x16\x03\x01 this is no HTTP"],
        [b"SSH-2.0-OpenSSH_9.6\r\n"],
        [OK, *[b"X-More: " + b"x" * 1000 + b"\r\n"] * 100],
        [CHUNKED + b"5\r\nhello\r\n0\r\nX-More: ", *[b"x" * 1000] * 1000, b"\r\n\r\n"],
        [CHUNKED + b"5;more=", *[b"x" * 1000] * 1000, b"\r\nhello\r\n0\r\n\r\n"],
    ],
)
def test_what_is_no_whole_answer_is_one_named_error(words: list[bytes]) -> None:
    with pytest.raises(LinkBroken):
        ask(saying(*words))


async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"X-More: ")
    with contextlib.suppress(ConnectionError), contextlib.closing(writer):
        while True:
            writer.write(b"y")
            await writer.drain()
            await asyncio.sleep(0.01)


def test_a_head_that_drips_is_given_up() -> None:
    with pytest.raises(LinkBroken, match="drips"):
        ask(drip, head_seconds=0.2)


async def body_that_drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"Content-Length: 9000000\r\n\r\n")
    await drip(reader, writer)


def test_vectors_that_drip_are_given_up() -> None:
    async def read(answer: EngineAnswer) -> bytes:
        return await _read_all(answer, 0.2)

    with pytest.raises(EngineDied, match="does not come to an end"):
        ask(body_that_drips, read=read)


def test_nobody_there_is_the_same_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    async def once() -> None:
        async with asked(Endpoint(f"http://127.0.0.1:{port}/v1"), "completions", {}):
            raise AssertionError

    with pytest.raises(LinkBroken):
        asyncio.run(once())


def test_the_request_is_what_an_openai_server_expects() -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        length = int(heard[0].lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        heard.append(await reader.readexactly(length))
        writer.write(OK + b"Content-Length: 0\r\n\r\n")
        writer.close()

    async def once() -> None:
        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            endpoint = Endpoint(f"http://127.0.0.1:{port}/v1", {"Authorization": "Bearer secret"})
            async with asked(endpoint, "chat/completions", {"text": "hé \ud800"}) as answer:
                assert answer.status == 200
            head = heard[0].decode()
            assert head.startswith("POST /v1/chat/completions HTTP/1.1\r\n")
            assert f"Host: 127.0.0.1:{port}\r\n" in head
            assert "Authorization: Bearer secret\r\n" in head
            assert json.loads(heard[1]) == {"text": "hé \ud800"}

    asyncio.run(asyncio.wait_for(once(), 10))


def test_a_request_larger_than_what_the_system_holds_arrives_whole() -> None:
    text = "sea " * 4_000_000

    async def once() -> bytes:
        heard = asyncio.get_running_loop().create_future()

        async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
            heard.set_result(await reader.readexactly(length))
            writer.write(OK + b"Content-Length: 0\r\n\r\n")
            writer.close()

        async with await asyncio.start_server(hear, "127.0.0.1", 0) as server:
            endpoint = Endpoint(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
            async with asked(endpoint, "chat/completions", {"text": text}):
                return await heard

    assert json.loads(asyncio.run(asyncio.wait_for(once(), 20))) == {"text": text}


def test_leaving_hangs_up_so_that_the_engine_notices() -> None:
    gone = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(CHUNKED + b"5\r\nhello\r\n")
        await reader.read(1 << 16)  # the body
        while await reader.read(1 << 16):
            pass
        gone.set()
        writer.close()

    async def once() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            async with asked(Endpoint(f"http://127.0.0.1:{port}/v1"), "chat/completions", {}) as answer:
                async for block in answer.blocks():
                    assert block == b"hello"
                    break
            await asyncio.wait_for(gone.wait(), 5)

    asyncio.run(once())


def test_what_comes_during_a_rest_is_one_block() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(CHUNKED + b"5\r\nfirst\r\n")
        await more.wait()
        for _ in range(3):
            writer.write(b"4\r\nmore\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        said.set()
        writer.close()

    async def once() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            async with asked(Endpoint(f"http://127.0.0.1:{port}/v1"), "chat/completions", {}) as answer:
                blocks = []
                async for block in answer.blocks():
                    blocks.append(block)
                    if block == b"first":
                        answer.rest(60)
                        more.set()
                        await said.wait()
                        answer.rest(60)  # one rest is enough
                        answer.end_rest()
                assert blocks == [b"first", b"moremoremore"]

    more, said = asyncio.Event(), asyncio.Event()
    asyncio.run(asyncio.wait_for(once(), 10))


class Valve(asyncio.Transport):
    """A transport that only knows whether it is read from."""

    reads = True

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True


def test_an_engine_that_is_faster_than_the_client_is_held_up() -> None:
    async def once() -> None:
        valve, answer = Valve(), EngineAnswer()
        answer.connection_made(valve)
        answer.data_received(CHUNKED)
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        for _ in range(8):
            answer.data_received(piece)
        assert not valve.reads
        assert len(await anext(answer.blocks())) == 8 * 0x10000
        assert valve.reads

    asyncio.run(once())


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 and the names of these options are Linux's")
def test_a_connection_to_another_machine_notices_by_itself_that_the_line_is_dead() -> None:
    async def once() -> dict[str, int]:
        server = await asyncio.start_server(lambda r, w: _after_the_head(saying(OK + b"\r\n"), r, w), "127.0.0.2", 0)
        async with server:
            endpoint = Endpoint(f"http://127.0.0.2:{server.sockets[0].getsockname()[1]}/v1")
            async with asked(endpoint, "chat/completions", {}, dead_seconds=8.0) as answer:
                line = answer._transport.get_extra_info("socket")
                names = ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT")
                found = {name: line.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in names}
                return found | {"SO_KEEPALIVE": line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)}

    wanted = {"TCP_KEEPIDLE": 2, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 8_000, "SO_KEEPALIVE": 1}
    assert asyncio.run(asyncio.wait_for(once(), 10)) == wanted
