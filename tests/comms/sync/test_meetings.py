from __future__ import annotations

from functools import partial

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.comms.sync.live import LiveSync
from forge_ai.comms.sync.meetings import Meetings
from forge_ai.comms.sync.refusals import FIRST_PAUSE_SECONDS
from forge_ai.identity.registry import Registry
from forge_ai.memory.facts import FactSource
from forge_ai.protocol.memory.keeping_up import TRY_SECONDS
from forge_ai.protocol.memory.subscribers import Subscribers
from forge_ai.protocol.trust.rights import Right
from forge_ai.services import Services
from forge_ai.testing.manual_clock import ManualClock
from tests.nodes import let_in, put_model, serving, settings_for


def texts(node):
    return {record.text for record in node.services.memory.facts.listed()}


def test_paired_nodes_that_are_both_on_keep_each_other_equal(tmp_path, eventually):
    for name in ("pc", "pi"):
        put_model(tmp_path / name)
    with serving(tmp_path / "pc", "my_pc") as pc:
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pairing:
            let_in(pairing, pc)
        with serving(tmp_path / "pi", "my_pi") as pi:
            pi.services.memory.facts.remember("My dog is called Rex.", FactSource())
            eventually(lambda: "My dog is called Rex." in texts(pc))
            pc.services.memory.facts.remember("My cat is called Tom.", FactSource())
            eventually(lambda: "My cat is called Tom." in texts(pi))


def test_a_device_that_was_never_let_in_is_not_met(tmp_path):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc", "my_pc") as pc:
        meetings = Meetings(pc.services)
        meetings.look_around()
        assert (meetings.is_seeking, meetings.met()) == (False, {})
        meetings.stop()


def look_around(meetings, eventually):
    """One round, to its very end."""
    meetings.look_around()
    eventually(lambda: not meetings.is_seeking)
    eventually(lambda: all(sync.last or sync.failure for sync in meetings.met().values()))


class MetMeanwhile:
    """A meeting that is looked at just when another device is met, in another thread."""

    def __init__(self, meetings):
        self.sync = self
        self.is_welcome = False
        self._meetings = meetings

    @property
    def failure(self):
        self._meetings["another"] = MetMeanwhile(self._meetings)

    def stop(self):
        pass


def test_a_device_that_is_met_while_the_others_are_looked_at_ends_nothing(tmp_path):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc", "my_pc") as pc:
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pairing:
            let_in(pairing, pc)
        services = Services(settings_for(tmp_path / "pi"))
        meetings = Meetings(services)
        (device,) = services.registry.devices()
        meetings._meetings[device.device_id] = MetMeanwhile(meetings._meetings)
        meetings.look_around()
        assert set(meetings.met()) == {device.device_id, "another"}
        meetings.stop()
        services.close()


@pytest.mark.parametrize("refuses", [Registry.remove, partial(Registry.give_rights, rights={Right.ASK})])
def test_a_device_that_refuses_is_left_alone_for_a_while(tmp_path, eventually, refuses):
    put_model(tmp_path / "pc")
    clock = ManualClock()
    with serving(tmp_path / "pc", "my_pc") as pc:
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pairing:
            let_in(pairing, pc)
        refuses(pc.services.registry, name="my_pi")
        services = Services(settings_for(tmp_path / "pi"), clock=clock)
        meetings = Meetings(services)
        (device,) = services.registry.devices()
        for pause in (FIRST_PAUSE_SECONDS, 2 * FIRST_PAUSE_SECONDS):
            for _ in range(10):
                look_around(meetings, eventually)
            assert meetings.refusals.pause(device.device_id) == pause
            clock.advance(pause)
        meetings.stop()
        services.close()


def test_a_device_that_may_not_sync_here_is_not_met(tmp_path, eventually):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc", "my_pc") as pc:
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pairing:
            let_in(pairing, pc)
        services = Services(settings_for(tmp_path / "pi"))
        meetings = Meetings(services)
        look_around(meetings, eventually)
        assert len(meetings.met()) == 1
        services.registry.give_rights("my_pc", {Right.ASK})
        look_around(meetings, eventually)
        assert not meetings.met()
        meetings.stop()
        services.close()


def test_a_connected_peer_that_refuses_is_asked_less_and_less_often(tmp_path):
    put_model(tmp_path / "pc")
    with (
        serving(tmp_path / "pc", "my_pc") as pc,
        EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pi,
    ):
        let_in(pi, pc)
        pc.services.registry.give_rights("my_pi", {Right.ASK})
        sync = LiveSync(pi.services, pi.peer("my_pc"))
        pauses = [sync.pace.pause for _ in range(4) if not sync.try_now() and sync.failure]
        assert pauses == [2 * TRY_SECONDS, 4 * TRY_SECONDS, 8 * TRY_SECONDS, 16 * TRY_SECONDS]
        pc.services.registry.give_rights("my_pi", {Right.ASK, Right.SYNC})
        sync.try_now()
        assert sync.failure is None
        assert sync.pace.pause == TRY_SECONDS
        sync.stop()


def test_a_device_that_shares_and_holds_no_question_is_met_less_and_less_often(tmp_path, eventually):
    put_model(tmp_path / "pc")
    clock = ManualClock()
    with serving(tmp_path / "pc", "my_pc", sync="asked") as pc:
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pairing:
            let_in(pairing, pc)
        pc.services.subscribers = Subscribers(most=0)
        services = Services(settings_for(tmp_path / "pi"), clock=clock)
        meetings = Meetings(services)
        (device,) = services.registry.devices()
        for pause in (FIRST_PAUSE_SECONDS, 2 * FIRST_PAUSE_SECONDS):
            for _ in range(10):
                look_around(meetings, eventually)
                eventually(lambda: all(sync.failure for sync in meetings.met().values()))
            assert meetings.refusals.pause(device.device_id) == pause
            clock.advance(pause)
        meetings.stop()
        services.close()
