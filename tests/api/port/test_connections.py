from __future__ import annotations

import asyncio
import http.client
import json
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from forge_ai.api.port.connections import Connections
from forge_ai.clock import SystemClock
from forge_ai.errors import StorageFault
from forge_ai.identity.authentication import Caller
from forge_ai.identity.registry import Registry
from forge_ai.limits import CONNECTIONS, CONNECTIONS_PER_ADDRESS, FIRST_BYTE_SECONDS, STRANGER_SECONDS
from forge_ai.protocol.trust.rights import GUEST, Right
from forge_ai.testing.scripted_engine import Endless, Reply, ScriptedEngine
from tests.guarded_node import HERE, LAN, guarded_node, is_over

ORDER = {"model": "scripted", "stream": True, "messages": [{"role": "user", "content": "Tell me everything"}]}
PATIENCE_SECONDS = 10.0


@pytest.fixture
def engine():
    with ScriptedEngine(otherwise=Reply((Endless(),))) as scripted:
        yield scripted


@pytest.fixture
def node(engine, tmp_path):
    with guarded_node(tmp_path, upstream=engine.url, model="scripted") as opened:
        yield opened


def begin_stream(node, key, *, secure=True, source=LAN):
    """An answer without an end, of which the first bytes have been read."""
    connection = node.connection(source, secure=secure)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", json.dumps(ORDER), headers)
    response = connection.getresponse()
    assert response.status == 200
    assert response.read(20)
    return response


def is_ended(response):
    """Whether an answer without an end comes to one, before long."""
    clock = SystemClock()
    begun = clock.steady()
    try:
        while response.read(65_536):
            if clock.steady() - begun > PATIENCE_SECONDS:
                return False
    except (http.client.HTTPException, OSError):
        pass
    return True


@pytest.mark.parametrize(("secure", "source"), [(True, LAN), (False, HERE)])
def test_a_client_that_reads_nothing_of_its_answer_is_let_go(engine, tmp_path, secure, source):
    with guarded_node(tmp_path, upstream=engine.url, model="scripted", unread_seconds=1.0) as node:
        begin_stream(node, node.key(), secure=secure, source=source)
        assert engine.left.wait(10)  # before the scripted engine loses its own patience


@pytest.mark.parametrize(("secure", "source"), [(True, LAN), (False, HERE)])
def test_a_client_that_reads_slowly_reads_on(engine, tmp_path, secure, source):
    with guarded_node(tmp_path, upstream=engine.url, model="scripted", unread_seconds=1.0, stall_seconds=1.0) as node:
        response, pause = begin_stream(node, node.key(), secure=secure, source=source), threading.Event()
        for _ in range(40):
            assert response.read(60_000)
            pause.wait(0.1)
        assert not engine.left.is_set()


def test_a_client_that_pauses_is_no_silence_of_the_engine(engine, tmp_path):
    with guarded_node(tmp_path, upstream=engine.url, model="scripted", stall_seconds=0.3) as node:
        response = begin_stream(node, node.key())
        threading.Event().wait(2.0)
        for _ in range(200):
            assert b'"error"' not in response.read(60_000)
        assert not engine.left.is_set()


@pytest.mark.parametrize(("secure", "source"), [(True, LAN), (True, HERE), (False, HERE)])
def test_unpairing_ends_a_running_answer(node, engine, secure, source):
    response = begin_stream(node, node.key("leaving"), secure=secure, source=source)
    node.services.registry.remove("leaving")
    assert is_ended(response)
    assert engine.left.wait(PATIENCE_SECONDS), "the compute stops too"


def test_unpairing_by_another_process_of_this_folder_counts_as_well(node):
    response = begin_stream(node, node.key("leaving"))
    Registry(node.services.identity.folder, SystemClock()).remove("leaving")
    assert is_ended(response)


def test_taking_a_right_away_ends_a_running_answer(node):
    response = begin_stream(node, node.key("shrinking"))
    node.services.registry.give_rights("shrinking", {Right.SYNC})
    assert is_ended(response)


def test_new_keys_for_a_device_end_what_the_old_ones_began(node):
    response = begin_stream(node, node.key("again"))
    node.services.registry.remove("again")
    node.key("again")
    assert is_ended(response)


@pytest.mark.parametrize(("secure", "source"), [(True, LAN), (False, HERE)])
def test_who_is_let_go_gets_nothing_of_what_the_system_still_holds(node, engine, secure, source):
    response = begin_stream(node, node.key("leaving"), secure=secure, source=source)
    threading.Event().wait(1.0)  # the line is full
    node.services.registry.remove("leaving")
    assert engine.left.wait(PATIENCE_SECONDS)
    got = 0
    with suppress(http.client.HTTPException, OSError):
        while block := response.read1(65_536):
            got += len(block)
    assert got < 1_000_000, "this end's own system had that much; the node's had megabytes"


def test_an_idle_connection_of_a_device_that_was_let_go_is_closed(node, eventually):
    connection = node.connection()
    connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {node.key('idle')}"})
    assert connection.getresponse().read()
    node.services.registry.remove("idle")
    connection.sock.settimeout(PATIENCE_SECONDS)
    assert is_over(connection.sock)


def test_the_answers_of_others_go_on(node):
    staying, leaving = begin_stream(node, node.key("staying")), begin_stream(node, node.key("leaving"))
    node.services.registry.remove("leaving")
    assert is_ended(leaving)
    assert staying.read(100_000)


def test_more_rights_or_another_name_end_nothing(node):
    response = begin_stream(node, node.key("growing"))
    node.services.registry.give_rights("growing", set(Right))
    node.services.registry.rename("growing", "grown")
    clock = SystemClock()
    end = clock.steady() + 0.8
    while clock.steady() < end:
        assert response.read(10_000)


def test_when_a_device_was_last_here_is_kept(node, eventually):
    key = node.key("seen")
    assert node.services.registry.find("seen").last_seen == ""
    connection = node.connection()
    connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {key}"})
    connection.getresponse().read()
    eventually(lambda: node.services.registry.find("seen").last_seen)


def test_a_disk_that_takes_no_note_of_who_was_here_ends_nothing(node):
    key, lock = node.key("seen"), node.services.identity.folder / "devices.lock"
    lock.unlink()
    lock.mkdir()
    response = begin_stream(node, key)
    clock = SystemClock()
    end = clock.steady() + 0.8
    while clock.steady() < end:
        assert response.read(10_000)
    with pytest.raises(StorageFault):
        node.services.registry.remove("seen")


def test_a_socket_on_which_nothing_is_said_is_closed(node):
    with socket.create_connection((HERE, node.port), timeout=FIRST_BYTE_SECONDS + 5, source_address=(LAN, 0)) as silent:
        assert silent.recv(1) == b""


class Book:
    """An authenticator that knows whom a test names."""

    def __init__(self):
        self.known = True

    def still_knows(self, caller):
        return self.known

    def is_worth_noting(self, caller):
        return True

    def note_seen(self, caller):
        pass


def nowhere(_address):
    return False


class Wire:
    def __init__(self):
        self.aborted = False

    def abort(self):
        self.aborted = True

    def get_extra_info(self, _name):
        return None

    def get_write_buffer_size(self):
        return 0


def begun(connections, address=LAN, now=0.0):
    connection = connections.begin(address, HERE, now)
    connection.transport = Wire()
    return connection


def test_a_stranger_does_not_stay():
    connections = Connections(Book())
    connection = begun(connections)
    asyncio.run(connections.look(STRANGER_SECONDS - 1))
    assert not connection.transport.aborted
    asyncio.run(connections.look(STRANGER_SECONDS + 1))
    assert connection.transport.aborted


def test_a_guest_of_an_open_node_stays():
    connections = Connections(Book())
    connection = begun(connections)
    connection.callers[""] = Caller("a guest", GUEST)
    asyncio.run(connections.look(STRANGER_SECONDS * 10))
    assert not connection.transport.aborted


def test_who_is_not_known_any_more_is_shown_out():
    book = Book()
    connections = Connections(book)
    connection = begun(connections)
    connection.callers["x"] = Caller("x", GUEST)
    book.known = False
    asyncio.run(connections.look(1.0))
    assert connection.transport.aborted


def test_connections_are_counted_by_address_and_in_all():
    connections = Connections(Book(), is_loopback=nowhere)
    for number in range(CONNECTIONS):
        connection = connections.begin(f"10.0.{number // CONNECTIONS_PER_ADDRESS}.1", HERE, 0.0)
        connection.callers[f"x{number}"] = Caller("x", GUEST)
    assert connections.begin("10.9.9.9", HERE, 0.0) is None


def test_a_device_that_takes_all_places_from_many_addresses_makes_room():
    connections = Connections(Book(), is_loopback=nowhere)
    opened = [connections.begin(f"10.0.0.{number}", HERE, float(number)) for number in range(CONNECTIONS)]
    for number, connection in enumerate(opened):
        connection.callers["greedy" if number >= 100 else f"x{number}"] = Caller("x", GUEST)
    assert connections.begin("10.9.9.9", HERE, 999.0)
    assert [number for number, connection in enumerate(opened) if connection not in connections] == [100]


def test_where_all_places_are_taken_the_oldest_stranger_of_the_largest_crowd_makes_room():
    connections = Connections(Book(), is_loopback=nowhere)
    addresses = [f"10.0.0.{number}" if number < 200 else "10.1.1.1" for number in range(CONNECTIONS)]
    opened = [connections.begin(address, HERE, float(number)) for number, address in enumerate(addresses)]
    assert connections.begin("10.9.9.9", HERE, 999.0)
    assert [number for number, connection in enumerate(opened) if connection not in connections] == [200]


def test_one_address_leaves_room_for_others():
    connections = Connections(Book(), is_loopback=nowhere)
    held = [connections.begin(LAN, HERE, 0.0) for _ in range(CONNECTIONS_PER_ADDRESS)]
    assert connections.begin(LAN, HERE, 0.0) is None
    assert connections.begin("127.0.0.6", HERE, 0.0)
    connections.end(held[0])
    assert connections.begin(LAN, HERE, 0.0)


@pytest.mark.parametrize(
    ("address", "reached_at", "local", "from_here"),
    [
        ("127.0.0.1", "127.0.0.1", True, True),
        ("::1", "::1", True, True),
        ("192.168.1.7", "192.168.1.7", False, True),
        ("192.168.1.8", "192.168.1.7", False, False),
    ],
)
def test_where_a_connection_comes_from_is_judged_by_its_addresses(address, reached_at, local, from_here):
    connection = Connections(Book()).begin(address, reached_at, 0.0)
    assert (connection.local, connection.from_here) == (local, from_here)


def test_strangers_on_this_computer_shut_out_nobody_who_was_let_in(node, engine):
    key, held = node.key("device"), []
    stream = begin_stream(node, key)
    try:
        for _ in range(CONNECTIONS + 20):
            held.append(socket.create_connection((HERE, node.port), timeout=30))
        assert node.ask("GET", "/v1/models", key=key).status == 200
        assert node.ask("GET", "/v1/models", key=key, source=HERE, secure=False).status == 200
        assert stream.read(20)
    finally:
        for one in held:
            one.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_a_line_is_asked_whether_it_lives_once_the_rest_of_a_body_is_waited_for(node, eventually):
    connection = node.connection(LAN)
    connection.putrequest("POST", "/v1/chat/completions")
    connection.putheader("Authorization", f"Bearer {node.key()}")
    connection.putheader("Content-Length", "100")
    connection.endheaders()
    sender = connection.sock.getsockname()[1]
    assert not is_asked(sender)
    connection.send(b"{")
    eventually(lambda: is_asked(sender))


def is_asked(sender):
    """Whether the system of whoever is at the other end of that port has the timer of `SO_KEEPALIVE` running."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    return any(line[2].endswith(f":{sender:04X}") and line[5].startswith("02:") for line in lines)
