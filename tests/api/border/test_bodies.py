"""Requests that lie in the memory: how much of them at a time, and of whom."""

from __future__ import annotations

import contextlib
import select

import pytest

from forge_ai.api.border.bodies import Bodies, Body
from forge_ai.errors import EngineBusy
from forge_ai.limits import BODIES_BYTES_OF_ONE, MEMORY_FRAME_BYTES, MIB, REQUEST_BODY_BYTES
from forge_ai.protocol.memory.frames import _HEAD, MAGIC
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import Reply, guarded_node

CHAT = "/v1/chat/completions"
ORDER = {"messages": [{"role": "user", "content": "Hello"}]}
BEGUN = REQUEST_BODY_BYTES - MIB


@pytest.fixture
def node(tmp_path):
    with ScriptedEngine() as engine, guarded_node(tmp_path, model="scripted", upstream=engine.url) as one:
        yield one


def begin(node, key):
    """A request of which all but a part has been sent."""
    connection = node.connection()
    connection.putrequest("POST", CHAT)
    connection.putheader("Authorization", f"Bearer {key}")
    connection.putheader("Content-Length", str(REQUEST_BODY_BYTES))
    connection.endheaders()
    connection.send(b" " * BEGUN)
    return connection


def refused_of(begun):
    """The answer to the one of several requests for which there was no room, whichever came last."""
    answered, _, _ = select.select([one.sock for one in begun], [], [], 20)
    found = next(one for one in begun if one.sock in answered).getresponse()
    return Reply(found.status, dict(found.getheaders()), found.read())


def test_large_requests_of_one_device_do_not_fill_the_memory(node, eventually):
    greedy, other = node.key("greedy"), node.key("other")
    begun = [begin(node, greedy) for _ in range(BODIES_BYTES_OF_ONE // BEGUN + 1)]
    refused = refused_of(begun)
    assert (refused.status, refused.code, "retry-after" in refused.headers) == (503, "engine_busy", True)
    assert node.ask("POST", CHAT, ORDER, key=other).status == 200
    for connection in begun:
        connection.close()
    eventually(lambda: node.ask("POST", CHAT, b" " * BEGUN, key=greedy).status == 400)


def begin_frame(node, key):
    """A push of memories in the middle of a frame of nearly 16 MiB."""
    connection = node.connection()
    connection.putrequest("POST", "/api/v1/memory/frames")
    connection.putheader("Authorization", f"Bearer {key}")
    connection.putheader("Content-Length", str(2 * MEMORY_FRAME_BYTES))
    connection.endheaders()
    connection.send(_HEAD.pack(MAGIC, b"B", MEMORY_FRAME_BYTES) + bytes(MEMORY_FRAME_BYTES - MIB))
    return connection


def test_memories_that_are_not_complete_count_as_well(node):
    greedy = node.key("greedy")
    begun = [begin_frame(node, greedy) for _ in range(BODIES_BYTES_OF_ONE // (MEMORY_FRAME_BYTES - MIB) + 1)]
    assert refused_of(begun).status == 503


def test_all_of_them_together_have_a_bound():
    bodies = Bodies(most=10, most_of_one=6)
    bodies.take("one", 6)
    with pytest.raises(EngineBusy):
        bodies.take("one", 1)
    bodies.take("other", 4)
    with pytest.raises(EngineBusy):
        bodies.take("third", 1)
    bodies.give_back("other", 4)
    bodies.take("third", 4)


def test_a_request_gives_back_what_it_took_and_no_more():
    bodies = Bodies(most=10, most_of_one=10)
    body, other = Body(bodies), Body(bodies)
    other.grow("a", 2)
    body.grow("a", 3)
    body.grow("a", 4)
    with contextlib.suppress(EngineBusy):
        body.grow("a", 5)
    body.let_go()
    body.let_go()
    with pytest.raises(EngineBusy):
        bodies.take("b", 9)
    bodies.take("b", 8)
    bodies.give_back("b", 8)
    other.let_go()
    bodies.take("b", 10)
