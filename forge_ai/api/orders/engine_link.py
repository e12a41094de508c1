"""One request to an engine over a connection of its own, and the bytes of its answer as they come.

Does not know what is asked. llama.cpp closes kept connections when it likes, and a request that meets that is lost;
a new one costs a tenth of a millisecond on loopback. Only what an OpenAI-compatible server may send is understood:
HTTP/1.1, no redirect, no compression.
"""

from __future__ import annotations

import asyncio
import json
import math
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Final, cast
from urllib.parse import SplitResult, quote, urlsplit

import httptools

from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.orders.loopback import LOOPBACK, LoopbackConnection, connect_and_send
from forge_ai.engines.connections.keepalive import keepalive
from forge_ai.engines.engine import Endpoint
from forge_ai.limits import ANSWER_HEAD_BYTES, ANSWER_HEAD_SECONDS, ENGINE_UNREAD_BYTES

CONNECT_SECONDS: Final = 10.0
DEAD_SECONDS: Final = 60.0
_PATH_MARKS: Final = "/%:@!$&'()*+,;=~"


class LinkBroken(Exception):
    """The engine could not be reached, went away before its answer was whole, or does not speak HTTP."""


class EngineAnswer(asyncio.Protocol):
    """An answer whose head has come. ``status`` is that of HTTP."""

    def __init__(self) -> None:
        self.status = 0
        self._parser = httptools.HttpResponseParser(self)
        self._ready: list[bytes] = []
        self._unread_bytes = 0
        self._bare_bytes = 0  # since the last piece of the body: a head, the sizes of chunks, a trailer
        self._has_length = False
        self._whole = False
        self._failure: LinkBroken | None = None
        self._news: asyncio.Future[None] | None = None
        self._resting: asyncio.TimerHandle | None = None

    async def read_head(self, seconds: float) -> None:
        """Wait for the status, for so many seconds from the first byte on. Raises :class:`LinkBroken`."""
        while not (self.status or self._bare_bytes):
            await self._hear()
        if not self.status:
            await self._read_rest_of_head(seconds)

    async def _read_rest_of_head(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not self.status:
                    await self._hear()
        except TimeoutError as error:
            raise LinkBroken("The head of the answer drips.") from error

    async def blocks(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises :class:`LinkBroken`."""
        while self._ready or not self._whole:
            if not self._ready:
                await self._hear()
                continue
            block = b"".join(self._ready)
            self._ready.clear()
            self._unread_bytes = 0
            if not self._resting:
                self._transport.resume_reading()
            yield block

    def rest(self, seconds: float) -> None:
        """Receive nothing for so long: what comes meanwhile is then read as one block, at the cost of one event."""
        if self._resting or self._whole or self._failure:
            return
        self._transport.pause_reading()
        self._resting = asyncio.get_running_loop().call_later(seconds, self.end_rest)

    def hang_up(self) -> None:
        """End the connection now."""
        if self._resting:
            self._resting.cancel()
        self._transport.abort()

    def end_rest(self) -> None:
        """Receive again, at the end of a rest or before it."""
        if self._resting:
            self._resting.cancel()
            self._resting = None
            self._transport.resume_reading()

    async def _hear(self) -> None:
        """Wait for more. Raises :class:`LinkBroken` when nothing more can come."""
        if self._failure:
            raise self._failure
        self._news = asyncio.get_running_loop().create_future()
        await self._news

    def _tell(self) -> None:
        if self._news and not self._news.done():
            self._news.set_result(None)

    # Called by the connection.

    def connection_made(self, transport: asyncio.BaseTransport | LoopbackConnection) -> None:
        """The connection is there."""
        self._transport = cast("asyncio.Transport | LoopbackConnection", transport)

    def data_received(self, data: bytes) -> None:
        """Bytes have come. When too many are unread, no more are received."""
        self._bare_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._failure = LinkBroken(str(error))
        if self._bare_bytes > ANSWER_HEAD_BYTES:
            self._failure = LinkBroken("The head of the answer is too large, or its trailer.")
        if self._unread_bytes > ENGINE_UNREAD_BYTES:
            self._transport.pause_reading()
        self._tell()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended: that is the end of an answer that did not say how long it is."""
        if exc or not self.status or self._has_length:
            self._failure = self._failure or LinkBroken(str(exc or "The connection ended in the middle of the answer."))
        else:
            self._whole = True
        self._tell()

    # Called by the parser.

    def on_header(self, name: bytes, _value: bytes) -> None:
        """A header's name tells whether the body has an end of its own."""
        self._has_length |= name.lower() in (b"content-length", b"transfer-encoding")

    def on_headers_complete(self) -> None:
        """The head is there; an interim one does not count."""
        status = self._parser.get_status_code()
        self.status = status if status >= 200 else 0

    def on_body(self, data: bytes) -> None:
        """A piece of the body."""
        self._bare_bytes = 0
        self._ready.append(data)
        self._unread_bytes += len(data)

    def on_message_complete(self) -> None:
        """The answer has reached its end."""
        self._whole = self.status >= 200


@asynccontextmanager
async def asked(
    endpoint: Endpoint,
    path: str,
    fields: Mapping[str, Any],
    dead_seconds: float = DEAD_SECONDS,
    head_seconds: float = ANSWER_HEAD_SECONDS,
) -> AsyncIterator[EngineAnswer]:
    """Post ``fields`` as JSON to the path below the endpoint; leaving the block hangs up.

    On another machine, the connection ends after ``dead_seconds`` without a keep-alive sign. A head that has begun must
    be complete within ``head_seconds``. Raises :class:`LinkBroken`, also while the answer's blocks are read.
    """
    place = urlsplit(f"{endpoint.base_url}/{path}")
    request = _request(place, endpoint.headers, json.dumps(fields).encode())
    answer = await _put(place, endpoint.socket, request, math.ceil(dead_seconds))
    try:
        await answer.read_head(head_seconds)
        yield answer
    finally:
        answer.hang_up()


async def _put(place: SplitResult, name: str, request: bytes, dead_seconds: int) -> EngineAnswer:
    """The answer to a request that is on its way. Raises :class:`LinkBroken`."""
    is_near = place.scheme == "http" and place.hostname == LOOPBACK
    begun = connect_and_send(place.port, name, request) if is_near and place.port else None
    try:
        if begun is None:
            return await _put_waiting(place, request, dead_seconds)
        connection, sent = begun
        if sent == len(request):
            answer = EngineAnswer()
            answer.connection_made(LoopbackConnection(connection, answer))
            return answer
        transport, answer = await asyncio.get_running_loop().create_connection(EngineAnswer, sock=connection)
    except (OSError, UnicodeError) as error:
        raise LinkBroken(str(error)) from error
    transport.write(request[sent:])
    return answer


async def _put_waiting(place: SplitResult, request: bytes, dead_seconds: int) -> EngineAnswer:
    """The same over a connection that must be waited for."""
    secure = await in_thread(_trust) if place.scheme == "https" else None
    port = place.port or (443 if secure else 80)
    connecting = asyncio.get_running_loop().create_connection(EngineAnswer, place.hostname or "", port, ssl=secure)
    async with asyncio.timeout(CONNECT_SECONDS):
        transport, answer = await connecting
    for option in keepalive(dead_seconds):
        transport.get_extra_info("socket").setsockopt(*option)
    transport.write(request)
    return answer


@cache
def _trust() -> ssl.SSLContext:
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def _request(place: SplitResult, headers: Mapping[str, str], body: bytes) -> bytes:
    host = place.netloc if place.netloc.isascii() else place.netloc.encode("idna").decode()
    own = {"Host": host, "Accept": "*/*", "User-Agent": "forge-ai", "Content-Type": "application/json"}
    ours = {**own, **headers, "Content-Length": str(len(body)), "Connection": "close"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in ours.items())
    return f"POST {quote(place.path, safe=_PATH_MARKS)} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body
