"""The official MCP client uses a node as it uses any server: lists its tools and calls them."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client

from forge_ai.comms import EnigmaNode
from forge_ai.protocol.trust.rights import Right
from forge_ai.testing.script import Endless, Reply, Say, Wait, refuse
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.nodes import owner, serving

TOOLS = {"ask", "list_models", "recall", "remember", "forget"}


@pytest.fixture
def engine() -> Iterator[ScriptedEngine]:
    with ScriptedEngine(models=("scripted",)) as engine:
        yield engine


@pytest.fixture
def node(tmp_path: Path, engine: ScriptedEngine) -> Iterator[EnigmaNode]:
    with serving(tmp_path, model="scripted", upstream=engine.url, stall_seconds=5.0) as node:
        yield node


def url_of(node: EnigmaNode) -> str:
    return f"http://127.0.0.1:{node.port}/mcp"


@contextlib.asynccontextmanager
async def connected(node: EnigmaNode, headers: dict[str, str], mode: str = "auto") -> AsyncIterator[Client]:
    async with (
        httpx2.AsyncClient(headers=headers, trust_env=False, timeout=20) as http,
        Client(streamable_http_client(url_of(node), http_client=http), mode=mode) as client,
    ):
        yield client


async def call(client: Client, tool: str, **arguments: str) -> tuple[bool, str]:
    """Whether a tool went wrong, and what it said."""
    found = await client.call_tool(tool, arguments)
    return bool(found.is_error), found.content[0].text


def program(node: EnigmaNode, *rights: Right) -> dict[str, str]:
    return {"Authorization": f"Bearer {node.services.registry.add_program('helper', frozenset(rights))[1]}"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_it_is_greeted_and_sees_the_tools(node: EnigmaNode, mode: str) -> None:
    async def look() -> None:
        async with connected(node, owner(node), mode) as client:
            assert client.server_info.name == "forge-ai"
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == TOOLS
            assert tools["ask"].input_schema["required"] == ["question"]
            assert tools["forget"].annotations.read_only_hint is False

    asyncio.run(look())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_with_a_wrong_key_says_so_and_what_to_do(node: EnigmaNode, mode: str) -> None:
    """Of an error in any other shape it says nothing but that there was one."""

    async def knock() -> None:
        async with connected(node, {"Authorization": "Bearer fai_wrong"}, mode) as client:
            await client.list_tools()

    said = pytest.RaisesExc(MCPError, match="does not know that key.*pair --app NAME")
    with pytest.RaisesGroup(said, allow_unwrapped=True, flatten_subgroups=True):
        asyncio.run(knock())


def test_who_wishes_to_hear_of_progress_does_while_the_answer_is_written(
    node: EnigmaNode, engine: ScriptedEngine
) -> None:
    """Clients that give up after a minute without any do not give up on a slow model."""
    heard, seen = threading.Event(), []
    engine.replies.append(Reply((Say("At last."), Wait(heard))))

    async def note(progress: float, *_: object) -> None:
        seen.append(progress)
        heard.set()

    async def ask() -> None:
        async with connected(node, owner(node)) as client:
            found = await client.call_tool("ask", {"question": "Hello"}, progress_callback=note)
            assert found.content[0].text == "At last."

    asyncio.run(ask())
    assert seen[0] == 1


def test_it_asks_and_gets_the_answer(node: EnigmaNode, engine: ScriptedEngine) -> None:
    async def ask() -> None:
        async with connected(node, owner(node)) as client:
            assert await call(client, "ask", question="Hello") == (False, "Hello there.")
            assert await call(client, "list_models") == (False, "scripted")
            assert await call(client, "ask", question="Hello", model="scripted") == (False, "Hello there.")

    asyncio.run(ask())
    assert engine.asked[-1].fields["messages"][-1] == {"role": "user", "content": "Hello"}


def test_what_one_assistant_is_told_the_next_one_knows(node: EnigmaNode, engine: ScriptedEngine) -> None:
    async def use() -> None:
        async with connected(node, owner(node)) as client:
            wrong, words = await call(client, "remember", fact="My dog is called Rex.")
            assert (wrong, words[:11]) == (False, "Remembered.")
            assert "known already" in (await call(client, "remember", fact="My dog is called Rex."))[1]
            found = await client.call_tool("recall", {"question": "What is my dog called?"})
            (memory,) = found.structured_content["memories"]
            assert memory["text"] == "My dog is called Rex."
            await call(client, "ask", question="What is my dog called?")
            assert "Rex" in engine.asked[-1].fields["messages"][0]["content"]
            assert "Forgotten" in (await call(client, "forget", id=memory["id"]))[1]
            assert "Nothing" in (await call(client, "recall", question="What is my dog called?"))[1]

    asyncio.run(use())


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {}, "needs 'question'"),
        ("ask", {"question": " "}, "needs 'question'"),
        ("ask", {"question": 7}, '"question" must be text'),
        ("ask", {"question": "x", "model": {}}, '"model" must be text'),
        ("ask", {"question": "x" * 30_000}, "longer than"),
        ("ask", {"question": "x", "other": "y"}, "takes no 'other'"),
        ("forget", {"id": "ffffffffffff"}, "No memory"),
        ("forget", {"id": "not an id"}, ""),
        ("remember", {"fact": "\x00"}, ""),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    node: EnigmaNode, tool: str, arguments: dict[str, object], words: str
) -> None:
    async def use() -> None:
        async with connected(node, owner(node)) as client:
            found = await client.call_tool(tool, arguments)
            assert found.is_error
            assert words in found.content[0].text

    asyncio.run(use())


def test_an_engine_that_refuses_is_an_error_of_the_tool(node: EnigmaNode, engine: ScriptedEngine) -> None:
    async def use() -> None:
        async with connected(node, owner(node)) as client:
            engine.replies.append(refuse(400, "the prompt is too long"))
            wrong, words = await call(client, "ask", question="Hello")
            assert wrong
            assert "too long" in words
            assert await call(client, "ask", question="Hello") == (False, "Hello there.")

    asyncio.run(use())


def test_a_program_without_the_right_neither_sees_nor_uses_the_memory(node: EnigmaNode) -> None:
    async def use() -> None:
        async with connected(node, program(node, Right.ASK)) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == {"ask", "list_models"}
            for tool, argument in (("recall", "question"), ("remember", "fact"), ("forget", "id")):
                wrong, words = await call(client, tool, **{argument: "My dog is called Rex."})
                assert wrong
                assert "no right" in words

    asyncio.run(use())
    assert node.services.memory.facts.listed() == []


def test_a_client_that_leaves_stops_the_compute(
    node: EnigmaNode, engine: ScriptedEngine, eventually: Callable[[Callable[[], object]], None]
) -> None:
    engine.replies.append(Reply((Endless(),)))
    wish = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    wish["params"] = {"name": "ask", "arguments": {"question": "Hello"}}
    with (
        httpx2.Client(headers=owner(node), trust_env=False, timeout=20) as http,
        http.stream("POST", url_of(node), json=wish) as response,
    ):
        assert response.headers["content-type"].startswith("text/event-stream")
        eventually(lambda: engine.asked)
    assert engine.left.wait(30)


@pytest.fixture
def http(node: EnigmaNode) -> Iterator[httpx2.Client]:
    with httpx2.Client(headers=owner(node), trust_env=False, timeout=20) as http:
        yield http


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, -32700),
        (b"[]", 400, -32700),
        (b"{}", 400, -32600),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', 400, -32600),
        (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', 400, -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 7}', 400, -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', 400, -32602),
        (b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', 400, -32600),
        (b'{"jsonrpc": "2.0", "id": "%s", "method": "ping"}' % (b"a" * 1000), 400, -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "resources/list"}', 200, -32601),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "rm"}}', 200, -32602),
        (
            b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": 1}}',
            200,
            -32602,
        ),
    ],
)
def test_what_is_no_call_is_refused_by_number(
    http: httpx2.Client, node: EnigmaNode, body: bytes, status: int, code: int
) -> None:
    response = http.post(url_of(node), content=body)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_a_ping_is_answered(http: httpx2.Client, node: EnigmaNode) -> None:
    response = http.post(url_of(node), json={"jsonrpc": "2.0", "id": "a", "method": "ping"})
    assert response.json() == {"jsonrpc": "2.0", "id": "a", "result": {}}


def test_a_notice_is_taken_without_a_word(http: httpx2.Client, node: EnigmaNode) -> None:
    response = http.post(url_of(node), json={"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (response.status_code, response.content) == (202, b"")


def test_an_unknown_version_is_refused_with_those_that_are_spoken(http: httpx2.Client, node: EnigmaNode) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    response = http.post(url_of(node), json=ping, headers={"MCP-Protocol-Version": "1999-01-01"})
    assert response.status_code == 400
    assert "2025-11-25" in response.json()["error"]["data"]["supported"]


def test_there_is_no_stream_to_listen_to(http: httpx2.Client, node: EnigmaNode) -> None:
    assert http.get(url_of(node)).status_code == 405
    assert http.delete(url_of(node)).status_code == 405


def test_a_stranger_and_a_page_of_another_site_get_nothing(node: EnigmaNode) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    with httpx2.Client(trust_env=False, timeout=20) as stranger:
        refused = stranger.post(url_of(node), json=ping)
        assert refused.status_code == 401
        assert refused.json()["error"]["data"] == {"code": "not_trusted"}
        page = {**owner(node), "Origin": "https://evil.example"}
        assert stranger.post(url_of(node), json=ping, headers=page).status_code == 403
        rebound = {**owner(node), "Host": "evil.example"}
        assert stranger.post(url_of(node), json=ping, headers=rebound).status_code == 403
