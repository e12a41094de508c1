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
from random import Random
from typing import Any
from urllib.parse import urlsplit

PROMPT = [
    {"role": "system", "content": "You are bench."},
    {"role": "user", "content": "Tell me a story about the sea."},
]
BLOCK = 1 << 18
FEWEST_BYTES = 1 << 14  # about sixty events
THINKING_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the model: the URL and the headers that it wants."""

    url: str
    headers: dict[str, str]


@dataclass(slots=True)
class Stream:
    """What one stream got: tokens, and the seconds from its beginning to the first of them and to the end."""

    tokens: int = 0
    first: float = 0.0
    end: float = 0.0
    begun: float = 0.0


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
    crowd, begun = Crowd([]), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(streams):
            crowd.streams.append(_begin(way, model, tokens, selector, begun))
        while selector.get_map():
            for key, _ in selector.select():
                _read(key.fileobj, key.data, selector)
    return crowd


def ask_by_chance(way: Way, model: str, streams: int, tokens: int, questions: int) -> Crowd:
    """So many people, each asking again some time after their answer: who waits how long while the others are answered.

    They think for up to ``THINKING_SECONDS``, so questions come at moments that have nothing to do with the engine's
    steps. The first question of each is not returned, as few others run then.
    """
    chance, crowd, due = Random(7), Crowd([]), [0.0] * streams
    with selectors.DefaultSelector() as selector:
        while due or selector.get_map():
            due.sort()
            if due and due[0] <= time.perf_counter():
                stream = _begin(way, model, tokens, selector, due.pop(0) or time.perf_counter())
                crowd.streams.append(stream)
            for key, _ in selector.select(due[0] - time.perf_counter() if due else None):
                _read(key.fileobj, key.data, selector)
                if key.data.end and len(crowd.streams) + len(due) < questions + streams:
                    due.append(time.perf_counter() + chance.uniform(0.0, THINKING_SECONDS))
    return Crowd(crowd.streams[streams:])


def _begin(way: Way, model: str, tokens: int, selector: selectors.BaseSelector, begun: float) -> Stream:
    target, stream = urlsplit(way.url), Stream(begun=begun)
    connection = socket.create_connection((target.hostname, target.port))
    connection.sendall(_request(way, model, tokens))
    selector.register(connection, selectors.EVENT_READ, stream)
    return stream


def _read(connection: Any, stream: Stream, selector: selectors.BaseSelector) -> None:
    block = connection.recv(BLOCK)
    stream.tokens += block.count(b'"content":"') + block.count(b'"content": "')
    if stream.tokens and not stream.first:
        stream.first = time.perf_counter() - stream.begun
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, FEWEST_BYTES)
    if not block:
        stream.end = time.perf_counter() - stream.begun
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
