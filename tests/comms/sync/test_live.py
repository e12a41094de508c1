from __future__ import annotations

import socket
import sys
import threading
from contextlib import ExitStack, closing, contextmanager

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.client import NodeClient
from forge_ai.comms.peers.wire import Budgets
from forge_ai.comms.sync.live import GRACE_SECONDS, LiveSync
from forge_ai.errors import NotAllowed, PeerFault, PeerSilent, Unreachable
from forge_ai.identity.device_key import open_identity
from forge_ai.identity.tls import serving_context
from forge_ai.memory.facts import FactSource
from forge_ai.paths import Home
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.finding.hello import Hello
from forge_ai.protocol.memory.exchange import Closing
from forge_ai.protocol.memory.frames import encode
from forge_ai.protocol.memory.keeping_up import TRY_SECONDS
from forge_ai.protocol.memory.subscribers import Subscribers
from forge_ai.protocol.trust.one_time_code import Method
from forge_ai.protocol.trust.pairing import Paired, Party
from forge_ai.protocol.trust.rights import Right
from forge_ai.services import Services
from tests.comms.peers.tls_stranger import saying
from tests.listeners import listening
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import FORGE, run

CLOCK = SystemClock()


def texts(node):
    return {record.text for record in node.services.memory.facts.listed()}


@pytest.fixture
def pc(tmp_path):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc", "my_pc", sync="asked") as node:
        node.services.subscribers = CountedSubscribers()
        yield node


@contextmanager
def kept_in_step(home, pc, eventually):
    """A device that was let in, and its sync with ``pc``, which waits there for news."""
    with EnigmaNode("my_pi", settings=settings_for(home / "pi", sync="asked")) as pi:
        let_in(pi, pc)
        sync = LiveSync(pi.services, pi.peer("my_pc"))
        sync.start()
        wait_for_subscriber(pc, eventually)
        yield pi, sync


class CountedSubscribers(Subscribers):
    """Counts the requests that came to wait."""

    came = 0

    def place(self, subscriber):
        self.came += 1
        return super().place(subscriber)


@pytest.fixture
def pi(tmp_path, pc):
    """A program that nobody can reach; it goes to the PC."""
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as node:
        let_in(node, pc)
        yield node


def wait_for_subscriber(node, eventually, device="my_pi"):
    eventually(lambda: node.services.subscribers.listens(device))


def test_what_is_told_on_either_side_is_on_the_other_while_nobody_asks_in_between(pc, pi, eventually):
    wait_for_subscriber(pc, eventually)
    pi.services.memory.facts.remember("My dog is called Rex.", FactSource())
    eventually(lambda: "My dog is called Rex." in texts(pc))
    threading.Event().wait(1.0)
    assert pc.services.subscribers.came == 1, "one question, and it waits"
    pc.services.memory.facts.remember("My cat is called Tom.", FactSource())
    eventually(lambda: "My cat is called Tom." in texts(pi))


def test_what_another_program_writes_into_the_same_folder_is_told_too(tmp_path, pc, pi, eventually):
    wait_for_subscriber(pc, eventually)
    run((*FORGE, "memory", "add", "My dog is called Rex."), tmp_path / "pi", FORGE_AI_SYNC="asked")
    eventually(lambda: "My dog is called Rex." in texts(pc))
    run((*FORGE, "memory", "add", "My cat is called Tom."), tmp_path / "pc", FORGE_AI_SYNC="asked")
    eventually(lambda: "My cat is called Tom." in texts(pi))


def test_a_peer_that_holds_a_question_does_not_hold_up_the_end(tmp_path, pc, eventually):
    with kept_in_step(tmp_path, pc, eventually) as (_, sync):
        begun = CLOCK.steady()
        sync.stop()
        assert CLOCK.steady() - begun < GRACE_SECONDS  # which a running exchange is granted
        eventually(lambda: not pc.services.subscribers.listens("my_pi"))


def test_a_right_that_is_taken_away_ends_the_waiting_and_given_back_begins_it_again(tmp_path, pc, eventually):
    with kept_in_step(tmp_path, pc, eventually) as (_, sync):
        pc.services.registry.give_rights("my_pi", {Right.ASK})
        eventually(lambda: isinstance(sync.failure, NotAllowed))
        assert not pc.services.subscribers.listens("my_pi")
        pc.services.registry.give_rights("my_pi", {Right.ASK, Right.SYNC})
        wait_for_subscriber(pc, eventually)
        assert sync.failure is None
        sync.stop()


def test_what_comes_from_a_device_whose_right_was_taken_away_meanwhile_is_not_taken(tmp_path, pc, eventually):
    with kept_in_step(tmp_path, pc, eventually) as (pi, sync):
        pi.services.registry.give_rights("my_pc", {Right.ASK})
        pc.services.memory.facts.remember("My dog is called Rex.", FactSource())
        eventually(lambda: isinstance(sync.failure, NotAllowed))
        pi.services.memory.facts.remember("The key is red.", FactSource())
        sync.try_now()
        assert isinstance(sync.failure, NotAllowed)
        assert (texts(pi), texts(pc)) == ({"The key is red."}, {"My dog is called Rex."})
        sync.stop()


def pair(services, certificate, name="pc"):
    """Put a device on the list that was never really paired."""
    services.registry.let_in(Paired(Party(name, certificate), Method.CODE, "fai_ours", "fai_theirs"))


def test_a_frozen_peer_does_not_hold_up_the_end(tmp_path):
    asked, over = threading.Event(), threading.Event()

    def freeze(_visitor):
        asked.set()
        over.wait()

    services = Services(settings_for(tmp_path / "pi"))
    with saying(tmp_path / "frozen", freeze) as (port, certificate):
        peer = NodeClient(Access(Address("127.0.0.1", port), certificate, "key"), Hello("pc", "1", "m"), Budgets())
        pair(services, certificate)
        sync = LiveSync(services, peer)
        sync.start()
        assert asked.wait(20)
        ending = threading.Thread(target=sync.stop)
        ending.start()
        ending.join(20)
        was_held_up = ending.is_alive()
        over.set()
        ending.join()
    services.close()
    assert not was_held_up


@contextmanager
def frozen():
    """A system that takes connections for a program that does nothing."""
    over = threading.Event()
    with listening(lambda _visitor: over.wait()) as port:
        yield port
        over.set()


@contextmanager
def gone():
    """A port from which nothing comes back, as from a network that is gone: its queue is full."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as full, ExitStack() as stack:
        for _ in range(4):
            waits = stack.enter_context(closing(socket.socket()))
            waits.setblocking(False)
            waits.connect_ex(full.getsockname())
        yield full.getsockname()[1]


@pytest.mark.parametrize(
    ("nobody", "failure"),
    [
        (frozen, PeerSilent),
        pytest.param(
            gone,
            Unreachable,
            marks=pytest.mark.skipif(
                sys.platform != "linux", reason="other systems do not drop what comes to a full queue"
            ),
        ),
    ],
)
def test_a_peer_that_is_frozen_is_told_from_a_network_that_is_gone(tmp_path, nobody, failure):
    services = Services(settings_for(tmp_path / "pi"))
    with nobody() as port:
        certificate = services.identity.certificate
        peer = NodeClient(Access(Address("127.0.0.1", port), certificate, "key"), Hello("pc", "1", "m"), Budgets())
        sync = LiveSync(services, peer)
        sync.try_now()
        sync.stop()
    services.close()
    assert type(sync.failure) is failure


def lie(visitor):
    """Take everything, and keep nothing."""
    heard = visitor.recv(65_536)
    if b"/exchange" in heard:
        body = encode(Closing(bytes(8), 0, {}, {}))
    else:
        while not heard.endswith(b"0\r\n\r\n"):
            heard += visitor.recv(65_536)
        body = b'{"records": 1, "changed": 1, "vector": {}}'
    head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    visitor.sendall(head.encode() + body)


def test_a_peer_that_keeps_nothing_is_not_told_the_same_without_end(tmp_path):
    identity = open_identity(Home(tmp_path / "liar"))
    context = serving_context(identity)

    def speak(plain):
        with context.wrap_socket(plain, server_side=True) as visitor:
            lie(visitor)

    services = Services(settings_for(tmp_path / "pi"))
    services.memory.facts.remember("My dog is called Rex.", FactSource())
    with listening(speak) as port:
        access = Access(Address("127.0.0.1", port), identity.certificate, "key")
        pair(services, identity.certificate)
        sync = LiveSync(services, NodeClient(access, Hello("pc", "1", "m"), Budgets()))
        pauses = [sync.pace.pause for _ in range(3) if not sync.try_now() and sync.failure]
        sync.stop()
    services.close()
    assert pauses == [2 * TRY_SECONDS, 4 * TRY_SECONDS, 8 * TRY_SECONDS]
    assert type(sync.failure) is PeerFault
