"""The blocking client against a scripted server: answers, refusals, cuts and silences over real HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from forge_ai.engines.engine import Endpoint, GenerationOptions, Piece, Usage
from forge_ai.engines.openai_client import OpenAIClient
from forge_ai.errors import BadInput, EngineDied, EngineFault, ForgeError, PeerFault, PromptTooLong, Unreachable
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.scripted_engine import Cut, Endless, Raw, Reply, Say, ScriptedEngine, Wait, refuse, say
from tests.listeners import listening

HELLO = [Message("system", "Be kind."), Message("user", "hello")]
PLAIN = GenerationOptions()


@pytest.fixture
def server() -> Iterator[ScriptedEngine]:
    with ScriptedEngine() as scripted:
        yield scripted


@pytest.fixture
def client(server: ScriptedEngine) -> Iterator[OpenAIClient]:
    asking = OpenAIClient(Endpoint(server.url, {"X-Test": "yes"}, {"extra": 1}), "m", stall_seconds=20)
    yield asking
    asking.close()


def scripted(server: ScriptedEngine, *replies: Reply) -> None:
    server.replies.extend(replies)


def test_pieces_arrive_in_order_with_reason_and_usage(server: ScriptedEngine, client: OpenAIClient) -> None:
    scripted(server, say("Hel", "lo"))
    assert list(client.stream(HELLO, PLAIN)) == [
        Piece("Hel"),
        Piece("lo"),
        Piece(finish_reason="stop"),
        Piece(usage=Usage(3, 2)),
    ]


def test_the_request_carries_messages_options_headers_and_the_endpoints_fields(
    server: ScriptedEngine, client: OpenAIClient
) -> None:
    list(client.stream(HELLO, GenerationOptions(7, 0.5, 0.9, 3, ("x",))))
    asked = server.asked[0]
    assert asked.headers["X-Test"] == "yes"
    assert asked.fields == {
        "model": "m",
        "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hello"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "extra": 1,
        "max_tokens": 7,
        "temperature": 0.5,
        "top_p": 0.9,
        "seed": 3,
        "stop": ["x"],
    }


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (say("a", finish_reason=None), EngineDied),
        (Reply((Say("a"), Cut())), EngineDied),
        (Reply((Raw(b"data: {no json}\n\n"),)), PeerFault),
        (Reply((Raw(b"data: [1]\n\n"),)), PeerFault),
        (Reply((Raw(b"x" * 2_000_000),)), PeerFault),
        (Reply((Raw(b'data: {"error": {"message": "broke", "code": 500}}\n\n'),)), EngineFault),
        (Reply((Raw(b'data: {"error": "broke"}\n\n'),)), EngineFault),
        (refuse(400, "bad temperature"), BadInput),
        (refuse(400, "x", "exceed_context_size_error"), PromptTooLong),
        (refuse(302, "elsewhere"), EngineFault),
    ],
)
def test_what_goes_wrong_is_one_named_error(
    server: ScriptedEngine, client: OpenAIClient, reply: Reply, error: type[ForgeError]
) -> None:
    scripted(server, reply)
    with pytest.raises(ForgeError) as caught:
        list(client.stream(HELLO, PLAIN))
    assert type(caught.value) is error


@pytest.mark.parametrize("odd", [b'{"choices": []}', b'{"choices": [3]}', b'{"choices": [{"delta": 3}]}', b"{}"])
def test_odd_chunks_say_nothing(server: ScriptedEngine, client: OpenAIClient, odd: bytes) -> None:
    scripted(server, Reply((Raw(b"data: " + odd + b"\n\n"), Say("a"))))
    assert "".join(piece.text for piece in client.stream(HELLO, PLAIN)) == "a"


def test_nobody_at_the_address_is_unreachable() -> None:
    lonely = OpenAIClient(Endpoint("http://127.0.0.1:9/v1"), "m")
    with pytest.raises(Unreachable, match="Nobody answers"):
        list(lonely.stream(HELLO, PLAIN))
    lonely.close()


def test_silence_ends_the_patience(server: ScriptedEngine) -> None:
    hasty = OpenAIClient(Endpoint(server.url), "m", stall_seconds=0.2)
    scripted(server, Reply((Say("a"), Wait(threading.Event()))))
    with pytest.raises(EngineDied, match=r"silent for 0\.2 s"):
        list(hasty.stream(HELLO, PLAIN))
    hasty.close()


@pytest.mark.parametrize("reply", [Reply((Endless(),)), Reply((Say("a"), Wait(threading.Event())))])
def test_closing_the_stream_is_noticed_by_the_server(
    server: ScriptedEngine, client: OpenAIClient, reply: Reply
) -> None:
    scripted(server, reply)
    stream = client.stream(HELLO, PLAIN)
    next(stream)
    stream.close()
    assert server.left.wait(10)


def test_texts_become_vectors(server: ScriptedEngine, client: OpenAIClient) -> None:
    assert client.embed(["a", "b"]) == [[0.6, 0.8], [0.6, 0.8]]
    assert server.asked[0].fields == {"model": "m", "input": ["a", "b"]}


def test_models_are_listed(client: OpenAIClient) -> None:
    assert client.models() == ("scripted",)


DRIPS = [b"HTTP/1.1 200 OK\r\nX-More: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n{"]


@contextmanager
def dripping(words: bytes) -> Iterator[str]:
    """A server that says ``words`` and then a byte now and then; gives its address."""
    over = threading.Event()

    def drip(visitor: socket.socket) -> None:
        visitor.recv(65_536)
        visitor.sendall(words)
        while not over.wait(0.02):
            visitor.sendall(b"y")

    with listening(drip) as port:
        try:
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            over.set()


@pytest.mark.parametrize("words", DRIPS, ids=["the head", "the body"])
def test_a_server_that_drips_is_given_up(words: bytes) -> None:
    with dripping(words) as url:
        hasty = OpenAIClient(Endpoint(url), "m", whole_seconds=0.3, stall_seconds=0.2)
        with pytest.raises(EngineDied):
            hasty.models()
        with pytest.raises(EngineDied):
            hasty.embed(["a"])
        hasty.close()


def test_a_server_that_drips_where_it_should_live_does_not_live() -> None:
    with dripping(DRIPS[0]) as url:
        hasty = OpenAIClient(Endpoint(url), "m", whole_seconds=0.3)
        assert not hasty.lives()
        hasty.close()
