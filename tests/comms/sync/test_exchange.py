"""One exchange of memories, and what it leaves behind when it breaks off."""

from __future__ import annotations

import inspect

import pytest

from forge_ai.comms.sync.exchange import exchange
from forge_ai.errors import Unreachable
from tests.memory.devices import Device, close_all


class BreakingLink:
    """A peer that hears the first frame, and then the network is gone."""

    peer = known_as = "my_pc"

    def __init__(self, peer):
        self.frames = peer.memory.replica.delta

    def give(self, frames):
        self.given = frames
        next(frames)
        raise Unreachable("The network is gone.")


def test_an_exchange_that_breaks_off_no_longer_reads(tmp_path):
    pi, pc = Device(tmp_path, "pi"), Device(tmp_path, "pc")
    pi.tell("My dog is called Rex.")
    link = BreakingLink(pc)
    with pytest.raises(Unreachable):
        exchange(pi.memory.replica, link)
    assert inspect.getgeneratorstate(link.given) == inspect.GEN_CLOSED
    close_all([pi, pc])
