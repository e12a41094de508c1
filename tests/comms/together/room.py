"""A node with a training behind it, devices that were let in, and what they send: for the tests of this folder."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.access import Access
from forge_ai.limits import MIB
from forge_ai.training.together.learner import Assignment, Learned
from forge_ai.training.together.plan import TeamPlan
from forge_ai.training.together.rounds import Shared, Strategy

pytest.importorskip("flwr")
from flwr.app import Message

from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.grid import LocalGrid
from forge_ai.comms.together.messages import packed, read_assignment, result
from forge_ai.comms.together.strategy import TeamStrategy
from forge_ai.comms.together.superlink import SuperLink
from tests.extras import skip_without

skip_without(require_together)
PLAN = TeamPlan("ours", "base", "a" * 64)
BASE = PLAN.fingerprint
WEIGHTS = {"w": np.full((2, 300), 2.0, np.float32), "v": np.ones(5, np.float32)}


@dataclass
class Room:
    """A node with a training behind it, and the devices that were let in."""

    node: EnigmaNode
    superlink: SuperLink
    accesses: dict[str, Access]


def change(size=0.5):
    return {name: np.full_like(part, size) for name, part in WEIGHTS.items()}


def learned(arrays, tokens=100):
    return Learned(arrays, 5, tokens, 1.0, 2.5)


@contextmanager
def working(link, answer, rounds=1):
    """A device that answers so many messages with whatever ``answer`` makes of them."""

    def work():
        done = 0
        while done < rounds and not over.is_set():
            link.report({"round": done, "steps": 0, "tokens": 0, "seconds": 0})
            message = link.receive(MIB)
            if message is None:
                over.wait(0.05)
                continue
            done += 1
            reply = answer(message)
            if reply is not None:
                link.send(reply, 1.0)

    over = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def honest(size=0.5, tokens=100, base=BASE):
    def answer(message):
        weights, task = read_assignment(message.content, BASE)
        assert set(weights) == set(WEIGHTS)
        assert isinstance(task, Assignment)
        return Message(result(learned(change(size), tokens), base), reply_to=message)

    return answer


def sending(arrays):
    return lambda message: Message(result(learned(arrays), BASE), reply_to=message)


def lead(room, rounds=1, timeout=20, stop=lambda: False, clock=None):
    strategy = leader(room, rounds, stop, clock)
    strategy.start(strategy.grid, packed(WEIGHTS), num_rounds=rounds, timeout=timeout)
    return strategy.shared.weights


def leader(room, rounds=1, stop=lambda: False, clock=None, **patience):
    grid = LocalGrid(room.superlink, clock or SystemClock(), stop, **patience)
    task = Assignment(1, rounds, 1.0)
    return TeamStrategy(room.superlink, grid, Strategy("fedavg"), Shared(dict(WEIGHTS)), BASE, task, lambda: None)


def left_out(room):
    return [(each.round, each.device, each.reason) for each in room.superlink.board.left_out]
