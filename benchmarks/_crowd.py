"""A crowd of streams, read by one thread: who got how much and when, at little cost for the machine that is measured.

After a stream's first token the system is told to wake the reader for whole kilobytes only, so that the two cores
which are measured belong to the node and its engine.
"""

from __future__ import annotations

import json
import selectors
import socket
import statistics
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PROMPT = [
    {"role": "system", "content": "You are bench."},
    {"role": "user", "content": "Tell me a story about the sea."},
]
BLOCK = 1 << 18
FEWEST_BYTES = 1 << 14  # about sixty events


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the model: the URL and the headers that it wants."""

    url: str
    headers: dict[str, str]


@dataclass(slots=True)
class Stream:
    """What one stream got: tokens, and the seconds until the first of them and until the end."""

    tokens: int = 0
    first: float = 0.0
    end: float = 0.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """What all streams of one round got together."""

    streams: list[Stream]

    @property
    def tokens(self) -> int:
        """In all."""
        return sum(stream.tokens for stream in self.streams)

    @property
    def speed(self) -> float:
        """Tokens a second in all."""
        return self.tokens / max(stream.end for stream in self.streams)

    @property
    def first(self) -> float:
        """The median of the seconds to the first token."""
        return statistics.median(stream.first for stream in self.streams)

    @property
    def unfairness(self) -> float:
        """The slowest by the median."""
        ends = [stream.end for stream in self.streams]
        return max(ends) / statistics.median(ends)


def ask_all(way: Way, model: str, streams: int, tokens: int) -> Crowd:
    """Begin so many streams in the same moment, and read them to their ends."""
    crowd, request = Crowd([Stream() for _ in range(streams)]), _request(way, model, tokens)
    target = urlsplit(way.url)
    begun = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for stream in crowd.streams:
            connection = socket.create_connection((target.hostname, target.port))
            connection.sendall(request)
            selector.register(connection, selectors.EVENT_READ, stream)
        while selector.get_map():
            for key, _ in selector.select():
                _read(key.fileobj, key.data, selector, begun)
    return crowd


def _read(connection: Any, stream: Stream, selector: selectors.BaseSelector, begun: float) -> None:
    block = connection.recv(BLOCK)
    stream.tokens += block.count(b'"content":"') + block.count(b'"content": "')
    if stream.tokens and not stream.first:
        stream.first = time.perf_counter() - begun
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, FEWEST_BYTES)
    if not block:
        stream.end = time.perf_counter() - begun
        selector.unregister(connection)
        connection.close()


def _request(way: Way, model: str, tokens: int) -> bytes:
    target = urlsplit(way.url)
    order = {"model": model, "messages": PROMPT, "stream": True, "max_tokens": tokens, "temperature": 1.0}
    body = json.dumps({**order, "ignore_eos": True}).encode()
    headers = {"Host": target.netloc, "Content-Type": "application/json", "Connection": "close", **way.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return f"POST {target.path}/chat/completions HTTP/1.1\r\n{head}".encode() + body
