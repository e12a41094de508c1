"""Many memories on their way to a peer that is busy, or far away."""

from __future__ import annotations

import secrets
import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.client import connect
from forge_ai.comms.sync.exchange import exchange
from forge_ai.comms.sync.memory_link import MemoryLink
from forge_ai.errors import NotAllowed
from forge_ai.memory.facts import FactSource
from forge_ai.protocol.finding.address import Address
from tests.listeners import listening
from tests.nodes import let_in, put_model, serving, settings_for

FACTS = 10_000
BUSY_SECONDS = 5.0  # longer than a line to a peer may be dead
MUCH_BYTES = 300_000
SLOW_BYTES, SLOW_SECONDS = 32_768, 0.1
SILENCE_SECONDS = 7.0  # less than all of it takes on the slow way


def busy_in_the_middle(taken, size):
    """Wait once, when much has come."""
    return BUSY_SECONDS if taken < MUCH_BYTES <= taken + size else 0.0


def slow(_taken, size):
    """Wait for every part."""
    return SLOW_SECONDS * size / SLOW_BYTES


def pass_on(source, target, wait=lambda _taken, _size: 0.0):
    taken, pause = 0, threading.Event()
    with suppress(OSError):
        while data := source.recv(SLOW_BYTES):
            target.sendall(data)
            pause.wait(wait(taken, len(data)))
            taken += len(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)  # also where the sender hung up in the middle of something


@contextmanager
def wire(port, wait):
    """The way to a node; what goes there waits as ``wait`` says. Gives the port."""

    def answer(visitor):
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 128 * 1024)
        visitor.settimeout(None)
        with socket.create_connection(("127.0.0.1", port)) as node:
            back = threading.Thread(target=pass_on, args=(node, visitor))
            back.start()
            pass_on(visitor, node, wait)
            back.join()

    with listening(answer) as found:
        yield found


@contextmanager
def on_a_slow_way(tmp_path, wait, **budget):
    """Ten thousand facts on a device, and its link to another one that ``wait`` holds up."""
    put_model(tmp_path / "pc")
    settings = settings_for(tmp_path / "pi", sync="asked")
    with serving(tmp_path / "pc", sync="asked") as pc, EnigmaNode("my_pi", settings=settings) as pi:
        let_in(pi, pc)
        facts = [(f"Number {number} is {secrets.token_hex(200)}.", FactSource()) for number in range(FACTS)]
        pi.services.memory.facts.remember_all(facts)
        with wire(pc.port, wait) as port:
            link = MemoryLink(pi.services, connect(pi.services, Address("127.0.0.1", port)), **budget)
            try:
                yield pi.services, pc.services, link
            finally:
                link.close()


@pytest.mark.parametrize(("wait", "least_seconds"), [(busy_in_the_middle, BUSY_SECONDS), (slow, SILENCE_SECONDS)])
def test_many_memories_reach_a_peer_that_takes_its_time(tmp_path, wait, least_seconds):
    with on_a_slow_way(tmp_path, wait, silence_seconds=SILENCE_SECONDS) as (pi, _, link):
        begun = SystemClock().steady()
        assert exchange(pi.memory.replica, link).new_there == FACTS
        assert SystemClock().steady() - begun > least_seconds  # else the way was not slow enough to tell anything


def test_a_device_that_is_let_go_meanwhile_gets_no_more_memories(tmp_path):
    with on_a_slow_way(tmp_path, slow) as (pi, pc, link):
        going = threading.Timer(1.0, pi.registry.remove, ["my_pc"])
        going.start()
        begun = SystemClock().steady()
        with pytest.raises(NotAllowed, match="not paired"):
            exchange(pi.memory.replica, link)
        assert SystemClock().steady() - begun < SILENCE_SECONDS, "all of it takes longer"
        assert not list(pc.memory.facts.listed())
        going.join()
