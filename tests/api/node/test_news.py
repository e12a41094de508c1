"""Requests that wait for news of the memory."""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import ExitStack, contextmanager

import pytest

from forge_ai.limits import NEWS_WAITING_OF_ONE
from forge_ai.memory.facts import FactSource
from forge_ai.protocol.memory.exchange import Closing
from forge_ai.protocol.memory.frames import decode, split
from forge_ai.protocol.memory.records import TEXT_OF
from forge_ai.protocol.memory.subscribers import Subscribers
from forge_ai.protocol.memory.version_vector import vector_to_json
from tests.guarded_node import LAN, guarded_node
from tests.nodes import put_model, serving

PATH = "/api/v1/memory/exchange"
WAIT_SECONDS = 20.0


@pytest.fixture
def node(tmp_path):
    with guarded_node(tmp_path) as opened:
        yield opened


@contextmanager
def waiting(node, key, seconds=WAIT_SECONDS, vector=None):
    """A request that waits; gives its connection."""
    connection = node.connection(LAN)
    wish = {"vector": vector_to_json(here(node) if vector is None else vector), "wait": seconds}
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", PATH, json.dumps(wish), headers)
    try:
        yield connection
    finally:
        connection.close()


def here(node):
    return node.services.memory.replica.vector()


def frames(connection):
    response = connection.getresponse()
    assert response.status == 200
    return [decode(data) for data in split([response.read()])]


def tell(node, text):
    node.services.memory.facts.remember(text, FactSource())


def is_there(node, eventually, count=1, device="my_pi"):
    eventually(lambda: node.services.subscribers.waiting(device) == count)


def test_who_waits_is_answered_when_something_is_told(node, eventually):
    with waiting(node, node.key("my_pi")) as connection:
        is_there(node, eventually)
        tell(node, "My dog is called Rex.")
        batch, closing = frames(connection)
        assert [TEXT_OF(record) for record in batch.records] == ["My dog is called Rex."]
        assert closing.upto == here(node)
    assert not node.services.subscribers.listens("my_pi")


def test_who_waits_for_nothing_is_answered_when_its_time_is_over(node):
    tell(node, "My dog is called Rex.")
    with waiting(node, node.key("my_pi"), seconds=0.3) as connection:
        (closing,) = frames(connection)
        assert isinstance(closing, Closing)


def test_what_a_device_gives_while_it_waits_is_no_news_to_it(node, eventually, tmp_path):
    key = node.key("my_pi")
    with guarded_node(tmp_path / "pi") as pi:
        tell(pi, "My dog is called Rex.")
        given = b"".join(pi.services.memory.replica.delta({}))
        with waiting(node, key) as connection:
            is_there(node, eventually)
            assert node.ask("POST", "/api/v1/memory/frames", given, key=key).status == 200
            assert node.services.memory.replica.known("my_pi") == here(node)
            tell(node, "My cat is called Tom.")
            batch, closing = frames(connection)
            assert [TEXT_OF(record) for record in batch.records] == ["My cat is called Tom."]
            assert closing.base == here(pi)


def test_who_hangs_up_gives_its_place_back_at_once(node, eventually):
    with waiting(node, node.key("my_pi")):
        is_there(node, eventually)
    is_there(node, eventually, count=0)


def test_a_device_that_is_let_go_does_not_wait_on(node, eventually):
    with waiting(node, node.key("my_pi")) as connection:
        is_there(node, eventually)
        node.services.registry.remove("my_pi")
        with pytest.raises((http.client.HTTPException, OSError)):
            connection.getresponse().read()
        is_there(node, eventually, count=0)


def test_one_device_has_only_so_many_places_and_the_oldest_is_answered_for_a_new_one(node, eventually):
    key = node.key("my_pi")
    with ExitStack() as stack:
        first = stack.enter_context(waiting(node, key))
        is_there(node, eventually)
        for number in range(NEWS_WAITING_OF_ONE):
            stack.enter_context(waiting(node, key))
            is_there(node, eventually, min(number + 2, NEWS_WAITING_OF_ONE))
        assert len(frames(first)) == 1
        is_there(node, eventually, NEWS_WAITING_OF_ONE)


def test_when_all_places_are_taken_the_next_is_told_to_come_later_and_others_are_served(node, eventually):
    node.services.subscribers = Subscribers(most=1)
    with waiting(node, node.key("my_pi")):
        is_there(node, eventually)
        late = node.key("late")
        reply = node.ask("POST", PATH, {"vector": {}, "wait": 20}, key=late)
        assert (reply.status, reply.code) == (503, "engine_busy")
        assert node.ask("POST", PATH, {"vector": {}}, key=late).status == 200


def test_no_thread_is_held_by_who_waits(node, eventually):
    before = threading.active_count()
    with ExitStack() as stack:
        for number in range(6):
            key = node.key(f"device-{number}")
            for _ in range(NEWS_WAITING_OF_ONE):
                stack.enter_context(waiting(node, key))
            is_there(node, eventually, NEWS_WAITING_OF_ONE, f"device-{number}")
        assert node.ask("GET", "/api/v1/memory/statistics", key=node.key("asks")).status == 200
        assert threading.active_count() <= before + 45  # the pool's 40, and who looks at the file


def test_the_end_of_a_node_waits_for_nobody_who_waits(tmp_path, eventually):
    put_model(tmp_path / "pc")
    answered = []
    with serving(tmp_path / "pc") as pc:
        _, key = pc.services.registry.add_program("my_pi", ["ask", "sync"])
        connection = http.client.HTTPConnection("127.0.0.1", pc.port, timeout=30)
        wish = {"vector": {}, "wait": 30}
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        connection.request("POST", PATH, json.dumps(wish), headers)
        eventually(lambda: pc.services.subscribers.listens("my_pi"))
        reader = threading.Thread(target=lambda: answered.append(connection.getresponse().read()))
        reader.start()
    reader.join()
    connection.close()
    assert [len(list(split([body]))) for body in answered] == [1]
