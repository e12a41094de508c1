"""One request to an engine over a connection of its own, and the bytes of its answer as they come.

Does not know what is asked. llama.cpp closes kept connections when it likes, and a request that meets that is lost;
a new one costs a tenth of a millisecond on loopback. Only what an OpenAI-compatible server may send is understood:
HTTP/1.1, no redirect, no compression.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Final
from urllib.parse import SplitResult, quote, urlsplit

import httptools
from starlette.concurrency import run_in_threadpool

from forge_ai.engines.engine import Endpoint
from forge_ai.limits import ANSWER_HEAD_BYTES, KIB

CONNECT_SECONDS: Final = 10.0
_BLOCK: Final = 64 * KIB
_PATH_MARKS: Final = "/%:@!$&'()*+,;=~"


class LinkBroken(Exception):
    """The engine could not be reached, went away before its answer was whole, or does not speak HTTP."""


class EngineAnswer:
    """An answer whose head has come. ``status`` is that of HTTP."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self.status = 0
        self._reader = reader
        self._parser = httptools.HttpResponseParser(self)
        self._ready: list[bytes] = []
        self._head_bytes = 0
        self._has_length = False
        self._whole = False

    async def read_head(self) -> None:
        """Wait for the status. Raises :class:`LinkBroken`."""
        while not self.status:
            self._head_bytes += await self._feed()
            if not self.status and self._head_bytes > ANSWER_HEAD_BYTES:
                raise LinkBroken("The head of the answer is too large.")

    async def blocks(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises :class:`LinkBroken`."""
        while True:
            if self._ready:
                block = b"".join(self._ready)
                self._ready.clear()
                yield block
            elif self._whole:
                return
            else:
                await self._feed()

    async def _feed(self) -> int:
        try:
            data = await self._reader.read(_BLOCK)
            if data:
                self._parser.feed_data(data)
        except (OSError, httptools.HttpParserError) as error:
            raise LinkBroken(str(error)) from error
        if not data:
            self._end()
        return len(data)

    def _end(self) -> None:
        """The connection has ended: that is the end of an answer that did not say how long it is."""
        if not self.status or self._has_length:
            raise LinkBroken("The connection ended in the middle of the answer.")
        self._whole = True

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
        self._ready.append(data)

    def on_message_complete(self) -> None:
        """The answer has reached its end."""
        self._whole = self.status >= 200


@asynccontextmanager
async def asked(endpoint: Endpoint, path: str, fields: Mapping[str, Any]) -> AsyncIterator[EngineAnswer]:
    """Post ``fields`` as JSON to the path below the endpoint; leaving the block hangs up.

    Raises :class:`LinkBroken`, also out of the answer's blocks.
    """
    place = urlsplit(f"{endpoint.base_url}/{path}")
    reader, writer = await _connect(place)
    try:
        writer.write(_request(place, endpoint.headers, json.dumps(fields).encode()))
        answer = EngineAnswer(reader)
        await answer.read_head()
        yield answer
    finally:
        writer.transport.abort()


async def _connect(place: SplitResult) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    secure = await run_in_threadpool(_trust) if place.scheme == "https" else None
    port = place.port or (443 if secure else 80)
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await asyncio.open_connection(place.hostname, port, ssl=secure)
    except (OSError, UnicodeError) as error:
        raise LinkBroken(str(error)) from error


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
